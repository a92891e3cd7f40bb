import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Comparing audits")
struct ComparisonTests {
    @Test("What changed is counted, by source and by prompt")
    func changes() throws {
        let scratch = try ReportScratch()
        var after = sampleReport(matched: 2)
        after.summary.contaminatedRecords = 4
        after.summary.distinctContaminatedPrompts = 4
        after.bySource = [
            .init(source: "magpie-ultra", records: 1_492, contaminatedRecords: 4),
            .init(source: "new", records: 8, contaminatedRecords: 0),
        ]
        try scratch.store(sampleReport(), matches: ["p0", "p1", "p1", "p2"], as: "a")
        try scratch.store(after, matches: ["p1", "p9"], as: "b")
        let report = try Comparison.compare(scratch.sides("a", "b"))

        #expect(report.audits.map(\.matchedPrompts) == [3, 2])
        #expect(report.audits.map(\.matchedNames) == [3, 2])
        #expect(report.audits[0].contaminatedRate == 12.0 / 2_000)
        let change = try #require(report.changes.first)
        #expect(report.changes.count == 1)
        #expect(change.noLongerMatched.prompts.map(\.id) == ["p0", "p2"])
        #expect(change.stillMatched.prompts.map(\.id) == ["p1"])
        #expect(change.newlyMatched.prompts.map(\.id) == ["p9"])
        #expect(change.bySource.map(\.source) == ["", "magpie-ultra", "new"])
        #expect(change.bySource.map(\.difference.records) == [-500, -8, 8])
        #expect(change.bySource.map(\.difference.contaminatedRecords) == [0, -8, 0])

        let text = CompareText.text(of: report, style: .init())
        #expect(text.contains("No longer matched: 2\n"))
        #expect(text.contains("-500"))
        #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.columns(of: String($0)) <= 100 })
        #expect(CompareText.markdown(of: report).squeezed.contains("| a | 3 | 40 | 7.50% | 12 | 2,000 | 0.60% | 11 |"))
        #expect(try ReportJSON.encode(report) == ReportJSON.encode(Comparison.compare(scratch.sides("a", "b"))))
    }

    @Test("Text shows ten prompts of a list and says how many more; JSON has all")
    func longList() throws {
        let scratch = try ReportScratch()
        let ids = (0..<13).map { "p\($0)" }
        var before = sampleReport(matched: 13)
        before.bySubset = []
        var after = sampleReport(matched: 0)
        after.bySubset = []
        try scratch.store(before, matches: ids, as: "a")
        try scratch.store(after, matches: [], as: "b")
        let report = try Comparison.compare(scratch.sides("a", "b"))
        #expect(report.changes[0].noLongerMatched.prompts.count == 13)
        #expect(CompareText.text(of: report, style: .init()).contains("and 3 more prompts"))
    }

    @Test(
        "Audits that cannot be compared are refused, and the difference is named",
        arguments: ["the index", "the profile", "n ", "--scope", "--short", "--min-longest", "--min-coverage"])
    func refused(what: String) throws {
        let scratch = try ReportScratch()
        var other = sampleReport()
        switch what {
        case "the index": other.index.fingerprint = "ffffffffffffffffffffffffffffffff"
        case "the profile": other.settings.profile = "skywork"
        case "n ": other.settings.n = 9
        case "--scope": other.settings.scope = "all"
        case "--short": other.settings.short = "ignore"
        case "--min-longest": other.settings.minLongest = 10
        default: other.settings.minCoverage = 0.5
        }
        try scratch.store(sampleReport(), matches: ["p0"], as: "a")
        try scratch.store(other, matches: ["p0"], as: "b")
        let error = #expect(throws: AssayError.self) { _ = try Comparison.compare(scratch.sides("a", "b")) }
        #expect(error?.message.hasPrefix(what) == true, "\(String(describing: error))")
    }

    @Test("Matches of another audit, cut or damaged matches, and no audit at all are errors")
    func damaged() throws {
        let scratch = try ReportScratch()
        try scratch.store(sampleReport(), matches: ["p0", "p1", "p2"], as: "a")
        try scratch.store(sampleReport(), matches: ["p0", "p1", "p2", "p3"], as: "more")
        try scratch.store(sampleReport(), matches: [], as: "none")
        try scratch.store(sampleReport(), matchesText: scratch.line("p0").dropLast().description, as: "cut")
        try scratch.store(sampleReport(), matchesText: scratch.line("p0") + "{}\n", as: "damaged")
        for (name, words) in [
            ("more", "not of one audit"), ("none", "not of one audit"), ("cut", "no line end"),
            ("damaged", "matches.jsonl.zst:2: is not a match"), ("absent", "no report.json"),
        ] {
            let error = #expect(throws: AssayError.self) { _ = try Comparison.compare(scratch.sides("a", name)) }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test("The folder of a cleaning is said to hold the counts before it")
    func cleaning() throws {
        let scratch = try ReportScratch()
        try scratch.store(sampleReport(), matches: ["p0"], as: "a")
        try scratch.store(sampleReport(), matches: ["p0"], as: "b")
        try scratch.write("{}", as: "b/manifest.json")
        let report = try Comparison.compare(scratch.sides("a", "b"))
        #expect(report.audits.map(\.isBeforeCleaning) == [false, true])
        #expect(CompareText.text(of: report, style: .init()).contains("b: this folder is a cleaning's"))
    }

    @Test("Lines longer than the buffer and many of them are read whole")
    func longLines() throws {
        let scratch = try ReportScratch()
        let ids = (0..<2_000).map { "p\($0 % 3)" } + [String(repeating: "x", count: 700_000)]
        try scratch.store(sampleReport(matched: 4), matches: ids, as: "a")
        var count = 0
        try MatchReader.forEach(path: scratch.folder + "/a/matches.jsonl.zst") { line in
            #expect(line.id == ids[count])
            count += 1
        }
        #expect(count == ids.count)
    }
}
