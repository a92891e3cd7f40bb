import TestSupport
import Testing

@testable import ByteIO
@testable import ParquetIO

/// Files that want more memory or time than their size gives cause for.
struct MemoryLimitTests {
    private static let memoryAdvice = "allow more with --memory"

    /// The limits of a reader that may hold `byteCount` bytes in pages, and rows of up to `rowByteCount`.
    private func limits(_ byteCount: Int = 16 << 20, rowByteCount: Int = 1 << 20) -> ParquetLimits {
        ParquetLimits(memoryByteCount: byteCount, rowByteCount: rowByteCount)
    }

    /// What reading all rows of the file says.
    private func message(_ bytes: [UInt8], _ limits: ParquetLimits) -> String {
        do throws(AssayError) {
            let file = try ParquetFile(bytes: bytes, name: "made.parquet", limits: limits)
            let reader = ParquetReader(file: file, columns: [0], batchByteCount: 256 << 10)
            var batch = ParquetBatch()
            var rowCount = 0
            while try reader.nextBatch(into: &batch) { rowCount += batch.rowCount }
            return "\(rowCount) rows"
        } catch {
            return error.description
        }
    }

    /// What writing all rows of the file again says.
    private func writtenMessage(_ bytes: [UInt8], _ limits: ParquetLimits) throws -> String {
        let folder = try ScratchFolder()
        do throws(AssayError) {
            let file = try ParquetFile(bytes: bytes, name: "made.parquet", limits: limits)
            let output = try OutputFile(path: folder("written.parquet"))
            let writer = try ParquetRowWriter(source: file, output: output, createdBy: "assay test")
            for (index, group) in file.rowGroups.enumerated() {
                try writer.writeRowGroup(index, keeping: [Bool](repeating: true, count: group.rowCount))
            }
            try writer.finish()
            return "\(writer.rowCount) rows"
        } catch {
            return error.description
        }
    }

    private func text(_ byteCount: Int) -> [UInt8] {
        little(UInt64(byteCount), byteCount: 4) + [UInt8](repeating: 0x78, count: byteCount)
    }

    /// A column of texts in one page, compressed.
    private func texts(_ byteCounts: [Int]) -> MadeFile {
        var file = MadeFile()
        file.type = .byteArray
        file.codec = 6
        file.rowCount = Int64(byteCounts.count)
        let page = byteCounts.flatMap(text)
        file.addPage(
            Zstd.compress(page.span, level: 1), entryCount: Int32(byteCounts.count), decompressed: Int32(page.count))
        return file
    }

    @Test("A page, and a dictionary, that are larger than the memory allows name row group, column and --memory")
    func pages() {
        let file = texts([Int](repeating: 500_000, count: 20))
        let found = message(file.bytes, limits())
        #expect(found.hasPrefix("made.parquet: row group 0, column 'text': a page needs 100"), "\(found)")
        #expect(found.contains("8388608 are allowed; \(Self.memoryAdvice)"), "\(found)")
        #expect(message(file.bytes, limits(64 << 20)) == "20 rows")

        var dictionary = MadeFile()
        dictionary.type = .byteArray
        dictionary.codec = 6
        dictionary.rowCount = 3
        // Two million empty texts: their places take more than their bytes.
        let entries = [UInt8](repeating: 0, count: 4 << 20)
        dictionary.addPage(
            Zstd.compress(entries.span, level: 1), entryCount: 1 << 20, kind: 2, decompressed: Int32(entries.count))
        let places: [UInt8] = [1] + varint(2 * 3) + [1]
        dictionary.addPage(
            Zstd.compress(places.span, level: 1), entryCount: 3, encoding: 8, decompressed: Int32(places.count))
        let told = message(dictionary.bytes, limits())
        #expect(told.hasPrefix("made.parquet: row group 0, column 'text': a dictionary needs 37748736"), "\(told)")
        #expect(told.contains(Self.memoryAdvice), "\(told)")
        #expect(message(dictionary.bytes, limits(128 << 20)) == "3 rows")
    }

    @Test("A row that is larger than the memory allows is named, with its column; a thousand smaller ones are read")
    func rows() {
        let found = message(texts([10, 20, 1_048_570, 1_048_575, 7]).bytes, limits())
        #expect(found.hasPrefix("made.parquet: row group 0, column 'text': row 3 has 1048577 bytes"), "\(found)")
        #expect(found.contains("1048576 are allowed; split it, or \(Self.memoryAdvice)"), "\(found)")
        #expect(message(texts([Int](repeating: 5000, count: 1000)).bytes, limits()) == "1000 rows")
        #expect(message(texts([10, 2_000_000]).bytes, limits(rowByteCount: 4 << 20)) == "2 rows")
    }

    /// Rows of a list, by its levels and its values, in a page of which all but `claims` is true.
    private func list(rows: Int64, entries: Int, first: Int = 1, values: [UInt8], encoding: Int32) -> MadeFile {
        var file = MadeFile()
        file.type = .byteArray
        file.repetition = .repeated
        file.rowCount = rows
        file.entryCount = Int64(entries)
        let repetitions: [UInt8] = varint(2 * first) + [0] + varint(2 * (entries - first)) + [1]
        let definitions: [UInt8] = varint(2 * entries) + [1]
        if encoding == 8 { file.addPage(text(60_000), entryCount: 1, kind: 2) }
        file.addPage(
            little(UInt64(repetitions.count), byteCount: 4) + repetitions
                + little(UInt64(definitions.count), byteCount: 4) + definitions + values,
            entryCount: Int32(entries), encoding: encoding)
        return file
    }

