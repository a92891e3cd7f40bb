internal import ByteIO
internal import ParquetIO

/// The first bytes of a shard, and what they say about it.
struct ShardOpening {
    /// What was read.
    private(set) var bytes: [UInt8] = []
    private(set) var isAtEnd = false
    /// The length of the byte order mark, which belongs to no record.
    private(set) var markByteCount = 0
    private(set) var container = Container.jsonl

    /// Reads until the first byte that is not white space, of which there may be `largestBlankByteCount` bytes.
    init(
        stream: ByteStream, path: String, name: String, largestBlankByteCount: Int = 1 << 30
    ) throws(AssayError) {
        var filled = 0
        var firstByte: UInt8?
        bytes = [UInt8](repeating: 0, count: 16)
        while firstByte == nil && !isAtEnd {
            if filled > largestBlankByteCount {
                throw AssayError("begins with \(filled) bytes of white space; is this the right file?", path: path)
            }
            if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
            let room = bytes.count - filled
            let got = try stream.read(into: &bytes, at: filled)
            filled += got
            isAtEnd = got < room
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { markByteCount = 3 }
            firstByte = bytes[markByteCount..<max(markByteCount, filled)].first { !isBlank($0) }
        }
        bytes.removeLast(bytes.count - filled)
        if ParquetFile.hasMagic(bytes) {
            guard stream.compression == .none else {
                throw AssayError(
                    "this is a Parquet file compressed as a whole, which cannot be read by position; decompress it",
                    path: path)
            }
            container = .parquet
            return
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw AssayError("the file is in UTF-16; convert it to UTF-8", path: path)
        }
        switch firstByte {
        case UInt8(ascii: "["): container = .json
        case UInt8(ascii: "{"), nil: container = .jsonl
        default: container = Self.isNamedJSON(name) || Self.isNamedJSON(path) ? .jsonl : .csv
        }
    }

    /// Whether a name says that the file should be JSON, so that what is none is reported line by line.
    private static func isNamedJSON(_ name: String) -> Bool {
        var name = Substring(name.lowercased())
        for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        return [".jsonl", ".json", ".ndjson"].contains { name.hasSuffix($0) }
    }
}
