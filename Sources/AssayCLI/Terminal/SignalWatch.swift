import ArgumentParser
import ContaminationAudit
import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns SIGINT and SIGTERM into a request to stop, so that temporary files are removed first.
///
/// A second signal ends the process at once. One watch lives as long as the run.
final class SignalWatch {
    let cancellation = AuditCancellation()
    private let sources: [any DispatchSourceSignal]

    init() {
        let queue = DispatchQueue(label: "assay.signals")
        let cancellation = cancellation
        sources = [SIGINT, SIGTERM].map { number in
            // The default action would end the process before the source is told.
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if cancellation.isCancelled { _exit(Exit.stopped.rawValue) }
                cancellation.cancel()
            }
            source.resume()
            return source
        }
    }

    deinit { for source in sources { source.cancel() } }
}
