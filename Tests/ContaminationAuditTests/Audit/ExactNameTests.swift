import Testing

@testable import ByteIO
@testable import ContaminationAudit

/// "é" as one code point and as two: canonically equivalent, and two names all the same.
@Suite("Names that differ in their bytes alone")
struct ExactNameTests {
    private static let names = ["caf\u{E9}", "cafe\u{301}"]
    private static let texts = [
        "one two three four five six seven eight nine ten", "red green blue black white grey brown pink gold teal",
    ]

    @Test("are two names, in order of their bytes")
    func comparison() {
        let names = Self.names.map { ExactName($0) }
        #expect(Self.names[0] == Self.names[1])
        #expect(names[0] != names[1])
        #expect(Set(names).count == 2)
        #expect(names.sorted().map { Array($0.text.utf8) } == [Array("cafe\u{301}".utf8), Array("caf\u{E9}".utf8)])
        #expect(ExactName("a") == ExactName("a"))
        #expect(!"a".isSame(as: "ab") && "".isSame(as: ""))
    }

    @Test("are counted apart as sources and as subsets, cleaned apart, and compared apart")
    func counts() throws {
        let scratch = try AuditScratch()
        let items = zip(Self.names, Self.texts).map { MadeUpItem(benchmark: "bench", id: $0, subset: $0, texts: [$1]) }
        try scratch.index(items.map(\.json))
        func record(_ text: String, _ source: String) -> String {
            #"{"prompt": "\#(text)", "source": "\#(source)"}"# + "\n"
        }
        let records = [
            record(Self.texts[0], Self.names[0]), record(Self.texts[0], Self.names[1]), record("x", Self.names[1]),
        ]
        let dataset = try scratch.write(records.joined(), as: "d.jsonl")
        let options = scratch.options([dataset])
        let (report, manifest) = try Assay.clean(options, cleaning: CleanOptions(onlySources: [Self.names[1]]))
        #expect(report.bySource.map(\.records) == [2, 1])
        #expect(report.bySource.map(\.contaminatedRecords) == [1, 1])
        #expect(report.bySubset.map(\.matchedPrompts) == [0, 1])
        #expect(report.bySubset.map(\.prompts) == [1, 1])
        #expect(manifest.removed == 1)
        #expect(try scratch.lines("out/clean/d.jsonl").count == 2)
        _ = try Assay.verify(path: scratch.path("out"), indexPath: scratch.path("bench.assay"))

        let second = try scratch.write(record(Self.texts[1], Self.names[0]), as: "e.jsonl")
        _ = try Assay.audit(scratch.options([second], to: "second"))
        let change = try Comparison.compare([
            .init(name: "a", path: scratch.path("out")), .init(name: "b", path: scratch.path("second")),
        ]).changes[0]
        #expect(change.bySource.map(\.from.records) == [2, 1])
        #expect(change.bySource.map(\.to.records) == [0, 1])
        #expect([change.noLongerMatched.count, change.stillMatched.count, change.newlyMatched.count] == [1, 0, 1])
    }

    @Test("filter a benchmark's records, and are dropped from an index, one without the other")
    func indexes() throws {
        let scratch = try AuditScratch()
        let items = zip(Self.names, Self.texts).map { MadeUpItem(benchmark: "", id: $0, subset: $0, texts: [$1]) }
        let file = try scratch.write(items.map { $0.json + "\n" }.joined(), as: "items.jsonl")
        var filtered = BenchmarkSpec(name: "filtered", files: [file])
        filtered.filters = ["subset": [Self.names[0]]]
        let both = Self.names.map { BenchmarkSpec(name: $0, files: [file]) }
        let first = try Assay.buildIndex(both + [filtered], options: IndexOptions(outputPath: scratch.path("a.assay")))
        #expect(first.prompts == 5)
        var options = IndexOptions(outputPath: scratch.path("b.assay"))
        options.previousPaths = [scratch.path("a.assay")]
        options.dropped = [Self.names[1]]
        #expect(try Assay.buildIndex([], options: options).prompts == 3)
    }
}
