import Foundation
import Testing

@testable import ByteIO
@testable import ContaminationAudit
@testable import NGramIndexing

@Suite("What cannot be audited is an error, never a clean result")
struct FailureTests {
    private static let record = #"{"prompt": "\#(CleanTests.item)", "source": "web"}"# + "\n"

    private func scratch(_ text: String = record) throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [CleanTests.item]).json])
        try scratch.write(text, as: "d.jsonl")
        return scratch
    }

    /// Audits and cleans; both must throw an error with these words and leave nothing behind.
    private func expectFailure(
        _ words: String, _ scratch: AuditScratch, _ change: (inout AuditOptions) -> Void = { _ in },
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var options = scratch.options([scratch.path("d.jsonl")])
        change(&options)
        let before = try scratch.names()
        for isCleaning in [false, true] {
            let error = #expect(throws: AssayError.self, sourceLocation: sourceLocation) {
                if isCleaning {
                    _ = try Assay.clean(options, cleaning: CleanOptions())
                } else {
                    _ = try Assay.audit(options)
                }
            }
            #expect(
                error?.description.contains(words) == true, "\(String(describing: error))",
                sourceLocation: sourceLocation)
            #expect(try scratch.names() == before, sourceLocation: sourceLocation)
        }
    }

    @Test("A dataset or an index that is not there")
    func missing() throws {
        let scratch = try scratch()
        try expectFailure("no such file", scratch) { $0.datasets = [scratch.path("gone.jsonl")] }
        try expectFailure("no such file", scratch) { $0.datasets.append(scratch.path("gone")) }
        try expectFailure("gone.assay", scratch) { $0.indexPath = scratch.path("gone.assay") }
        try FileSystem.makeDirectories(scratch.path("empty"))
        try expectFailure("holds no files", scratch) { $0.datasets = [scratch.path("empty")] }
        try expectFailure("no dataset", scratch) { $0.datasets = [] }
        try expectFailure("twice", scratch) { $0.datasets += $0.datasets }
    }

    @Test("Settings that are impossible")
    func settings() throws {
        let scratch = try scratch()
        try expectFailure("there is no scope", scratch) { $0.scope = "prompts" }
        try expectFailure("least longest", scratch) { $0.rule.minLongest = 0 }
        for coverage in [0, -1, 1.01, .nan, .infinity] {
            try expectFailure("least coverage", scratch) { $0.rule.minCoverage = coverage }
        }
        try expectFailure("PATH=ROLE", scratch) { $0.units = ["prompt"] }
    }

    @Test("A file that is no index, a cut one, and one of a later version")
    func index() throws {
        let scratch = try scratch()
        let url = URL(fileURLWithPath: scratch.path("bench.assay"))
        let bytes = try Data(contentsOf: url)
        try expectFailure("not an Assay index", scratch) { $0.indexPath = scratch.path("d.jsonl") }
        try Data(bytes.dropLast()).write(to: url)
        try expectFailure("damaged", scratch)
        try Data(bytes.prefix(20)).write(to: url)
        try expectFailure("not an Assay index", scratch)
        var later = bytes
        later[8] += 1
        try later.write(to: url)
        try expectFailure("format version \(Int(bytes[8]) + 1)", scratch)
    }

    @Test("A dataset without any text in scope")
    func withoutText() throws {
        try expectFailure("first one's fields are: body", try scratch(#"{"body": "text"}"# + "\n"))
        try expectFailure("has text in scope", try scratch()) { $0.scope = "response" }
        try expectFailure("a field that is looked for", try scratch()) { $0.units = ["data.question=prompt"] }
        // A shard of several is counted and named; the others are audited.
        let scratch = try scratch()
        var options = scratch.options([scratch.path("d.jsonl")])
        options.datasets.append(try scratch.write(#"{"body": "text"}"# + "\n", as: "e.jsonl"))
        let report = try Assay.audit(options)
        #expect(report.inputs.map(\.recordsWithoutText) == [0, 1])
        #expect(ReportWords.notSearched(report).contains { $0.hasPrefix("e.jsonl: none of its 1 record") })
    }

    @Test("Some records without text are counted, not passed over")
    func someWithoutText() throws {
        let scratch = try scratch(
            Self.record + #"{"body": 1}"# + "\n" + #"{"prompt": null}"# + "\n" + #"{"prompt": ""}"# + "\n")
        let report = try Assay.audit(scratch.options([scratch.path("d.jsonl")]))
        #expect(report.summary.records == 4)
        #expect(report.summary.recordsWithoutText == 3)
        #expect(report.summary.contaminatedRecords == 1)
        #expect(report.inputs[0].recordsWithoutText == 3)
    }

    @Test("A benchmark's field, id or file that is not there, and one that is no text")
    func benchmark() throws {
        let scratch = try AuditScratch()
        let file = try scratch.write(#"{"id": 1, "prompt": "a", "turns": 3}"# + "\n", as: "b.jsonl")
        func expectFailure(_ words: String, _ change: (inout BenchmarkSpec) -> Void) throws {
            var spec = BenchmarkSpec(name: "bench", files: [file])
            change(&spec)
            let error = #expect(throws: AssayError.self) {
                _ = try Assay.buildIndex([spec], options: IndexOptions(outputPath: scratch.path("x.assay")))
            }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
            #expect(try scratch.names() == ["b.jsonl"])
        }
        try expectFailure("no record has the field 'question'; the first one has: id, prompt, turns") {
            $0.fields = ["question"]
        }
        try expectFailure("no record has the field 'uid'") { $0.idField = "uid" }
        try expectFailure("no record has the field 'kind'") { $0.subsetField = "kind" }
        try expectFailure("holds a number") { $0.fields = ["turns"] }
        try expectFailure("no such file") { $0.files = [scratch.path("gone.jsonl")] }
        try expectFailure("has no files") { $0.files = [] }
        try expectFailure("passes the filters") { $0.filters = ["prompt": ["z"]] }
    }

    @Test("An output folder with results is refused and stays as it is; one with other files is used")
    func overwrite() throws {
        let scratch = try scratch()
        try scratch.write("mine", as: "out/notes.txt")
        _ = try Assay.clean(scratch.options([scratch.path("d.jsonl")]), cleaning: CleanOptions())
        let files = try scratch.files("out")
        #expect(files["notes.txt"] == Data("mine".utf8))
        try expectFailure("already holds", scratch)
        #expect(try scratch.files("out") == files)
        // A run that fails while it may overwrite leaves the old results too.
        try scratch.write("not JSON\n", as: "d.jsonl")
        try expectFailure("not JSON", scratch) { $0.overwrite = true }
        #expect(try scratch.files("out") == files)
        // One that does not fail leaves nothing of them.
        try scratch.write(Self.record, as: "e.jsonl")
        var options = scratch.options([scratch.path("e.jsonl")])
        options.overwrite = true
        _ = try Assay.audit(options)
        #expect(
            try scratch.names("out") == ["notes.txt", "report.json", "report.md", "report.html", "matches.jsonl.zst"])
        try expectFailure("this is a file", scratch) { $0.outputPath = scratch.path("d.jsonl") }
    }

    @Test("An index is not replaced unless asked, and stays when building the next one fails")
    func overwriteIndex() throws {
        let scratch = try scratch()
        let bytes = try scratch.content("bench.assay")
        let file = try scratch.write("not JSON\n", as: "bad.jsonl")
        var options = IndexOptions(outputPath: scratch.path("bench.assay"))
        #expect(throws: AssayError.self) {
            _ = try Assay.buildIndex([BenchmarkSpec(name: "b", files: [scratch.path("d.jsonl")])], options: options)
        }
        options.overwrite = true
        #expect(throws: AssayError.self) {
            _ = try Assay.buildIndex([BenchmarkSpec(name: "b", files: [file])], options: options)
        }
        #expect(try scratch.content("bench.assay") == bytes)
        options.n = 256
        #expect(throws: AssayError.self) {
            _ = try Assay.buildIndex([BenchmarkSpec(name: "b", files: [file])], options: options)
        }
    }
}
