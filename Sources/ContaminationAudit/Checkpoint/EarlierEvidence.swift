import ByteIO

/// The evidence that an unfinished run had joined before it was stopped: what its shards wrote there themselves is nowhere else.
///
/// It stays in the staging folder, whole, until the run that goes on has joined all of it again, on the disk; so a run may be
/// stopped any number of times. One thread at a time.
final class EarlierEvidence {
    private let path: String
    /// Where the lines of each shard begin that are needed from here, by the shard's number.
    private let offsets: [Int: Int]
    private var stream: ByteStream?
    private var byteOffset = 0
    private var isThere = true

    /// - Parameters:
    ///   - path: the file, which may end in the midst of lines that no checkpoint speaks of.
    ///   - offsets: the decompressed bytes before each shard's lines.
    init(path: String, offsets: [Int: Int]) {
        self.path = path
        self.offsets = offsets
    }

    /// Whether the shard's lines are to be taken from here.
    func holds(_ number: Int) -> Bool { offsets[number] != nil }

    /// Writes the lines of the shard `number` to the joined file. Shards are asked for in their order.
    ///
    /// Throws if they are not the lines that the checkpoint was made of.
    func append(_ evidence: StoredEvidence, of number: Int, to feed: EvidenceFeed) throws(AssayError) {
        guard let offset = offsets[number] else { throw EvidenceFeed.damaged(path) }
        let stream: ByteStream
        if let open = self.stream { stream = open } else { stream = try ByteStream(path: path) }
        self.stream = stream
        try EvidenceFeed.forEachPiece(of: offset - byteOffset, from: stream, path: path) { _ in }
        try feed.append(evidence, from: stream, path: path)
        byteOffset = offset + evidence.byteCount
    }

    /// To be called when the lines of the shard `number` are in the new joined file, on the disk: removes the earlier one if
    /// it has nothing that is not there.
    func removeIfJoined(through number: Int) throws(AssayError) {
        guard isThere, offsets.keys.allSatisfy({ $0 <= number }) else { return }
        try FileSystem.remove(path)
        isThere = false
    }
}
