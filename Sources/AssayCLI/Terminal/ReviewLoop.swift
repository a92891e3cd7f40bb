import ContaminationAudit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a review on the terminal: draws, waits for a key or a signal, does what it says.
struct ReviewLoop {
    /// How it ended.
    enum Ending { case quit, stopped }

    let review: ReviewController
    let style: ReviewText.Style

    /// How long an escape waits for the rest of a sequence: longer than a terminal's bytes are apart.
    private static let escapeMilliseconds: Int32 = 50

    /// Runs until the reader quits or a signal ends it; the terminal is then as it was.
    func run() throws(AssayError) -> Ending {
        let terminal = try RawTerminal()
        let signals = try TerminalSignals()
        var decoder = KeyDecoder()
        terminal.enter()
        defer { terminal.leave() }
        while true {
            let screen = drawn(on: terminal)
            let event = terminal.wait(signals, milliseconds: decoder.isWaiting ? Self.escapeMilliseconds : -1)
            var keys: [ReviewKey] = []
            switch event {
            case .bytes(let bytes): keys = decoder.decode(bytes)
            case .nothing: if decoder.isWaiting { keys = decoder.flush() }
            case .end: return .stopped
            case .signals(let numbers):
                if !isContinued(numbers, terminal) { return .stopped }
            }
            for key in keys {
                switch try review.press(key, bodyCount: screen.bodyCount, bodyHeight: screen.bodyHeight) {
                case .draw: break
                case .quit: return .quit
                case .stop: return .stopped
                case .suspend: suspend(terminal)
                }
            }
        }
    }

    private func drawn(on terminal: RawTerminal) -> (bodyCount: Int, bodyHeight: Int) {
        let size = terminal.size
        let screen = ReviewScreen(columns: size.columns, rows: size.rows, style: style).draw(review)
        terminal.draw(screen.rows)
        return (screen.bodyCount, screen.bodyHeight)
    }

    /// Whether the review goes on after these signals.
    private func isContinued(_ numbers: [Int32], _ terminal: RawTerminal) -> Bool {
        for number in numbers {
            switch number {
            case SIGWINCH: break
            case SIGCONT: terminal.enter()
            case SIGTSTP: suspend(terminal)
            default: return false
            }
        }
        return true
    }

    private func suspend(_ terminal: RawTerminal) {
        terminal.leave()
        TerminalSignals.suspend()
        terminal.enter()
    }
}
