import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Suite files")
struct SuiteTests {
    @Test("Everything a suite can say is read")
    func whole() throws {
        let scratch = try ReportScratch()
        try scratch.write("{}\n", as: "one.jsonl")
        try scratch.write("{}\n", as: "folder/b.jsonl")
        try scratch.write("{}\n", as: "folder/a.jsonl")
        let suite = try read(
            """
            profile: skywork
            n: 7
            benchmarks:
              - name: one
                files: [one.jsonl]
                fields: [prompt, question]
                id: key
                subset: kind
                split: {value: test}
                filter: {kind: [a, 2]}
              - name: two
                files: folder
                field: turns
                subset: {value: all}
            """, scratch)
        #expect(suite.profile == "skywork")
        #expect(suite.n == 7)
        let one = try #require(suite.benchmarks.first)
        #expect(one.files == [scratch.folder + "/one.jsonl"])
        #expect(one.fields == ["prompt", "question"])
        #expect(one.idField == "key")
        #expect(one.subsetField == "kind")
        #expect(one.subset == nil)
        #expect(one.splitField == nil)
        #expect(one.split == "test")
        #expect(one.filters == ["kind": ["a", "2"]])
        let two = try #require(suite.benchmarks.last)
        #expect(two.files == ["a", "b"].map { scratch.folder + "/folder/\($0).jsonl" })
        #expect(two.fields == ["turns"])
        #expect(two.subset == "all")
    }

    @Test(
        "What is wrong is named with its line",
        arguments: [
            ("", 1, "is empty"),
            ("n: 8", 1, "has no \"benchmarks\""),
            ("benchmarks:\n  - name: a\n   files: x", 3, "is not YAML"),
            ("n: 0\nbenchmarks: [{name: a, files: one.jsonl}]", 1, "n is \"0\"; expected a whole number from 1 to 255"),
            ("n: 256\nbenchmarks: [{name: a, files: one.jsonl}]", 1, "from 1 to 255"),
            ("n: eight\nbenchmarks: [{name: a, files: one.jsonl}]", 1, "from 1 to 255"),
            ("profile: word\nbenchmarks: [{name: a, files: one.jsonl}]", 1, "there is no profile \"word\""),
            ("benchmarks: []", 1, "an empty list"),
            ("benchmark:\n  - name: a", 1, "has no key \"benchmark\""),
            ("benchmarks:\n  - one", 2, "a benchmark is \"one\""),
            (
                "benchmarks:\n  - name: a\n    files: one.jsonl\n    ids: x", 4,
                "has no key \"ids\"; expected name, files"
            ),
            ("benchmarks:\n  - files: one.jsonl", 2, "a benchmark has no \"name\""),
            ("benchmarks:\n  - name: a", 2, "a benchmark has no \"files\""),
            (
                "benchmarks:\n  - name: a\n    files:\n      - one.jsonl\n      - two.jsonl", 5,
                "two.jsonl: there is no such file"
            ),
            ("benchmarks:\n  - name: a\n    files:", 3, "\"files\" is empty"),
            ("benchmarks:\n  - name: a\n    files: one.jsonl\n    id: [x]", 4, "\"id\" is a list; expected a string"),
            (
                "benchmarks:\n  - name: a\n    files: one.jsonl\n    split: {values: x}", 4,
                "\"split\" has no key \"values\""
            ),
            ("benchmarks:\n  - name: a\n    files: one.jsonl\n    filter: kind", 4, "\"filter\" is \"kind\""),
            (
                "benchmarks:\n  - name: a\n    files: one.jsonl\n    field: x\n    fields: [y]", 5,
                "both \"field\" and \"fields\""
            ),
            (
                "benchmarks:\n  - name: a\n    files: one.jsonl\n  - name: a\n    files: one.jsonl", 4,
                "the name \"a\" was given on line 2"
            ),
            ("n: 1\nn: 2", 1, "a key is given twice"),
        ] as [(String, Int, String)])
    func wrong(text: String, line: Int, words: String) throws {
        let scratch = try ReportScratch()
        try scratch.write("{}\n", as: "one.jsonl")
        let error = #expect(throws: AssayError.self) { _ = try read(text, scratch) }
        #expect(error?.line == line, "\(String(describing: error))")
        #expect(error?.path == scratch.folder + "/suite.yaml")
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }

    @Test("All problems are reported together, in the order of the lines")
    func together() throws {
        let scratch = try ReportScratch()
        let text = "profile: x\nn: 0\nbenchmarks:\n  - name: a\n    files: gone.jsonl"
        let error = #expect(throws: AssayError.self) { _ = try read(text, scratch) }
        let lines = error?.description.split(separator: "\n") ?? []
        #expect(lines.count == 3)
        for (line, number) in zip(lines, [1, 2, 5]) {
            #expect(line.hasPrefix("\(scratch.folder)/suite.yaml:\(number): "))
        }
    }

    private func read(_ text: String, _ scratch: ReportScratch) throws -> ContaminationAudit.Suite {
        try ContaminationAudit.Suite.read(path: scratch.write(text, as: "suite.yaml"))
    }
}
