import ByteIO
import Testing

@testable import DatasetIO

/// What a record parser makes of Parquet rows, against the same records as JSON Lines.
@Suite("Records from Parquet")
struct ParquetRecordTests {
    /// Made by `Fixtures/generate.py` with another program.
    static let folder = String(#filePath.dropLast("Parquet/ParquetRecordTests.swift".count)) + "Fixtures/"

    /// A record without what only a file of text has.
    struct Plain: Equatable {
        var row: Int
        var status: ParsedRecord.Status
        var units: [Parsed.Unit]
        var source: String?
        init(_ record: Parsed.Record) {
            (row, status, units, source) = (record.row, record.status, record.units, record.source)
        }
    }

    static let selections = [
        RecordSelection(), RecordSelection(scope: .response), RecordSelection(scope: .all),
        RecordSelection(scope: .all, sourceField: "data.name"), RecordSelection(sourceField: "prompt"),
        RecordSelection(sourceField: "source.c"), RecordSelection(sourceField: "fields.second.text"),
        RecordSelection(sourceField: "fields"),
    ]

    static let unitPaths = [
        ["data.turns[].text[]=prompt"], ["fields.second.text=prompt", "fields.first.text=response"],
        ["lists[][]=prompt"], ["lists[0][1]=prompt", "lists[1]=prompt"], ["data.name=response", "data.turns=prompt"],
        ["messages[1].role=prompt"], ["source=prompt"], ["chosen.from=prompt", "chosen[0].content=prompt"],
        ["fields.second=prompt"], ["data.turns[0].text[1]=prompt"], ["messages[0][0]=prompt"],
    ]

    @Test(
        "The same units, roles, places, sources and errors as from JSON Lines",
        arguments: ["chat", "preference", "single", "flat", "strings", "wrong", "nested"])
    func twins(_ name: String) throws {
        var selections = Self.selections
        for paths in Self.unitPaths {
            let paths = try paths.map { try UnitPath($0) }
            for scope in Scope.allCases {
                selections.append(RecordSelection(scope: scope, unitPaths: paths))
            }
        }
        for selection in selections {
            let json = try parse(Self.folder + name + ".jsonl", selection)
            for batchByteCount in [1, 1 << 20] {
                do {
                    let table = try parse(Self.folder + name + ".parquet", selection, batchByteCount: batchByteCount)
                    #expect(table.records.map(Plain.init) == json.records.map(Plain.init), "\(selection)")
                    #expect(table.format.description == "parquet")
                    #expect(table.records.allSatisfy { $0.line == nil && $0.byteOffset == nil })
                    #expect(inScope(table.fields, selection) == inScope(json.fields, selection), "\(selection)")
                } catch let error as AssayError {
                    // A file without any of the fields is refused, and JSON Lines have nothing of them either.
                    #expect(error.message.contains("none of the columns is looked for"))
                    #expect(json.records.allSatisfy { $0.units.isEmpty && $0.status == .withoutText })
                }
            }
        }
    }

    private func inScope(_ fields: [String], _ selection: RecordSelection) -> [String] {
        fields.filter { field in
            UnitRole.allCases.contains { selection.scope.contains($0) && field.contains(" \($0.name) ") }
        }
    }

    @Test("A column that is no UTF-8 spoils its row and no other; bytes that are not said to be text are no text")
    func bytes() throws {
        let records = try parse(Self.folder + "bytes.parquet").records
        #expect(records.map { $0.units.map(\.text) } == [["fine"], [], ["also fine"]])
        #expect(records[1].status == .bad(.invalidUTF8In(field: "prompt", byteOffset: 3)))
        let answers = try parse(Self.folder + "bytes.parquet", RecordSelection(scope: .response)).records
        let wrong = ParsedRecord.Status.bad(.wrongType(field: "answer", found: .binary))
        #expect(answers.map(\.status) == [wrong, .withoutText, wrong])
    }

    @Test("A file without rows has no records; one without a column that is looked for is refused with its columns")
    func columns() throws {
        #expect(try parse(Self.folder + "empty.parquet").records.isEmpty)
        let error = #expect(throws: AssayError.self) { try parse(Self.folder + "unknown.parquet") }
        #expect(error?.message.contains("body, title") == true)
        let paths = RecordSelection(unitPaths: [try UnitPath("bodi=prompt")])
        #expect(throws: AssayError.self) { try parse(Self.folder + "unknown.parquet", paths) }
        let right = RecordSelection(unitPaths: [try UnitPath("body=prompt")])
        #expect(try parse(Self.folder + "unknown.parquet", right).records.map { $0.units.map(\.text) } == [["a"]])
    }

    @Test("Only what may hold text in scope is read")
    func readColumns() throws {
        func columns(_ name: String, _ selection: RecordSelection) throws -> [String] {
            let reader = try ShardReader(
                shard: Shard(name: name, path: Self.folder + name + ".parquet"), selection: selection)
            var batch = RecordBatch()
            #expect(try reader.nextBatch(into: &batch))
            return batch.plan?.fields ?? []
        }
        let chosen = ["chosen[].content", "chosen[].role", "rejected[].content", "rejected[].role"]
        #expect(try columns("preference", RecordSelection()) == chosen + ["prompt", "source"])
        #expect(try columns("preference", RecordSelection(scope: .response)) == chosen + ["source"])
        // Where there is a `text`, it counts if nothing else does.
        #expect(
            try columns("flat", RecordSelection(scope: .response)) == [
                "instruction", "input", "output", "text", "source",
            ])
        #expect(
            try columns("single", RecordSelection())
                == [
                    "conversations[].from", "conversations[].value", "chosen.from", "chosen.value", "rejected.from",
                    "rejected.value", "source",
                ])
        let path = RecordSelection(unitPaths: [try UnitPath("data.name=prompt"), try UnitPath("lists=response")])
        #expect(
            try columns("nested", path)
                == ["data.name", "source.a", "source.b\"ü[]", "source.c{}", "source.c{}", "source.d"])
    }

    @Test("Damaged files give errors or records, and nothing worse", arguments: ["chat", "nested", "strings", "wrong"])
    func damage(_ name: String) throws {
        let folder = try TemporaryFolder()
        let whole = try content(of: Self.folder + name + ".parquet")
        let selections = [
            RecordSelection(scope: .all), RecordSelection(unitPaths: [try UnitPath("fields.first.text=prompt")]),
        ]
        let seed = UInt64.random(in: 0 ... .max)
        var state = seed
        func random(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var readCount = 0
        for _ in 0..<400 {
            var bytes = whole
            // Most of what can go wrong is in the footer, which is the file's second half here.
            for _ in 0...random(below: 3) {
                bytes[
                    random(below: 2) == 0
                        ? random(below: bytes.count) : bytes.count - 1 - random(below: bytes.count / 2)] =
                    UInt8(truncatingIfNeeded: random(below: 256))
            }
            let path = try folder.write("d.parquet", bytes)
            do {
                readCount += try parse(path, selections[random(below: 2)], batchByteCount: 64).records.count
            } catch let error as AssayError {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
        #expect(readCount > 0, "seed \(seed)")
    }

    @Test("However few columns are read, hash and size are the whole file's")
    func storedBytes() throws {
        let path = Self.folder + "preference.parquet"
        let whole = try ByteStream(path: path)
        try whole.readToEnd()
        let reader = try ShardReader(shard: Shard(name: "p", path: path), selection: RecordSelection())
        var batch = RecordBatch()
        while try reader.nextBatch(into: &batch) {}
        #expect(reader.storedHash == whole.storedHash)
        #expect(reader.storedByteCount == whole.storedByteCount)
    }
}
