package import ByteIO
internal import ParquetIO

/// How a file holds its records.
package enum Container: String, Sendable {
    /// A JSON object a line.
    case jsonl
    /// One JSON array of objects.
    case json
    /// RFC 4180, with a header row.
    case csv
    /// Columns of values, by row groups: github.com/apache/parquet-format.
    case parquet
}

/// A container and how it is compressed.
package struct ShardFormat: Sendable, Equatable, CustomStringConvertible {
    package var container: Container
    package var compression: ByteStream.Compression

    package init(container: Container, compression: ByteStream.Compression) {
        self.container = container
        self.compression = compression
    }

    /// `jsonl`, `jsonl.zst`, `json.gz`, `csv`, `parquet` and so on.
    package var description: String {
        switch compression {
        case .none: container.rawValue
        case .zstd: container.rawValue + ".zst"
        case .gzip: container.rawValue + ".gz"
        }
    }
}

/// What a copy of a shard, with some of its records, has to be like.
///
/// A value type; safe to share between threads.
package struct ShardForm: Sendable {
    package let format: ShardFormat
    /// The file whose schema and rows a copy takes over; `nil` where the records' bytes are enough.
    let parquet: ParquetFile?

    init(format: ShardFormat, parquet: ParquetFile? = nil) {
        self.format = format
        self.parquet = parquet
    }
}
