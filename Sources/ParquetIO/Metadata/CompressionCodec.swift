/// What pages are compressed with (parquet-format, Compression.md).
///
/// A file may name one that cannot be read here: that is an error for the columns that use it alone.
package enum CompressionCodec: Sendable, Equatable {
    case uncompressed, snappy, gzip, brotli, zstd, lz4Raw
    /// The deprecated LZ4, of which two kinds were written under one number.
    case lz4
    case lzo
    case unknown(Int32)

    init(number: Int32) {
        switch number {
        case 0: self = .uncompressed
        case 1: self = .snappy
        case 2: self = .gzip
        case 3: self = .lzo
        case 4: self = .brotli
        case 5: self = .lz4
        case 6: self = .zstd
        case 7: self = .lz4Raw
        default: self = .unknown(number)
        }
    }

    /// The number of zstd, which is what is written.
    static let zstdNumber: Int32 = 6

    /// Whether it can be read here.
    var isReadable: Bool {
        switch self {
        case .uncompressed, .snappy, .gzip, .brotli, .zstd, .lz4Raw: true
        case .lz4, .lzo, .unknown: false
        }
    }

    /// The format's name for it.
    package var name: String {
        switch self {
        case .uncompressed: "UNCOMPRESSED"
        case .snappy: "SNAPPY"
        case .gzip: "GZIP"
        case .lzo: "LZO"
        case .brotli: "BROTLI"
        case .lz4: "LZ4"
        case .zstd: "ZSTD"
        case .lz4Raw: "LZ4_RAW"
        case .unknown(let number): "number \(number)"
        }
    }
}
