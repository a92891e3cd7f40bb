import ByteIO

/// The evidence of one shard until the shards before it are done: in memory while it is small, else in a file.
///
/// The file lies in the output's staging folder, compressed lightly, and is read back once. One thread at a time.
struct EvidenceSpool {
    /// What is kept in memory before the file is made.
    private static let memoryByteCount = 256 << 10

    private let path: String
    private var memory: [UInt8] = []
    private var file: OutputFile?

    init(path: String) { self.path = path }

    mutating func append(_ lines: [UInt8]) throws(AssayError) {
        if lines.isEmpty { return }
        memory += lines
        guard memory.count > Self.memoryByteCount else { return }
        if file == nil { file = try OutputFile(path: path, compression: .zstd, level: 1) }
        try file?.write(memory)
        memory.removeAll(keepingCapacity: true)
    }

    /// Gives the memory back and closes the file; what was appended stays.
    mutating func finish() throws(AssayError) {
        guard let file else { return }
        try file.write(memory)
        _ = try file.finish()
        memory = []
    }

    /// Forgets what was appended and removes the file.
    mutating func discard() throws(AssayError) {
        memory = []
        if file != nil { try FileSystem.remove(path) }
        file = nil
    }

    /// Writes all that was appended to `output` and removes the file.
    mutating func move(to output: OutputFile) throws(AssayError) {
        if file == nil {
            try output.write(memory)
            memory = []
            return
        }
        let stream = try ByteStream(path: path)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try stream.read(into: &buffer, at: 0)
            if count == 0 { break }
            try output.write(buffer.span.extracting(0..<count))
        }
        try FileSystem.remove(path)
        file = nil
    }
}
