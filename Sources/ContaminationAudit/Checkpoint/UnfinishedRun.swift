public import ByteIO

/// A run that was stopped before its end and can be gone on from with `AuditOptions.resume`.
public struct UnfinishedRun: Sendable, Equatable {
    /// How many of the shards are done.
    public var doneShards: Int
    /// How many shards the run has.
    public var shards: Int

    /// What is left of a run in the output folder `path`; `nil` if there is nothing to go on from.
    ///
    /// Throws if there is something and it cannot be read.
    public static func find(in path: String) throws(AssayError) -> UnfinishedRun? {
        guard let journal = try CheckpointJournal(stagingPath: OutputFolder.stagingPath(in: path)) else { return nil }
        let inputs = journal.content.run.inputs
        let shards = journal.content.share?.range(of: inputs.map { $0.bytes ?? 0 }).count ?? inputs.count
        return UnfinishedRun(doneShards: journal.doneNumbers.count, shards: shards)
    }

    /// Whether the staging folder is one that could be gone on from.
    static func isIn(_ stagingPath: String) -> Bool {
        FileSystem.exists(stagingPath + "/" + CheckpointFormat.runName)
    }
}
