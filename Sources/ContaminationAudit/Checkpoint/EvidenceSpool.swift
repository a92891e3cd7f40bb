import ByteIO

/// Collects the evidence of one shard: in memory while it is small, else in a file of the staging folder.
///
/// One thread at a time.
struct EvidenceSpool: ~Copyable {
    /// What is kept in memory before the file is made.
    private static let memoryByteCount = 256 << 10

    private let path: String
    private var memory: [UInt8] = []
    private var file: OutputFile?
    private var byteCount = 0
    private var hash = XXH3Stream()

    init(path: String) { self.path = path }

    mutating func append(_ lines: [UInt8]) throws(AssayError) {
        if lines.isEmpty { return }
        memory += lines
        byteCount += lines.count
        hash.update(lines.span)
        guard memory.count > Self.memoryByteCount else { return }
        if file == nil {
            if let folder = FileSystem.parentFolder(of: path) { try FileSystem.makeDirectories(folder) }
            file = try OutputFile(path: path, compression: .zstd, level: 1)
        }
        try file?.write(memory)
        memory.removeAll(keepingCapacity: true)
    }

    /// Ends the collection and says where it is.
    mutating func finish() throws(AssayError) -> StoredEvidence {
        let bytes = memory
        memory = []
        guard let file else {
            return StoredEvidence(
                byteCount: byteCount, hash: hash.digest128(),
                place: .inline(bytes.isEmpty ? [] : Zstd.compress(bytes.span, level: 1)))
        }
        try file.write(bytes)
        let stored = try file.finish()
        return StoredEvidence(
            byteCount: byteCount, hash: hash.digest128(), place: .ownFile(storedByteCount: stored.byteCount))
    }
}
