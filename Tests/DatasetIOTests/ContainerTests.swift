import ByteIO
import Testing

@testable import DatasetIO

/// Files as records and back: the same records and bytes whatever the batches, and what a cleaned shard keeps.
@Suite struct ContainerTests {
    static let mark = "\u{FEFF}"

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var content: String
        var format: String
        /// The texts of the records, and their lines.
        var texts: [String]
        var lines: [Int]
        /// What is left when the records with odd rows are removed.
        var even: String
        var testDescription: String { content.debugDescription }
        init(_ content: String, _ format: String, _ texts: [String], _ lines: [Int], even: String, name: String = "x") {
            (self.content, self.format, self.texts) = (content, format, texts)
            (self.lines, self.even, self.name) = (lines, even, name)
        }
    }

    static let cases: [Case] = [
        Case("", "jsonl", [], [], even: ""),
        Case("\n \r\n", "jsonl", [], [], even: "\n \r\n"),
        Case(
            "{\"text\": \"a\"}\n{\"text\": \"b\"}\n{\"text\": \"c\"}", "jsonl", ["a", "b", "c"], [1, 2, 3],
            even: "{\"text\": \"a\"}\n{\"text\": \"c\"}"),
        Case(
            mark + "\r\n{\"text\": \"a\"}\r\n\r\n  {\"text\": \"b\"} \r\n\t\n{\"text\": \"c\"}\n\n", "jsonl",
            ["a", "b", "c"], [2, 4, 6], even: mark + "\r\n{\"text\": \"a\"}\r\n\t\n{\"text\": \"c\"}\n\n"),
        Case(mark + "{\"text\": \"é\\n\"}", "jsonl", ["é\n"], [1], even: mark + "{\"text\": \"é\\n\"}"),
        Case("[]", "json", [], [], even: "[]"),
        Case(mark + " \n[ \n] \n", "json", [], [], even: mark + " \n[ \n] \n"),
        Case("[{\"text\":\"a\"},{\"text\":\"b\"}]", "json", ["a", "b"], [1, 1], even: "[{\"text\":\"a\"}]"),
        Case(
            "[\n  {\"text\": \"a]\\\\\"},\n  {\n\"text\": \"b\\\"}\"\n} ,\n\n  {\"text\": \"c\", \"n\": [{}, [\"]\"]]}\n]\n",
            "json", ["a]\\", "b\"}", "c"], [2, 3, 7],
            even: "[\n  {\"text\": \"a]\\\\\"},\n\n  {\"text\": \"c\", \"n\": [{}, [\"]\"]]}\n]\n"),
        Case(
            "text,n\r\n\"a,\"\"b\"\"\r\nc\",1\r\n\r\nplain,2\r\n\"\",3", "csv", ["a,\"b\"\r\nc", "plain", ""],
            [2, 5, 6],
            even: "text,n\r\n\"a,\"\"b\"\"\r\nc\",1\r\n\"\",3"),
        Case(mark + "n,\"text\"\n1,x\\n\n2,y\n", "csv", ["x\\n", "y"], [2, 3], even: mark + "n,\"text\"\n1,x\\n\n"),
        Case("text\n", "csv", [], [], even: "text\n"),
    ]

    @Test(arguments: cases) func sameRecordsAndBytesForEveryBatchSize(_ example: Case) throws {
        let folder = try TemporaryFolder()
        let bytes = Array(example.content.utf8)
        let path = try folder.write(example.name, bytes)
        let whole = try parse(path)
        #expect(whole.format.description == example.format)
        #expect(whole.records.map { $0.units.first?.text ?? "" } == example.texts)
        #expect(whole.records.map(\.line) == example.lines)
        for record in whole.records {
            let start = try #require(record.byteOffset)
            #expect(Array(bytes[start..<(start + record.json.count)]) == record.json)
        }
        for batchByteCount in 1...(bytes.count + 2) {
            #expect(try parse(path, batchByteCount: batchByteCount) == whole)
            #expect(try cleaned(path, batchByteCount: batchByteCount) { _ in true } == bytes)
            let even = try cleaned(path, batchByteCount: batchByteCount) { $0 % 2 == 0 }
            #expect(String(decoding: even, as: UTF8.self) == example.even)
        }
        _ = try parse(path, batchByteCount: 7, rewriteTo: folder.path + "/all")
        #expect(try content(of: folder.path + "/all") == bytes)
        let none = try parse(try folder.write("none", try cleaned(path, batchByteCount: 5) { _ in false }))
        #expect(none.records.isEmpty && (none.format == whole.format || none.format.container == .jsonl))
    }

    @Test(arguments: [ByteStream.Compression.zstd, .gzip]) func cleanedShardsKeepTheirCompression(
        _ compression: ByteStream.Compression
    ) throws {
        let folder = try TemporaryFolder()
        let bytes = Array((0..<500).map { "{\"text\": \"record \($0)\"}\n" }.joined().utf8)
        let path = try folder.write("x", bytes, compression: compression)
        let parsed = try parse(path, batchByteCount: 100, rewriteTo: folder.path + "/copy")
        #expect(parsed.records.count == 500)
        #expect(parsed.format == ShardFormat(container: .jsonl, compression: compression))
        #expect(try content(of: folder.path + "/copy") == bytes)
        #expect(try ByteStream(path: folder.path + "/copy").compression == compression)
    }

    @Test(arguments: [
        ("[{}", 1), ("[{} {}]", 1), ("[{},\n]", 2), ("[{},,{}]", 1), ("[{}]\n\nx", 3), ("[\n{\"a\": \"b]", 2),
        ("[{}}", 1), ("[,{}]", 1), ("[\n{}\n", 3),
    ])
    func brokenArraysEndTheRead(_ content: String, _ line: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x.json", content)
        for batchByteCount in 1...(content.utf8.count + 1) {
            let error = #expect(throws: AssayError.self) { try parse(path, batchByteCount: batchByteCount) }
            #expect(error?.line == line)
            #expect(error?.path == path)
        }
    }

    @Test func arrayElementsOfOtherKindsAreBad() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "x.json", #"[1, "a,]", null, [{"text": "b"}], {"text": "c"}, {"text": \"x"}, {"text": "d"}]"#)
        for batchByteCount in 1...100 {
            let records = try parse(path, batchByteCount: batchByteCount).records
            #expect(records.prefix(4).allSatisfy { $0.status == .bad(.notAnObject) })
            #expect(records.suffix(3).map { $0.units.first?.text } == ["c", nil, "d"])
        }
    }

    @Test func badCSVRows() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "x", Array("text,n\na,1\nb\nc,1,2\n\"d\"e,1\nf\"g,1\n".utf8) + [0xFF, 0x2C, 0x31, 0x0A])
        let records = try parse(path).records
        #expect(
            records.map(\.status) == [
                .audited, .bad(.wrongWidth(expected: 2, got: 1)), .bad(.wrongWidth(expected: 2, got: 3)),
                .bad(.strayQuote(byteOffset: 3)), .audited, .bad(.invalidUTF8(byteOffset: 0)),
            ])
        #expect(records[4].units.map(\.text) == ["f\"g"])
        for content in ["a,a\n", "a,\"b\"c\n1,2", "text\n\"open\nx\n"] {
            #expect(throws: AssayError.self) { try parse(try folder.write("bad", content)) }
        }
    }

    @Test func formatsByContentAndName() throws {
        let folder = try TemporaryFolder()
        #expect(try parse(try folder.write("a.jsonl", "nonsense\n{\"text\": \"x\"}")).records.count == 2)
        #expect(try parse(try folder.write("a.json.gz", "nonsense")).format.description == "jsonl")
        #expect(try parse(try folder.write("a.txt", "nonsense")).format.description == "csv")
        #expect(try parse(try folder.write("a.csv", " {}")).format.description == "jsonl")
        #expect(throws: AssayError.self) { try parse(try folder.write("a.parquet", "PAR1....")) }
        #expect(throws: AssayError.self) { try parse(try folder.write("utf16", [0xFF, 0xFE, 0x7B, 0])) }
    }

    @Test func recordsThatAreTooLongAreErrors() throws {
        let folder = try TemporaryFolder()
        let long = "{\"text\": \"\(String(repeating: "x", count: 300))\"}"
        for content in ["{}\n\(long)\n{}", "[{},\n\(long)]"] {
            let path = try folder.write("x", content)
            for batchByteCount in [1, 64, 4096] {
                let reader = try ShardReader(
                    shard: Shard(name: "x", path: path), selection: RecordSelection(), batchByteCount: batchByteCount,
                    maxRecordByteCount: 200)
                var batch = RecordBatch()
                let error = #expect(throws: AssayError.self) { while try reader.nextBatch(into: &batch) {} }
                #expect(error?.line != nil)
            }
        }
    }

    @Test func batchesAreWrittenInOrder() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x", "{}\n{}\n{}\n")
        let reader = try ShardReader(
            shard: Shard(name: "x", path: path), selection: RecordSelection(), batchByteCount: 3)
        var batch = RecordBatch()
        _ = try reader.nextBatch(into: &batch)
        _ = try reader.nextBatch(into: &batch)
        let writer = try ShardWriter(path: folder.path + "/y", form: reader.form, program: "tests")
        #expect(throws: AssayError.self) { try writer.append(batch, keep: [true]) }
        #expect(throws: AssayError.self) { try writer.append(batch, keep: []) }
        writer.discard()
        #expect(try FileSystem.kind(of: folder.path + "/y") == nil)
    }
}
