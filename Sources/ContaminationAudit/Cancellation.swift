import Synchronization

/// A request to stop a run early, made on one thread and seen on all.
///
/// The engine asks at every batch of records; when told to stop it removes its temporary files and throws. Once
/// cancelled it stays so. Safe to share between threads, and safe to cancel from a signal's handler.
public final class AuditCancellation: Sendable {
    private let requested = Atomic<Bool>(false)

    public init() {}

    /// Asks the run to stop.
    public func cancel() { requested.store(true, ordering: .releasing) }

    /// Whether the run was asked to stop.
    public var isCancelled: Bool { requested.load(ordering: .acquiring) }
}
