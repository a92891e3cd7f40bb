import ArgumentParser
import ContaminationAudit

/// How a command ends, beside 0 for done and 64 for wrong usage.
enum Exit {
    /// Done, and more records are contaminated than `--fail-above` allows.
    static let aboveThreshold = ExitCode(1)
    static let error = ExitCode(2)
    /// Stopped by a signal.
    static let stopped = ExitCode(130)

    /// Runs a command's work: prints what it throws and ends with the code for it.
    static func onError<Result>(_ body: () throws(AssayError) -> Result) throws -> Result {
        do throws(AssayError) {
            return try body()
        } catch {
            Console.report(error)
            throw Exit.error
        }
    }

    /// Runs the engine with a progress line, stoppable by signals.
    static func whileWatching<Result>(
        quiet: Bool,
        _ body: (_ progress: (@Sendable (AuditProgress) -> Void)?, AuditCancellation) throws(AssayError) -> Result
    ) throws -> Result {
        let watch = SignalWatch()
        let line = ProgressLine(quiet: quiet)
        do throws(AssayError) {
            let result = try body(line.handler, watch.cancellation)
            line.finish()
            return result
        } catch {
            line.finish()
            if watch.cancellation.isCancelled {
                Console.writeError("assay: stopped before the end; the results are not complete")
                throw Exit.stopped
            }
            Console.report(error)
            throw Exit.error
        }
    }
}
