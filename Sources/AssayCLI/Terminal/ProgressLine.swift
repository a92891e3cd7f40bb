import ContaminationAudit
import Synchronization

/// The line on standard error that says how far a run is: drawn over itself, at most five times a second.
///
/// Nothing is drawn where standard error is no terminal. Safe to share between threads: a thread that finds another
/// drawing goes on with its work.
final class ProgressLine: Sendable {
    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        var isFinished = false
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now
    private let isShown: Bool

    init(quiet: Bool) { isShown = !quiet && Console.isTerminal(.error) }

    /// What the engine calls; `nil` where nothing is to be drawn.
    var handler: (@Sendable (AuditProgress) -> Void)? {
        guard isShown else { return nil }
        return { progress in self.draw(progress) }
    }

    /// Takes the line away; call it before anything else is printed.
    func finish() {
        state.withLock { state in
            if state.lastDrawn != nil { Console.writeRaw("\r\u{1B}[K") }
            state.isFinished = true
        }
    }

    private func draw(_ progress: AuditProgress) {
        _ = state.withLockIfAvailable { state in
            let now = ContinuousClock.now
            if state.isFinished { return }
            if let last = state.lastDrawn, now - last < .milliseconds(200) { return }
            state.lastDrawn = now
            let width = (Console.columns(.error) ?? 80) - 1
            let line = ProgressText.line(progress, elapsed: (now - start) / .seconds(1), width: width)
            Console.writeRaw("\r\(line)\u{1B}[K")
        }
    }
}
