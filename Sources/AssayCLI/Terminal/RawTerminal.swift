import ContaminationAudit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminal as a screen that this program draws: keys come one by one, and what stood there before comes back.
///
/// Between ``enter()`` and ``leave()`` the terminal is raw (no echo, no line at a time, no key that signals) and shows its other
/// screen. Both may be called again. Not thread-safe: one owner, on one thread.
final class RawTerminal {
    /// The terminal's settings as they were found.
    private var settings: termios
    private var isEntered = false

    /// Throws where standard input is no terminal.
    init() throws(AssayError) {
        var settings = termios()
        // Safe: the system fills the local structure during the call.
        guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else {
            throw AssayError("standard input is no terminal")
        }
        self.settings = settings
    }

    deinit { leave() }

    /// Takes the terminal over.
    func enter() {
        var raw = settings
        // Safe: the structure is this function's own.
        unsafe cfmakeraw(&raw)
        // Safe: the system only reads it, during the call.
        _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        write("\u{1B}[?1049h\u{1B}[?25l")
        isEntered = true
    }

    /// Gives the terminal back as it was.
    func leave() {
        guard isEntered else { return }
        isEntered = false
        write("\u{1B}[?25h\u{1B}[?1049l")
        // Safe: as above.
        _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    /// Draws `rows` from the top, over what is there.
    func draw(_ rows: [String]) {
        write("\u{1B}[H" + rows.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[K\u{1B}[J")
    }

    /// The terminal's columns and rows; 80 by 24 where it does not say.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        // Safe: the system fills the local structure during the call.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// A terminal that went away shows nothing; reading from it says so.
    private func write(_ text: String) {
        do throws(AssayError) { try Console.writeResult(text) } catch {}
    }

    /// What there is to read.
    enum Event {
        case bytes([UInt8])
        case signals([Int32])
        case nothing
        /// The terminal went away.
        case end
    }

    /// Waits for keys or for a signal; `milliseconds` at most, or without end where it is negative.
    func wait(_ signals: TerminalSignals, milliseconds: Int32) -> Event {
        var waited = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        // Safe: the array has as many elements as are named.
        let count = unsafe poll(&waited, 2, milliseconds)
        if count == 0 { return .nothing }
        let received = signals.received()
        if !received.isEmpty { return .signals(received) }
        if count < 0 { return errno == EINTR ? .nothing : .end }
        guard waited[0].revents != 0 else { return .nothing }
        var bytes = [UInt8](repeating: 0, count: 1024)
        // Safe: the system writes at most as many bytes as there are.
        let got = unsafe read(STDIN_FILENO, &bytes, bytes.count)
        if got < 0 && (errno == EINTR || errno == EAGAIN) { return .nothing }
        return got > 0 ? .bytes(Array(bytes[..<got])) : .end
    }
}