    @Test("A row of a list that holds one text a million times, or a hundred million nulls, is refused early")
    func lists() {
        // Places of 0 bits: no byte says them.
        let repeated = message(list(rows: 1, entries: 1_000_000, values: [0], encoding: 8).bytes, limits())
        #expect(repeated.contains("row group 0, column 'text': a row has more than 1048576 bytes"), "\(repeated)")
        #expect(repeated.contains(Self.memoryAdvice), "\(repeated)")
        #expect(message(list(rows: 1, entries: 15, values: [0], encoding: 8).bytes, limits()) == "1 rows")

        var nulls = MadeFile()
        nulls.type = .byteArray
        nulls.repetition = .repeated
        nulls.rowCount = 1
        nulls.entryCount = 100_000_000
        let repetitions: [UInt8] = varint(2) + [0] + varint(2 * 99_999_999) + [1]
        let definitions: [UInt8] = varint(2 * 100_000_000) + [0]
        nulls.addPage(
            little(UInt64(repetitions.count), byteCount: 4) + repetitions
                + little(UInt64(definitions.count), byteCount: 4) + definitions
                + [UInt8](repeating: 0, count: 10_000), entryCount: 100_000_000)
        let told = message(nulls.bytes, limits())
        #expect(told.contains("a row has more than 1048576 bytes"), "\(told)")
    }

    @Test("What a column that nobody asked for holds of one row is bounded where rows are written")
    func written() throws {
        var file = MadeFile()
        file.type = .boolean
        file.repetition = .repeated
        file.rowCount = 1
        file.entryCount = 5_000_000
        let repetitions: [UInt8] = varint(2) + [0] + varint(2 * 4_999_999) + [1]
        let definitions: [UInt8] = varint(2 * 5_000_000) + [0]
        file.addPage(
            little(UInt64(repetitions.count), byteCount: 4) + repetitions
                + little(UInt64(definitions.count), byteCount: 4) + definitions + [UInt8](repeating: 0, count: 1000),
            entryCount: 5_000_000)
        let found = try writtenMessage(file.bytes, limits())
        #expect(found.contains("row group 0, column 'text': a row needs"), "\(found)")
        #expect(found.contains(Self.memoryAdvice), "\(found)")
        #expect(try writtenMessage(file.bytes, limits(128 << 20)) == "1 rows")
    }

    @Test("Rows and values that no file of its size holds, and counts that disagree, are refused at once")
    func claims() throws {
        func nulls(_ count: Int64, entries: Int64? = nil, padding: Int = 0) -> [UInt8] {
            var file = MadeFile()
            file.repetition = .optional
            file.rowCount = count
            file.entryCount = entries
            let levels: [UInt8] = varint(Int(clamping: 2 * count)) + [0]
            file.addPage(
                little(UInt64(levels.count), byteCount: 4) + levels + [UInt8](repeating: 0, count: padding),
                entryCount: Int32(clamping: count))
            return file.bytes
        }
        let bytes = nulls(1 << 28)
        let found = message(bytes, limits(4 << 30))
        #expect(
            found.contains(
                "the footer has 268435456 rows, more than 16384 for each of the file's \(bytes.count) bytes"),
            "\(found)")
        #expect(message(nulls(1 << 20), limits()) == "1048576 rows")
        // As many as a file of this size may have, and more than what becomes of each may take.
        let group = message(nulls(1 << 24, padding: 1000), limits())
        #expect(group.contains("row group 0: it has 16777216 rows, and 8388608 are allowed"), "\(group)")
        #expect(group.contains(Self.memoryAdvice), "\(group)")
        let more = message(nulls(1000, entries: 1001), limits())
        #expect(more.contains("column 'text': the column has 1001 values, its row group 1000 rows"), "\(more)")
        var list = MadeFile()
        list.repetition = .repeated
        list.rowCount = 1000
        list.entryCount = 999
        #expect(message(list.bytes, limits()).contains("the column has 999 values, its row group 1000 rows"))
        list.rowCount = 1
        list.entryCount = 1 << 40
        let values = message(list.bytes, limits())
        #expect(values.contains("column 'text': the footer has more than"), "\(values)")
        list.entryCount = .max
        #expect(message(list.bytes, limits()).contains("the footer has more than"))
    }

    @Test("A dictionary of many booleans in no bytes is refused before there is room for them")
    func booleans() {
        var file = MadeFile()
        file.type = .boolean
        file.rowCount = 3
        file.addPage([1], entryCount: 1 << 28, kind: 2)
        #expect(message(file.bytes, limits()).contains("column 'text': a dictionary needs 8589934593 bytes"))
        #expect(message(file.bytes, limits(64 << 30)).contains("fewer values than its levels say"))
    }
}
