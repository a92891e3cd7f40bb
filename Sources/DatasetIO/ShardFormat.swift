package import ByteIO

/// How a file holds its records.
package enum Container: String, Sendable {
    /// A JSON object a line.
    case jsonl
    /// One JSON array of objects.
    case json
    /// RFC 4180, with a header row.
    case csv
}

/// A container and how it is compressed.
package struct ShardFormat: Sendable, Equatable, CustomStringConvertible {
    package var container: Container
    package var compression: ByteStream.Compression

    package init(container: Container, compression: ByteStream.Compression) {
        self.container = container
        self.compression = compression
    }

    /// `jsonl`, `jsonl.zst`, `json.gz`, `csv` and so on.
    package var description: String {
        switch compression {
        case .none: container.rawValue
        case .zstd: container.rawValue + ".zst"
        case .gzip: container.rawValue + ".gz"
        }
    }
}
