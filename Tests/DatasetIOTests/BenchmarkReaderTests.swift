import ByteIO
import Testing

@testable import DatasetIO

/// Items of benchmarks: their texts, ids, and what is refused.
@Suite struct BenchmarkReaderTests {
    private func read(
        _ content: String, name: String = "b.jsonl", _ change: (inout BenchmarkSpec) -> Void = { _ in }
    ) throws -> [String] {
        let folder = try TemporaryFolder()
        var spec = BenchmarkSpec(name: "b", files: [try folder.write(name, content)])
        change(&spec)
        var items: [String] = []
        let facts = try BenchmarkReader.read(spec) { (item) throws(AssayError) in
            let texts = item.texts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
            items.append("\(item.row) \(item.id) \(item.subset) \(item.split): \(texts)")
        }
        #expect(facts.itemCount == items.count)
        #expect(facts.files[0].storedByteCount == content.utf8.count)
        return items
    }

    @Test func textsAndIds() throws {
        #expect(
            try read(
                #"""
                {"prompt": "a", "id": "x", "subset": "s", "split": "test"}
                {"prompt": null, "id": 7, "subset": 1.50}

                {"id": true}
                {"prompt": ["b", "c\n"], "id": null}
                {"prompt": [{"role": "user", "content": "u"}, {"role": "assistant", "content": "no"}, {"from": "human", "value": "h"}]}
                {"prompt": ""}
                """#)
                == ["0 x s test: a", "1 7 1.5 : ", "2 True  : ", "3 3  : b|c\n", "4 4  : u|h", "5 5  : "])
    }

    @Test func fieldsIdsAndFilters() throws {
        let content = #"""
            {"q": {"text": "a"}, "ctx": "c", "uid": 1, "kind": {"name": "k1"}, "level": 2}
            {"q": {"text": "b"}, "uid": 2, "kind": {"name": "k2"}, "level": 3}
            """#
        #expect(
            try read(content) {
                $0.fields = ["q.text", "ctx"]
                $0.idField = "uid"
                $0.subsetField = "kind.name"
                $0.split = "dev"
            } == ["0 1 k1 dev: a|c", "1 2 k2 dev: b"])
        #expect(
            try read(content) {
                $0.fields = ["q.text"]
                $0.filters = ["level": ["3", "4"]]
                $0.subset = "all"
            } == ["1 1 all : b"])
        #expect(throws: AssayError.self) {
            try read(content) {
                $0.fields = ["q.text"]
                $0.filters = ["level": ["9"]]
            }
        }
    }

    @Test func csv() throws {
        #expect(
            try read("id,prompt,type\n1,\"a \"\"b\"\"\nc\",t\n2,,u\n", name: "b.csv") { $0.subsetField = "type" }
                == ["0 1 t : a \"b\"\nc", "1 2 u : "])
    }

    @Test func mistakesAreErrorsWithTheirLine() throws {
        for (content, line) in [
            ("{\"prompt\": \"a\"}\n{\"prompt\": 5}", 2), ("{\"prompt\": \"a\"}\nnonsense", 2),
            ("{\"prompt\": \"a\"}\n\n{\"prompt\": [1]}", 3), ("{\"prompt\": {\"a\": 1}}", 1), ("{\"a\": 1}", 1),
            ("{\"prompt\": \"a\", \"id\": []}", 1), ("{\"prompt\": \"a\", \"x\": 1, \"id\": \"\\q\"}", 1),
        ] {
            let error = #expect(throws: AssayError.self) { try read(content) }
            #expect(error?.line == line)
        }
        for content in ["", "\n\n", "[]"] {
            #expect(throws: AssayError.self) { try read(content) }
        }
    }

    @Test func missingFieldsAreNamed() throws {
        let error = #expect(throws: AssayError.self) {
            try read("{\"prompt\": \"a\", \"t\\u0061g\": 1}") { $0.fields = ["prompt", "nope"] }
        }
        #expect(error?.message.contains("'nope'") == true)
        #expect(error?.message.contains("prompt, tag") == true)
        #expect(throws: AssayError.self) { try read("{\"prompt\": \"a\"}") { $0.idField = "uid" } }
    }

    /// Literals that Python printed.
    @Test func numbersPrintAsInPython() {
        let cases = [
            ("1", "1"), ("-0", "0"), ("-0.0", "-0.0"), ("1.0", "1.0"), ("1e5", "100000.0"), ("1E16", "1e+16"),
            ("123456789012345678901234567890", "123456789012345678901234567890"), ("1e15", "1000000000000000.0"),
            ("9007199254740994.0", "9007199254740994.0"), ("0.0001", "0.0001"), ("0.00001", "1e-05"),
            ("1.5e-7", "1.5e-07"), ("1e400", "inf"), ("-1e400", "-inf"), ("NaN", "nan"), ("-Infinity", "-inf"),
            ("0.1", "0.1"), ("123.456", "123.456"), ("5e-324", "5e-324"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"),
            ("2.5e22", "2.5e+22"), ("100.0", "100.0"), ("0.5", "0.5"), ("12e-1", "1.2"),
        ]
        for (token, text) in cases { #expect(PythonText.number(token) == text) }
    }
}
