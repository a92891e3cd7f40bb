import ContaminationAudit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process's two ends: results on standard output, everything else on standard error. Safe to use on any thread.
enum Console {
    /// What a stream leads to.
    enum Stream: Int32 {
        case output = 1
        case error = 2
    }

    /// Writes a result to standard output. A reader that went away (`| head`) is no error.
    ///
    /// - Throws: an error where the rest cannot be written, such as on a full disk.
    static func writeResult(_ bytes: [UInt8]) throws(AssayError) {
        let code = write(bytes, to: .output)
        if code != 0 && code != EPIPE {
            // Safe: `strerror` returns a C string that is copied at once.
            let reason = unsafe String(cString: strerror(code))
            throw AssayError("standard output cannot be written: \(reason)")
        }
    }

    static func writeResult(_ text: String) throws(AssayError) { try writeResult(Array(text.utf8)) }

    /// Writes a line to standard error; one that cannot be written is lost.
    static func writeError(_ line: String) {
        writeRaw(line.hasSuffix("\n") ? line : line + "\n")
    }

    /// Writes text to standard error as it is.
    static func writeRaw(_ text: String) { _ = write(Array(text.utf8), to: .error) }

    /// Prints `error` as `assay: error: PATH:LINE: …`, a line for each of the problems it names.
    static func report(_ error: AssayError) {
        // A line end in a file's name must not begin a line of its own.
        var error = error
        error.path = error.path.map(SafeText.terminal)
        for line in error.description.split(separator: "\n") {
            writeError("assay: error: " + SafeText.terminal(String(line)))
        }
    }

    static func warn(_ text: String) { writeError("assay: warning: " + SafeText.terminal(text)) }

    /// A write to a closed pipe, or past the largest size that a file may have (`ulimit -f`), then fails instead of ending
    /// the process.
    static func ignoreWriteSignals() { for number in [SIGPIPE, SIGXFSZ] { _ = signal(number, SIG_IGN) } }

    /// A standard stream that is closed would give its number to the next file that is opened, and what is printed would
    /// go there.
    static func openClosedStreams() {
        for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            // Safe: the system only reads the path. It takes the lowest free number, which is this one.
            _ = unsafe open("/dev/null", O_RDWR)
        }
    }

    static func exit(_ code: Int32) -> Never {
        #if canImport(Glibc)
            Glibc.exit(code)
        #else
            Darwin.exit(code)
        #endif
    }

    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    static var isInputTerminal: Bool { isatty(0) == 1 }

    /// The terminal's columns; `nil` where the stream leads elsewhere.
    static func columns(_ stream: Stream) -> Int? {
        var size = winsize()
        // Safe: the system fills the local structure during the call.
        guard unsafe ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// An environment variable; `nil` where it is not set or empty.
    static func environment(_ name: String) -> String? {
        // Safe: the C string is copied at once, and this program never changes its environment.
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// Writes all bytes; returns 0, or the system's error code.
    private static func write(_ bytes: [UInt8], to stream: Stream) -> Int32 {
        // Safe: the pointer is used during the call only, and never beyond the count.
        unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                #if canImport(Glibc)
                    let count = unsafe Glibc.write(stream.rawValue, rest.baseAddress, rest.count)
                #else
                    let count = unsafe Darwin.write(stream.rawValue, rest.baseAddress, rest.count)
                #endif
                if count >= 0 {
                    done += count
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }
}
