import ByteIO

/// Collects the evidence of one shard: in memory while it is little; then in the joined file, if it is the shard's turn there,
/// else in a file of the staging folder.
///
/// One thread at a time.
struct EvidenceSpool: ~Copyable {
    /// What is kept in memory before it goes elsewhere.
    private static let memoryByteCount = EvidenceFeed.flushedByteCount

    private let path: String
    private var memory: [UInt8] = []
    private var file: OutputFile?
    private var isJoined = false
    private var byteCount = 0
    private var hash = XXH3Stream()

    init(path: String) { self.path = path }

    /// - Parameter feed: the joined file, once the shards before are all in it; `nil`: it is not this shard's turn.
    mutating func append(_ lines: [UInt8], joining feed: EvidenceFeed?) throws(AssayError) {
        if lines.isEmpty { return }
        byteCount += lines.count
        hash.update(lines.span)
        guard memory.count + lines.count > Self.memoryByteCount else {
            memory += lines
            return
        }
        // Not put together: a batch's lines may be many times what is kept in memory.
        defer { memory.removeAll(keepingCapacity: true) }
        if feed == nil, file == nil {
            if let folder = FileSystem.parentFolder(of: path) { try FileSystem.makeDirectories(folder) }
            file = try OutputFile(path: path, compression: .zstd, level: 1)
        }
        if let file {
            try file.write(memory)
            try file.write(lines)
            if let feed { try move(file, to: feed) }
        } else if let feed {
            try feed.write(memory)
            try feed.write(lines)
            isJoined = true
        }
    }

    /// Joins what had to wait until it was the shard's turn.
    private mutating func move(_ file: OutputFile, to feed: EvidenceFeed) throws(AssayError) {
        let stored = try file.finish()
        try feed.copy(
            StoredEvidence(
                byteCount: byteCount, hash: hash.digest128(), place: .ownFile(storedByteCount: stored.byteCount)),
            path: path)
        try FileSystem.remove(path)
        self.file = nil
        isJoined = true
    }

    /// Ends the collection and says where it is.
    ///
    /// - Parameter feed: as for `append`.
    mutating func finish(joining feed: EvidenceFeed?) throws(AssayError) -> StoredEvidence {
        let bytes = memory
        memory = []
        var stored = StoredEvidence(byteCount: byteCount, hash: hash.digest128(), place: .joined)
        if isJoined, let feed {
            try feed.write(bytes)
            try feed.endWritten()
        } else if let file {
            try file.write(bytes)
            stored.place = .ownFile(storedByteCount: try file.finish().byteCount)
        } else {
            stored.place = .inline(bytes.isEmpty ? [] : Zstd.compress(bytes.span, level: 1))
        }
        return stored
    }
}
