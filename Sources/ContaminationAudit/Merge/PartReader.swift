import ByteIO

/// Reads one part of a run from its output folder.
struct PartReader {
    let folder: String
    let content: CheckpointRun
    let share: ShardShare
    private let reader: CheckpointReader
    private let firstShardOffset: Int

    /// Opens the part in `folder`.
    ///
    /// Throws if there is none, or if it cannot be understood.
    init(folder: String) throws(AssayError) {
        self.folder = folder
        let path = FileSystem.path(of: CheckpointFormat.partName, in: folder)
        guard try FileSystem.isThere(path) else {
            let isWhole = try FileSystem.isThere(FileSystem.path(of: "report.json", in: folder))
            throw AssayError(
                isWhole
                    ? "holds the results of a whole run, not a part; parts are made with --part"
                    : "holds no part: \(CheckpointFormat.partName) is missing; name the output folders of --part",
                path: folder)
        }
        reader = CheckpointReader(file: try LogFile(reading: path))
        guard try reader.kind() == .part else {
            throw AssayError("is of a run that was not finished; go on with it first", path: path)
        }
        guard let first = try reader.block(at: CheckpointFormat.headerByteCount), first.name == .run,
            let content = CheckpointReader.run(first.content), let share = content.share
        else { throw Self.damaged(path) }
        self.content = content
        self.share = share
        firstShardOffset = first.end
    }

    /// The shards' numbers among all inputs.
    var shards: Range<Int> { share.range(of: content.run.inputs.map { $0.bytes ?? 0 }) }

    /// Calls `body` with what each shard came to, in their order.
    ///
    /// Throws if one is missing, is another than it should be, or is damaged.
    func forEachShard(_ body: (ShardResult) throws(AssayError) -> Void) throws(AssayError) {
        let path = reader.file.path
        var offset = firstShardOffset
        for number in shards {
            guard let block = try reader.block(at: offset), block.name == .shard,
                let result = CheckpointReader.shard(block.content), result.number == number,
                result.account.input.path.isSame(as: content.run.inputs[number].path),
                result.account.input.bytes == content.run.inputs[number].bytes
            else { throw Self.damaged(path) }
            try body(result)
            offset = block.end
        }
        guard let last = try reader.block(at: offset), last.name == .end,
            CheckpointReader.end(last.content) == shards.count, last.end == reader.file.byteCount
        else { throw Self.damaged(path) }
    }

    private static func damaged(_ path: String) -> AssayError {
        AssayError("is damaged or was cut; run this part again", path: path)
    }
}
