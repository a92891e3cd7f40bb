import Testing

@testable import ByteIO
@testable import ParquetIO

/// Files that lie, each in one way: an error that says where and what, and no trap.
struct BadFileTests {
    /// The message that reading the file gives.
    private func message(_ bytes: [UInt8], limits: ParquetLimits = .standard) -> String {
        do throws(AssayError) {
            let file = try ParquetFile(bytes: bytes, name: "made.parquet", limits: limits)
            try file.readEverything()
            return "nothing is wrong"
        } catch {
            return error.description
        }
    }

    private func message(_ change: (inout MadeFile) -> Void) -> String {
        var file = MadeFile()
        change(&file)
        return message(file.bytes)
    }

    private let numbers: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]

    @Test func aGoodFileIsRead() {
        let found = message { file in
            file.rowCount = 3
            file.addPage(numbers, entryCount: 3)
        }
        #expect(found == "nothing is wrong")
    }

    @Test func cutAndForeignFilesAreTold() {
        var file = MadeFile()
        file.rowCount = 3
        file.addPage(numbers, entryCount: 3)
        let bytes = file.bytes
        #expect(message([]).contains("a Parquet file has 12 bytes at least, this one 0"))
        #expect(message(Array(bytes.dropLast(5))).contains("does not end with PAR1"))
        #expect(message([0] + bytes.dropFirst()).contains("does not begin with PAR1"))
        var longFooter = bytes
        longFooter[bytes.count - 6] = 0xFF
        #expect(message(longFooter).contains("the footer is said to have 16711"))
        var cutFooter = bytes
        cutFooter[bytes.count - 8] -= 10
        #expect(message(cutFooter).hasPrefix("made.parquet: the footer: "))
        var limits = ParquetLimits()
        limits.footerByteCount = 20
        #expect(message(bytes, limits: limits).contains("more than the limit of 20"))
    }

    @Test func whatIsNotSupportedIsToldByName() {
        var file = MadeFile()
        file.rowCount = 3
        file.addPage(numbers, entryCount: 3)
        let encrypted = Array("PARE".utf8) + file.bytes.dropFirst(4).dropLast(4) + Array("PARE".utf8)
        #expect(
            message(encrypted).contains("the file is encrypted (Parquet modular encryption); write it again without"))
        file.isEncrypted = true
        #expect(message(file.bytes).contains("row group 0, column 'text': the column is encrypted"))
        file.isEncrypted = false
        for (codec, name) in [(Int32(3), "LZO"), (5, "LZ4"), (99, "number 99")] {
            file.codec = codec
            #expect(
                message(file.bytes).contains(
                    "compressed with \(name), which cannot be read; write the file again with ZSTD"))
        }
        let found = message { file in
            file.rowCount = 3
            file.addPage(numbers, entryCount: 3, encoding: 77)
        }
        #expect(found.contains("the encoding has the number 77"))
        let wrongType = message { file in
            file.rowCount = 3
            file.addPage(numbers, entryCount: 3, encoding: 6)
        }
        #expect(wrongType.contains("DELTA_LENGTH_BYTE_ARRAY, which is not for int32 columns"))
    }

    @Test func sizesAndCountsThatLieAreTold() {
        func made(_ change: (inout MadeFile) -> Void) -> String {
            message { file in
                file.rowCount = 3
                change(&file)
            }
        }
        #expect(made { $0.addPage(numbers, entryCount: 2) }.contains("the pages end, but 1 values and 1 rows"))
        #expect(made { $0.addPage(numbers, entryCount: 4) }.contains("more values than the column's metadata say"))
        #expect(
            made { $0.addPage(Array(numbers.dropLast()), entryCount: 3) }.contains("fewer values than its levels say"))
        #expect(made { $0.addPage(numbers, entryCount: 3, stored: 1000) }.contains("said to have 1000 bytes"))
        #expect(made { $0.addPage(numbers, entryCount: 3, decompressed: 13) }.contains("13 bytes is stored in 12"))
        #expect(made { $0.addPage(numbers, entryCount: -1) }.contains("counts are missing or negative"))
        #expect(made { $0.addPage(numbers, entryCount: 3, checksum: 5) }.contains("checksum does not match"))
        #expect(
            made {
                $0.addPage(numbers, entryCount: 3)
                $0.entryCount = 5
            }.contains("the column has 5 values, its row group 3 rows"))
        #expect(
            made {
                $0.addPage(numbers, entryCount: 3)
                $0.storedByteCount = .max
            }.contains("the file's data ends at byte"))
        #expect(
            made {
                $0.addPage(numbers, entryCount: 3)
                $0.dataPageOffset = -7
            }.contains("missing or negative"))
        #expect(
            made {
                $0.addPage([1, 2], entryCount: 3, encoding: 8)
            }.contains("refers to a dictionary, but there is none"))
        #expect(
            made {
                $0.addPage(numbers, entryCount: 3, kind: 2)
                $0.addPage([2, 3, 0xFF], entryCount: 3, encoding: 8)
            }.contains("a value is entry 3 of a dictionary that has 3"))
        #expect(
            made {
                $0.addPage(numbers, entryCount: 100, kind: 2)
            }.contains("fewer values than its levels say"))
    }

    @Test func bombsAreTold() {
        func zstd(_ byteCount: Int, _ decompressed: Int32) -> String {
            message { file in
                file.codec = 6
                file.rowCount = Int64(byteCount / 4)
                let frame = Zstd.compress([UInt8](repeating: 0, count: byteCount).span, level: 1)
                file.addPage(frame, entryCount: Int32(byteCount / 4), decompressed: decompressed)
            }
        }
        #expect(zstd(4000, 4000) == "nothing is wrong")
        #expect(zstd(4000, 3999).contains("a zstd block"))
        #expect(zstd(4000, 4001).contains("holds 4000 bytes instead of 4001"))
        #expect(zstd(4000, .max).contains("more than the limit of"))
        let cannot = message { file in
            file.codec = 1
            file.rowCount = 3
            file.addPage([200, 1, 0, 0], entryCount: 3, decompressed: 1 << 29)
        }
        #expect(cannot.contains("a Snappy block of 4 bytes cannot hold 536870912"))
        var nullFile = MadeFile()
        nullFile.repetition = .optional
        nullFile.rowCount = 1 << 30
        nullFile.addPage([5, 0, 0, 0] + varint(2 << 30) + [0], entryCount: 1 << 30)
        var claims = ParquetLimits()
        claims.entriesPerByte = 1 << 30
        claims.rowGroupRowCount = 1 << 30
        let nulls = message(nullFile.bytes, limits: claims)
        #expect(nulls.contains("1073741824 values, more than the limit of 268435456"))
        // One row whose list has more entries than a batch may.
        var limits = ParquetLimits()
        limits.batchEntryCount = 10000
        var file = MadeFile()
        file.repetition = .repeated
        file.rowCount = 1
        file.entryCount = 20000
        let repetitions: [UInt8] = varint(2) + [0] + varint(2 * 19999) + [1]
        let definitions: [UInt8] = varint(2 * 20000) + [1]
        file.type = .boolean
        file.addPage(
            little(UInt64(repetitions.count), byteCount: 4) + repetitions
                + little(UInt64(definitions.count), byteCount: 4) + definitions + [UInt8](repeating: 0, count: 2500),
            entryCount: 20000)
        #expect(message(file.bytes, limits: limits) == "nothing is wrong")
        #expect(throws: AssayError.self) {
            try ParquetFile(bytes: file.bytes, name: "made", limits: limits).contents()
        }
        #expect(throws: Never.self) { try ParquetFile(bytes: file.bytes, name: "made").contents() }
    }

    @Test func levelsThatDoNotAddUpAreTold() {
        func made(_ definitions: [UInt8], _ rest: [UInt8] = [1, 0, 0, 0]) -> String {
            message { file in
                file.repetition = .optional
                file.rowCount = 3
                file.addPage(
                    little(UInt64(definitions.count), byteCount: 4) + definitions + rest, entryCount: 3)
            }
        }
        #expect(made([4, 0, 2, 1]) == "nothing is wrong")
        #expect(made([4, 0]).contains("a page's numbers end in the middle"))
        #expect(made([6, 3]).contains("a level of 3, but the column's highest is 1"))
        #expect(made([6, 1]).contains("fewer values than its levels say"))
        let tooLong = message { file in
            file.repetition = .optional
            file.rowCount = 3
            file.addPage([200, 0, 0, 0, 1], entryCount: 3)
        }
        #expect(tooLong.contains("levels are said to have 200 bytes"))
        let noRow = message { file in
            file.repetition = .repeated
            file.rowCount = 1
            file.addPage([2, 0, 0, 0, 2, 1, 2, 0, 0, 0, 2, 1, 1, 0, 0, 0], entryCount: 1)
        }
        #expect(noRow.contains("the levels do not begin with a row"))
    }

    @Test func rowsThatAreOnlyClaimedAreTold() throws {
        // Without a column to decode, the rows of a footer are still checked against one.
        var file = MadeFile()
        file.rowCount = 1000
        file.addPage(numbers, entryCount: 3)
        let opened = try ParquetFile(bytes: file.bytes, name: "made")
        let reader = ParquetReader(file: opened, columns: [])
        var batch = ParquetBatch()
        #expect(throws: AssayError.self) { while try reader.nextBatch(into: &batch) {} }
        file.rowCount = 3
        let counted = ParquetReader(file: try ParquetFile(bytes: file.bytes, name: "made"), columns: [])
        #expect(try counted.nextBatch(into: &batch) && batch.rowCount == 3 && batch.columns.isEmpty)
        #expect(try !counted.nextBatch(into: &batch))
    }

    @Test func errorsNameTheirPlace() {
        let found = message { file in
            file.rowCount = 3
            file.addPage(numbers, entryCount: 3, checksum: 5)
        }
        #expect(
            found
                == "made.parquet: row group 0, column 'text': a page's checksum does not match its bytes; "
                + "the file is damaged: fetch or write it again (byte 4)")
    }
}
