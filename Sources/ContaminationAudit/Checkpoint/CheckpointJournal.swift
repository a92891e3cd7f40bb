import ByteIO

/// The checkpoints of a run that goes on: a file in the staging folder to which each shard that is done is appended.
///
/// Only where the shards' blocks are is kept in memory. Safe to share between threads.
final class CheckpointJournal: @unchecked Sendable {
    /// After so many stored bytes of shards the journal is brought to the disk.
    private static let syncedInputByteCount = 64 << 20

    let content: CheckpointRun
    private let stagingPath: String
    private let file: LogFile
    private let monitor = Monitor()
    // Under the monitor.
    private var offsets: [Int: Int] = [:]
    private var unsyncedInputByteCount = 0

    /// Begins a journal in the staging folder, in place of one that is there.
    init(beginning content: CheckpointRun, stagingPath: String) throws(AssayError) {
        self.content = content
        self.stagingPath = stagingPath
        let path = stagingPath + "/" + CheckpointFormat.runName
        let whole = try OutputFile(path: path)
        try whole.write(CheckpointWriter.header(.run))
        try whole.write(CheckpointWriter.block(content))
        _ = try whole.finish()
        file = try LogFile(path: path)
    }

    /// Opens the journal in the staging folder and forgets what is torn at its end; `nil` if there is none that can be
    /// used.
    ///
    /// Throws if there is one of another version, or if it cannot be read.
    init?(stagingPath: String) throws(AssayError) {
        let path = stagingPath + "/" + CheckpointFormat.runName
        guard try FileSystem.isThere(path) else { return nil }
        let file = try LogFile(path: path)
        let reader = CheckpointReader(file: file)
        guard file.byteCount > CheckpointFormat.headerByteCount, try reader.kind() == .run,
            let first = try reader.block(at: CheckpointFormat.headerByteCount), first.name == .run,
            let content = CheckpointReader.run(first.content)
        else { return nil }
        var offset = first.end
        var offsets: [Int: Int] = [:]
        while let block = try reader.block(at: offset), block.name == .shard,
            let result = CheckpointReader.shard(block.content), result.number < content.run.inputs.count,
            result.account.input.path.isSame(as: content.run.inputs[result.number].path)
        {
            offsets[result.number] = offset
            offset = block.end
        }
        if offset < file.byteCount { try file.cut(to: offset) }
        self.content = content
        self.stagingPath = stagingPath
        self.file = file
        self.offsets = offsets
    }

    /// The shards that are done, ascending.
    var doneNumbers: [Int] { monitor.withLock { offsets.keys.sorted() } }

    /// Adds a shard that is done. All that it wrote must be whole under its name in the staging folder.
    func append(_ result: ShardResult) throws(AssayError) {
        let block = try CheckpointWriter.block(result)
        try monitor.withLock { () throws(AssayError) in
            let offset = file.byteCount
            try file.append(block)
            offsets[result.number] = offset
            unsyncedInputByteCount += result.account.input.bytes
            if unsyncedInputByteCount >= Self.syncedInputByteCount {
                try file.sync()
                unsyncedInputByteCount = 0
            }
        }
    }

    /// What the shard `number`, which is done, came to.
    func result(_ number: Int) throws(AssayError) -> ShardResult {
        let offset = monitor.withLock { offsets[number] }
        guard let offset, let block = try CheckpointReader(file: file).block(at: offset),
            let result = CheckpointReader.shard(block.content)
        else { throw AssayError("was changed by somebody else while it was in use; run it again", path: file.path) }
        return result
    }

    /// Treats the shard `number` as not done.
    func forget(_ number: Int) { monitor.withLock { offsets[number] = nil } }

    /// The path of a shard's own file of evidence.
    func evidencePath(ofShard number: Int) -> String {
        stagingPath + "/" + CheckpointFormat.evidenceName(ofShard: number)
    }
}
