import Foundation

@testable import ByteIO
@testable import ParquetIO

/// One column as a file's readers should see it: all levels and values.
struct ColumnContent: Equatable {
    var definitions: [UInt8] = []
    var repetitions: [UInt8] = []
    var values: [[UInt8]] = []

    /// The entries of the rows for which `kept` holds true, found one by one.
    func keeping(_ kept: [Bool], maxDefinitionLevel: Int) -> ColumnContent {
        var result = ColumnContent()
        var row = -1
        var value = 0
        let count = max(definitions.count, repetitions.count, values.count)
        for entry in 0..<count {
            if repetitions.isEmpty || repetitions[entry] == 0 { row += 1 }
            let isValue = definitions.isEmpty || Int(definitions[entry]) == maxDefinitionLevel
            if kept[row] {
                if !definitions.isEmpty { result.definitions.append(definitions[entry]) }
                if !repetitions.isEmpty { result.repetitions.append(repetitions[entry]) }
                if isValue { result.values.append(values[value]) }
            }
            if isValue { value += 1 }
        }
        return result
    }
}

/// A file of Fixtures, and what it holds.
struct GoldenFile: CustomStringConvertible {
    let name: String
    let bytes: [UInt8]
    let columns: [ColumnContent]

    var description: String { name }

    static let all: [GoldenFile] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".parquet") }.sorted().compactMap { name in
            let path = folder.appendingPathComponent(name)
            guard let data = try? Data(contentsOf: path),
                let text = try? String(
                    contentsOf: path.deletingPathExtension().appendingPathExtension("txt"), encoding: .utf8)
            else { return nil }
            return GoldenFile(name: name, bytes: [UInt8](data), columns: text.split(separator: "\n").map(content))
        }
    }()

    private static func content(_ line: Substring) -> ColumnContent {
        let parts = line.split(separator: " ").map { $0 == "-" ? [] : $0.split(separator: ",") }
        return ColumnContent(
            definitions: parts[0].compactMap { UInt8($0) }, repetitions: parts[1].compactMap { UInt8($0) },
            values: parts[2].map { $0 == "''" ? [] : bytes($0) })
    }

    private static func bytes(_ hex: Substring) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}

extension ParquetFile {
    /// All of the file's columns, read with batches of these sizes.
    func contents(batchByteCount: Int = 1 << 20, batchRowCount: Int = 8192) throws(AssayError) -> [ColumnContent] {
        var columns = [ColumnContent](repeating: ColumnContent(), count: schema.columns.count)
        let reader = ParquetReader(
            file: self, columns: Array(schema.columns.indices), batchByteCount: batchByteCount,
            batchRowCount: batchRowCount)
        var batch = ParquetBatch()
        while try reader.nextBatch(into: &batch) {
            for (number, column) in batch.columns.enumerated() {
                columns[number].definitions += column.definitionLevels.prefix(column.entryCount)
                columns[number].repetitions += column.repetitionLevels.prefix(column.entryCount)
                columns[number].values += column.allValues(batch.bytes)
            }
        }
        return columns
    }
}
