import ByteIO
import ParquetIO

/// Shows what ParquetIO reads of a file, for comparison with other readers; a tool for development, not a product.
///
///     parquet-values FILE [BATCH_ROWS [BATCH_BYTES]]
///
/// One JSON line a column: its number, and all of its entries' levels and values; a value in hexadecimal, as stored.
@main
enum ParquetValues {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        do throws(AssayError) {
            guard let path = arguments.first else { throw AssayError("name a Parquet file") }
            let numbers = arguments.dropFirst().compactMap { Int($0) }
            try show(path, batchRowCount: numbers.first ?? 8192, batchByteCount: numbers.dropFirst().first ?? 1 << 20)
        } catch {
            print("error: \(error)")
        }
    }

    private static func show(_ path: String, batchRowCount: Int, batchByteCount: Int) throws(AssayError) {
        let file = try ParquetFile(path: path)
        let columns = Array(file.schema.columns.indices)
        var lines = columns.map { ColumnLine(number: $0) }
        let reader = ParquetReader(
            file: file, columns: columns, batchByteCount: batchByteCount, batchRowCount: batchRowCount)
        var batch = ParquetBatch()
        while try reader.nextBatch(into: &batch) {
            for number in columns { lines[number].add(batch.columns[number], batch.bytes) }
        }
        for line in lines { print(line.text) }
    }
}

/// A column's values as one line of JSON.
private struct ColumnLine {
    private let number: Int
    private var definitions: [UInt8] = []
    private var repetitions: [UInt8] = []
    private var values: [String] = []

    init(number: Int) { self.number = number }

    mutating func add(_ column: ColumnBatch, _ bytes: [UInt8]) {
        definitions += column.definitionLevels.prefix(column.entryCount)
        repetitions += column.repetitionLevels.prefix(column.entryCount)
        for index in 0..<column.valueCount {
            let size = column.valueByteCount
            if size > 0 {
                values.append(Self.hex(column.fixedBytes[index * size..<(index + 1) * size]))
            } else {
                let range = column.ranges[index]
                values.append(Self.hex(bytes[Int(range.start)..<Int(range.end)]))
            }
        }
    }

    var text: String {
        let values = values.map { "\"\($0)\"" }.joined(separator: ",")
        return
            "{\"column\":\(number),\"definitions\":\(definitions),\"repetitions\":\(repetitions),\"values\":[\(values)]}"
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
