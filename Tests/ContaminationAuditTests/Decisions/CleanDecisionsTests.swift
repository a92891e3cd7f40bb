import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Cleaning with decisions")
struct CleanDecisionsTests {
    @Test("Random audits and decisions: a record stays where all of its pairs are boilerplate, and only there")
    func random() throws {
        for _ in 0..<12 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededRandom(seed: seed)
            let scratch = try AuditScratch()
            let made = MadeUpCase(seed: seed)
            let report = try made.audit(in: scratch)
            let matches = try scratch.matches()
            let journal = try DecisionJournal(
                besideAudit: scratch.path("out"), settings: Decisions.Settings(report.settings))
            for match in matches {
                let judgement: Judgement? = random.pick([nil, .boilerplate, .boilerplate, .boilerplate, .leak, .unsure])
                try journal.decide(match.pair, Decision(judgement, note: random.pick(["", "a note"])))
            }
            let missing = random.below(3)
            for number in 0..<missing {
                let pair = PairKey(
                    recordHash: String(repeating: "f", count: 32), benchmark: "gone", subset: "", id: "\(number)")
                try journal.decide(pair, Decision(random.pick(Judgement.allCases)))
            }
            let sources = random.below(2) == 0 ? [] : ["web"]
            var options = try made.writeDatasets(in: scratch)
            options.outputPath = scratch.path("cleaned")
            let cleaning = CleanOptions(
                onlySources: sources, decisionsPath: matches.isEmpty && missing == 0 ? nil : journal.path)
            let (cleanReport, manifest) = try Assay.clean(options, cleaning: cleaning)
            try check(
                manifest, matches: matches, decisions: journal.decisions, sources: sources, missing: missing,
                isDecided: cleaning.decisionsPath != nil && !journal.decisions.isEmpty, scratch, "seed \(seed)")
            #expect(cleanReport.decisions == manifest.decisions, "seed \(seed)")
            var plain = cleanReport
            plain.decisions = nil
            #expect(plain == report, "decisions do not change what overlaps, seed \(seed)")
            // What was kept by decisions is found again, and is no error.
            let verified = try Assay.verify(path: scratch.path("cleaned"), indexPath: scratch.path("bench.assay"))
            #expect(verified.auditedAgain?.keptByDecisions == manifest.decisions?.recordsKept, "seed \(seed)")
        }
    }

    private func check(
        _ manifest: Manifest, matches: [EvidenceLine], decisions: Decisions, sources: [String], missing: Int,
        isDecided: Bool, _ scratch: AuditScratch, _ seed: Comment
    ) throws {
        struct Place: Hashable { var file: String, row: Int }
        var removed: Set<Place> = []
        var kept: Set<Place> = []
        for match in matches where sources.isEmpty || sources.contains(match.source ?? "") {
            kept.insert(Place(file: match.file, row: match.row))
            guard !isDecided || decisions[match.pair]?.judgement != .boilerplate else { continue }
            removed.insert(Place(file: match.file, row: match.row))
        }
        kept.subtract(removed)
        #expect(manifest.removed == removed.count, seed)
        var found: Set<Place> = []
        for file in manifest.outputs where file.path.hasPrefix("removed/") {
            for line in try scratch.lines("cleaned/" + file.path) {
                let value = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                found.insert(
                    Place(file: try #require(value["file"] as? String), row: try #require(value["row"] as? Int)))
                let reasons = try #require(value["matches"] as? [[String: Any]])
                #expect(!reasons.isEmpty, seed)
            }
        }
        #expect(found == removed, seed)
        guard isDecided else { return }
        let summary = try #require(manifest.decisions)
        #expect((summary.recordsKept, summary.recordsRemoved) == (kept.count, removed.count), seed)
        #expect(summary.pairs == matches.count, seed)
        let judgements = matches.map { decisions[$0.pair]?.judgement }
        #expect(
            [summary.leak, summary.boilerplate, summary.unsure, summary.undecided]
                == [.leak, .boilerplate, .unsure, nil].map { judgement in judgements.count { $0 == judgement } }, seed)
        #expect(summary.notFound == missing && summary.notFoundPairs.count == missing, seed)
    }

    @Test("The reason for a removal names no pair that was judged boilerplate, and the report says what was kept")
    func reasons() throws {
        let scratch = try AuditScratch()
        let texts = ["one two three four five six seven eight", "red orange yellow green blue indigo violet black"]
        try scratch.index(
            texts.enumerated().map { MadeUpItem(benchmark: "bench", id: "\($0)", subset: "", texts: [$1]).json })
        let lines = [texts[0] + ". " + texts[1], texts[0], texts[1]].map { #"{"prompt": "\#($0)"}"# + "\n" }
        let data = try scratch.write(lines.joined(), as: "d.jsonl")
        let report = try Assay.audit(scratch.options([data]))
        let journal = try DecisionJournal(besideAudit: scratch.path("out"), settings: .init(report.settings))
        for match in try scratch.matches() where match.id == "0" {
            try journal.decide(match.pair, Decision(.boilerplate))
        }
        let (cleaned, manifest) = try Assay.clean(
            scratch.options([data], to: "cleaned"), cleaning: CleanOptions(decisionsPath: journal.path))
        #expect((manifest.kept, manifest.removed) == (1, 2))
        #expect(try scratch.lines("cleaned/clean/d.jsonl") == [lines[1].trimmingCharacters(in: .newlines)])
        for line in try scratch.lines("cleaned/removed/d.jsonl.removed.jsonl.zst") {
            #expect(line.contains(#""matches":[{"benchmark":"bench","id":"1","#))
        }
        let markdown = String(decoding: try scratch.content("cleaned/report.md"), as: UTF8.self).squeezed
        #expect(markdown.contains("| boilerplate | 2 | 4 | 50.00% |"))
        #expect(
            markdown.contains(
                "The cleaning kept 1 of 3 contaminated records (33.33%), all of whose pairs were judged boilerplate."))
        let text = TerminalSummary.text(of: cleaned, manifest: manifest, outputPath: nil, style: .init())
        #expect(text.contains("By decisions kept 1 of 3 contaminated records"))
    }
}

extension EvidenceLine {
    var pair: PairKey { PairKey(recordHash: recordHash, benchmark: benchmark, subset: subset, id: id) }
}
