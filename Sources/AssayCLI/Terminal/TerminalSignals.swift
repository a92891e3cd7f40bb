import ContaminationAudit
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Signals as bytes in a pipe, so that a program that waits for keys can wait for both.
///
/// A handler does nothing but write the signal's number. One lives at a time, for as long as the terminal is the program's.
final class TerminalSignals {
    /// The signals that are taken over.
    static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]

    /// The end of the pipe that handlers write to: they can be given no object.
    private static let writeEnd = Atomic<Int32>(-1)

    /// The end to read from.
    let readEnd: Int32

    init() throws(AssayError) {
        var ends: [Int32] = [-1, -1]
        // Safe: the system writes two numbers into an array of two.
        guard unsafe pipe(&ends) == 0 else { throw AssayError("cannot make a pipe: too many files are open") }
        readEnd = ends[0]
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        Self.writeEnd.store(ends[1], ordering: .releasing)
        for number in Self.numbers { Self.take(number) }
    }

    deinit {
        for number in Self.numbers { _ = signal(number, SIG_DFL) }
        close(Self.writeEnd.exchange(-1, ordering: .acquiringAndReleasing))
        close(readEnd)
    }

    private static func take(_ number: Int32) {
        // The handler calls only what a handler may call, and keeps the interrupted code's error number.
        _ = signal(number) { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = unsafe write(TerminalSignals.writeEnd.load(ordering: .acquiring), &byte, 1)
            errno = saved
        }
    }

    /// The signals that have come since the last call, in their order.
    func received() -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 64)
        // Safe: the system writes at most as many bytes as there are.
        let count = unsafe read(readEnd, &bytes, bytes.count)
        return count > 0 ? bytes[..<count].map { Int32($0) } : []
    }

    /// Stops the process as Ctrl-Z does, until it is continued.
    static func suspend() {
        _ = signal(SIGTSTP, SIG_DFL)
        raise(SIGTSTP)
        take(SIGTSTP)
    }
}
