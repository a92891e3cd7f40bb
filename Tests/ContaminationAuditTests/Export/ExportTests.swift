import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Exports against a naive reading of the evidence")
struct ExportTests {
    private struct Place: Hashable { var file: String, row: Int }

    private func text(_ folder: AuditFolder, _ kind: ExportKind, onlySources: [String] = []) throws -> String {
        var bytes: [UInt8] = []
        try folder.write(kind, onlySources: onlySources) { piece in bytes += copy piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A seeded audit with decisions on some of its pairs.
    private func audit(
        _ seed: UInt64, _ scratch: AuditScratch
    ) throws -> (folder: AuditFolder, matches: [EvidenceLine], decisions: Decisions) {
        var random = SeededRandom(seed: seed)
        let report = try MadeUpCase(seed: seed).audit(in: scratch)
        let matches = try scratch.matches()
        let journal = try DecisionJournal(besideAudit: scratch.path("out"), settings: .init(report.settings))
        for match in matches {
            let judgement: Judgement? = random.pick([nil, nil, .boilerplate, .leak, .unsure])
            try journal.decide(match.pair, Decision(judgement, note: random.pick(["", "", "=note|\n"])))
        }
        return (try AuditFolder(scratch.path("out")), matches, journal.decisions)
    }

    @Test("Items, records and rows to leave out", arguments: (0..<20).map { UInt64($0) })
    func exports(seed: UInt64) throws {
        let scratch = try AuditScratch()
        let (folder, matches, decisions) = try audit(seed, scratch)
        func counts(_ matches: [EvidenceLine]) -> [String] {
            let judgements = matches.map { decisions[$0.pair]?.judgement }
            return [.leak, .boilerplate, .unsure, nil].map { judgement in String(judgements.count { $0 == judgement }) }
        }

        let items = Dictionary(grouping: matches) { [$0.benchmark, $0.subset, $0.id] }
        let itemRows = NaiveCSV.rows(try text(folder, .itemsCSV))
        #expect(
            itemRows.first?.joined(separator: " ").hasPrefix("benchmark subset id records longest coverage") == true)
        #expect(itemRows.dropFirst().map { Array($0[..<3]) } == items.keys.sorted { $0.lexicographicallyPrecedes($1) })
        for row in itemRows.dropFirst() {
            let its = try #require(items[Array(row[..<3])])
            #expect(row[3] == String(Set(its.map { Place(file: $0.file, row: $0.row) }).count))
            let longest = try #require(its.map(\.longest).max())
            let first = try #require(its.first { $0.longest == longest })
            #expect(
                Array(row[4..<8]) == [String(longest), "\(its.map(\.coverage).max() ?? 0)", first.file, "\(first.row)"])
            #expect(Array(row[8...]) == counts(its))
        }

        let recordRows = NaiveCSV.rows(try text(folder, .recordsCSV))
        let records = Dictionary(grouping: matches) { Place(file: $0.file, row: $0.row) }
        #expect(recordRows.count == records.count + 1)
        #expect(records.count == folder.report.summary.contaminatedRecords)
        for row in recordRows.dropFirst() {
            let number = try #require(Int(row[1]))
            let its = try #require(records[Place(file: row[0], row: number)])
            let benchmarks = Set(its.map(\.benchmark)).sorted().joined(separator: " ")
            #expect(
                Array(row[2..<7])
                    == [
                        its[0].recordHash, its[0].source ?? "", String(its.count), benchmarks,
                        "\(its.map(\.longest).max() ?? 0)",
                    ])
            #expect(Array(row[8...]) == counts(its))
        }

