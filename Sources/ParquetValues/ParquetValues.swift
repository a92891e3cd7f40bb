import ByteIO
import ParquetIO

/// Shows what ParquetIO reads of a file and writes files with it, for comparison with other programs; a tool for
/// development, not a product.
///
///     parquet-values show FILE [BATCH_ROWS [BATCH_BYTES]]
///     parquet-values read FILE COLUMN...
///     parquet-values keep DECISIONS FILE OUT
///
/// `show` prints one JSON line a column: its number, and all of its entries' levels and values; a value in hexadecimal, as
/// stored. `read` reads columns by their numbers and prints how many bytes of values they have. `keep` writes the rows for
/// which the file DECISIONS, which has a character a row, has a `1`.
@main
enum ParquetValues {
    static func main() {
        var arguments = ArraySlice(CommandLine.arguments.dropFirst())
        do throws(AssayError) {
            switch (arguments.popFirst(), arguments.count) {
            case ("show", 1...3): try show(Array(arguments))
            case ("read", 1...): try read(Array(arguments))
            case ("keep", 3): try keep(Array(arguments))
            default: throw AssayError("use: parquet-values show FILE, read FILE COLUMN..., keep DECISIONS FILE OUT")
            }
        } catch {
            print("error: \(error)")
        }
    }

    private static func show(_ arguments: [String]) throws(AssayError) {
        let file = try ParquetFile(path: arguments[0])
        let numbers = arguments.dropFirst().compactMap { Int($0) }
        let columns = Array(file.schema.columns.indices)
        var lines = columns.map { ColumnLine(number: $0) }
        let reader = ParquetReader(
            file: file, columns: columns, batchByteCount: numbers.dropFirst().first ?? 1 << 20,
            batchRowCount: numbers.first ?? 8192)
        var batch = ParquetBatch()
        while try reader.nextBatch(into: &batch) {
            for number in columns { lines[number].add(batch.columns[number], batch.bytes) }
        }
        for line in lines { print(line.text) }
    }

    private static func read(_ arguments: [String]) throws(AssayError) {
        let file = try ParquetFile(path: arguments[0])
        let reader = ParquetReader(file: file, columns: arguments.dropFirst().compactMap { Int($0) })
        var batch = ParquetBatch()
        var byteCount = 0
        while try reader.nextBatch(into: &batch) {
            byteCount += batch.byteCount
            for column in batch.columns { byteCount += column.valueCount * column.valueByteCount }
        }
        print(byteCount)
    }

    private static func keep(_ arguments: [String]) throws(AssayError) {
        let stream = try ByteStream(path: arguments[0])
        var decisions: [Bool] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try stream.read(into: &buffer, at: 0)
            if count == 0 { break }
            decisions += buffer[..<count].map { $0 == UInt8(ascii: "1") }
        }
        let file = try ParquetFile(path: arguments[1])
        let output = try OutputFile(path: arguments[2])
        let writer = try ParquetRowWriter(source: file, output: output, createdBy: "assay")
        for (index, group) in file.rowGroups.enumerated() {
            try writer.writeRowGroup(
                index, keeping: Array(decisions[group.firstRow..<group.firstRow + group.rowCount]))
        }
        try writer.finish()
        _ = try output.finish()
    }
}
