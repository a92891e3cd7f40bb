import ByteIO
import DatasetIO
import ParquetIO

/// A Parquet file of any metadata and pages: every value is read or an error thrown; as a shard its cuts change nothing.
enum ParquetBody {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        var file = Array(bytes.dropFirst())
        // The footer's length and both marks are mended, so that what is behind them is reached.
        if choice & 1 == 0, file.count > 12 {
            file.replaceSubrange(0..<4, with: Array("PAR1".utf8))
            let footer = min(Int(file[4]) | Int(file[5]) << 8, file.count - 12)
            file.removeLast(8)
            file.appendLittleEndian(choice & 2 == 0 ? UInt32(footer) : UInt32(max(0, file.count - 4)))
            file += Array("PAR1".utf8)
        }
        var limits = ParquetLimits()
        limits.pageByteCount = 4 << 20
        limits.batchByteCount = 4 << 20
        limits.pageEntryCount = 1 << 16
        limits.batchEntryCount = 1 << 16
        if let parquet = try? ParquetFile(bytes: file, name: "fuzz", limits: limits) { try? parquet.readEverything() }
    }
}
