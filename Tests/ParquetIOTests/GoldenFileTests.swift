import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ParquetIO

/// Files that pyarrow wrote, read as pyarrow reads them, and written again less some rows.
struct GoldenFileTests {
    @Test func goldenFilesAreThere() {
        #expect(GoldenFile.all.count >= 20)
    }

    @Test(arguments: GoldenFile.all)
    func valuesAreThoseThatPyarrowReads(golden: GoldenFile) throws {
        let file = try ParquetFile(bytes: golden.bytes, name: golden.name)
        for (byteCount, rowCount) in [(1 << 20, 8192), (1 << 20, 3), (1, 100), (50, 7)] {
            let found = try file.contents(batchByteCount: byteCount, batchRowCount: rowCount)
            #expect(found == golden.columns, "batches of \(rowCount) rows, \(byteCount) bytes")
        }
        try file.readEverything()
    }

    @Test func batchesTellTheirRows() throws {
        let golden = try #require(GoldenFile.all.first { $0.name == "codec-zstd.parquet" })
        let file = try ParquetFile(bytes: golden.bytes, name: golden.name)
        #expect(file.rowGroups.map(\.rowCount) == [13, 11])
        for columns in [[], [1], [2, 0]] {
            let reader = ParquetReader(file: file, columns: columns, batchRowCount: 10)
            var batch = ParquetBatch()
            var rows: [[Int]] = []
            while try reader.nextBatch(into: &batch) {
                rows.append([batch.index, batch.rowGroup, batch.firstRowInGroup, batch.firstRow, batch.rowCount])
                #expect(batch.columns.map(\.column) == columns)
            }
            #expect(rows == [[0, 0, 0, 0, 10], [1, 0, 10, 10, 3], [2, 1, 0, 13, 10], [3, 1, 10, 23, 1]])
            #expect(batch.rowCount == 0)
            let stored = file.rowGroups.flatMap { group in columns.map { group.chunks[$0].storedByteCount } }
            #expect(reader.storedByteCount == stored.reduce(0, +))
        }
    }

    @Test(arguments: GoldenFile.all, [UInt64(1), 2, 3, 4])
    func keptRowsAreWrittenAsTheyWere(golden: GoldenFile, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let source = try ParquetFile(bytes: golden.bytes, name: golden.name)
        let share = random.pick([0, 1, 5, 9, 10])
        let kept = (0..<source.rowCount).map { _ in random.below(10) < share }
        let bytes = try written(source, kept)
        let file = try ParquetFile(bytes: bytes, name: "written")
        try file.readEverything()
        let expected = zip(golden.columns, source.schema.columns).map { column, node in
            column.keeping(kept, maxDefinitionLevel: source.schema.nodes[node].maxDefinitionLevel)
        }
        #expect(try file.contents() == expected, "seed \(seed), \(share) of 10 rows")
        #expect(file.rowCount == kept.filter { $0 }.count)
        #expect(file.keyValues == source.keyValues)
        #expect(file.metadata.schema == source.metadata.schema)
        #expect(file.metadata.columnOrders == source.metadata.columnOrders)
        #expect(file.createdBy == "assay test")
        #expect(file.rowGroups.allSatisfy { $0.rowCount > 0 && $0.chunks.allSatisfy { $0.codec == .zstd } })
        #expect(try written(source, kept) == bytes, "the same twice")
    }

    /// The file that the writer makes of the kept rows.
    private func written(_ source: ParquetFile, _ kept: [Bool]) throws -> [UInt8] {
        let folder = try ScratchFolder()
        let path = folder("written.parquet")
        let output = try OutputFile(path: path)
        let writer = try ParquetRowWriter(source: source, output: output, createdBy: "assay test")
        for (index, group) in source.rowGroups.enumerated() {
            try writer.writeRowGroup(index, keeping: Array(kept[group.firstRow..<group.firstRow + group.rowCount]))
        }
        try writer.finish()
        _ = try output.finish()
        return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