        for sources in [[], ["web"]] {
            let removed = records.filter { _, its in
                (sources.isEmpty || sources.contains(its[0].source ?? ""))
                    && its.contains { decisions[$0.pair]?.judgement != .boilerplate }
            }
            try checkSelect(try text(folder, .select, onlySources: sources), folder.report, Set(removed.keys))
        }
    }

    private func checkSelect(_ text: String, _ report: AuditReport, _ removed: Set<Place>) throws {
        let value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(value["schema"] as? String == "assay.select/1")
        let files = try #require(value["files"] as? [[String: Any]])
        #expect(files.map { $0["path"] as? String } == report.inputs.map(\.path))
        #expect(files.map { $0["records"] as? Int } == report.inputs.map(\.records))
        var found: Set<Place> = []
        for file in files {
            let rows = try #require(file["removed"] as? [Int])
            #expect(rows == rows.sorted())
            for row in rows { found.insert(Place(file: try #require(file["path"] as? String), row: row)) }
        }
        #expect(found == removed)
    }

    @Test("Of a cleaning, select lists what was removed, whatever was decided since")
    func selectOfCleaning() throws {
        let scratch = try AuditScratch()
        let (folder, matches, decisions) = try audit(3, scratch)
        var options = try MadeUpCase(seed: 3).writeDatasets(in: scratch)
        options.outputPath = scratch.path("cleaned")
        _ = try Assay.clean(
            options, cleaning: CleanOptions(decisionsPath: DecisionsFile.path(besideAudit: folder.path)))
        let kept = matches.filter { decisions[$0.pair]?.judgement != .boilerplate }
        try #require(kept.count > 0 && kept.count < matches.count)
        try checkSelect(
            try text(AuditFolder(scratch.path("cleaned")), .select), folder.report,
            Set(kept.map { Place(file: $0.file, row: $0.row) }))
    }

    @Test("Drawn again, the reports have the bytes the run wrote; with decisions, a section of them more")
    func redraw() throws {
        let scratch = try AuditScratch()
        _ = try MadeUpCase(seed: 5).audit(in: scratch)
        let before = try scratch.files("out")
        let names = try AuditFolder(scratch.path("out")).redraw()
        #expect(try scratch.files("out") == before)
        #expect(names.allSatisfy { before[$0] != nil })
        let journal = try DecisionJournal(
            besideAudit: scratch.path("out"), settings: .init(AuditFolder(scratch.path("out")).report.settings))
        let match = try #require(try scratch.matches().first)
        try journal.decide(match.pair, Decision(.leak, note: "a | note"))
        _ = try AuditFolder(scratch.path("out")).redraw()
        let text = String(decoding: try scratch.content("out/report.md"), as: UTF8.self).squeezed
        #expect(text.contains("## Decisions\n"))
        #expect(text.contains("| leak | \(SafeText.markdown(match.benchmark)) |"))
        #expect(text.contains("a \\| note |"))
    }

    @Test("The card has both sides with their denominators and the settings, and no markup of the data's")
    func card() {
        let text = DatasetCard.text(of: sampleReport()).squeezed
        #expect(
            text.hasPrefix("## Overlap with benchmarks\n\n3 of 40 benchmark prompts (7.50%) and 12 of 2,000 records"))
        #expect(text.contains("| Dataset records contaminated | 12 | 2,000 | 0.60% |"))
        #expect(
            text.contains("n = 8: more than 7; any shared n-gram counts (profile words, scope prompt, short exact)"))
        #expect(text.contains("| bench | a\\|b\\\\u{1B}\\[31m |"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test("The database's rows: its columns, per cent of the benchmark's items, one split")
    func conda() throws {
        var report = sampleReport()
        report.bySubset = [report.bySubset[1]]
        let rows = CondaRows(dataset: "org/data", version: "v1", split: .dev, reference: "https://example.org")
        let lines = try rows.text(of: report).split(separator: "\n")
        #expect(lines[0].split(separator: ";", omittingEmptySubsequences: false).count == 11)
        #expect(
            lines.dropFirst() == [
                "bench;;org/data;v1;corpus;;7.50;;data-based;https://example.org;",
                "bench;subset 1;org/data;v1;corpus;;50.00;;data-based;https://example.org;",
            ])
        report.byBenchmark[0].benchmark = "a;b"
        #expect(throws: AssayError.self) { _ = try rows.text(of: report) }
    }

    @Test(
        "A share in per cent never reads as none or all where it is some",
        arguments: [
            (0, 10, "0.0"), (10, 10, "100.0"), (1, 3, "33.33"), (1, 1_000_000, "0.0001"), (999_999, 1_000_000, "99.99"),
            (1, 30_000, "0.003"), (0, 0, ""), (1, 2_000, "0.05"), (5, 100_000, "0.005"),
        ])
    func percent(count: Int, total: Int, text: String) {
        #expect(CondaRows.percent(count, of: total) == text)
    }

    @Test(
        "A cell that a spreadsheet would compute is text; a number stays one; what is read back is what was written",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "+1"), ("-1.5", "-1.5"), ("-", "'-"), ("-a", "'-a"), ("+SUM(A1)", "'+SUM(A1)"),
            ("@x", "'@x"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("＝1", "'＝1"), ("a,\"b\"\nc", "a,\"b\"\nc"),
            ("", ""), (" x ", " x "), ("a;=1", "a;=1"), ("plain", "plain"), ("日本", "日本"),
        ])
    func cells(text: String, cell: String) {
        var row = CSVRow()
        row.add(text)
        row.add("next")
        row.add(7)
        let bytes = String(decoding: row.end(), as: UTF8.self)
        #expect(NaiveCSV.rows(bytes) == [[cell, "next", "7"]])
        // A separator of another locale does not cut the cell.
        if text.contains(";") { #expect(bytes.hasPrefix("\"")) }
    }
}
