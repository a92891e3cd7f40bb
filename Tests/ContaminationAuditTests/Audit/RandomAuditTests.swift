import Testing

@testable import ContaminationAudit

@Suite("Made-up corpora against a naive auditor")
struct RandomAuditTests {
    @Test("Counts, sweep and evidence are the naive auditor's", arguments: (0..<8).map { $0 * 30..<($0 + 1) * 30 })
    func audit(seeds: Range<Int>) throws {
        var pairCount = 0
        for seed in seeds {
            let made = MadeUpCase(seed: UInt64(seed))
            let scratch = try AuditScratch()
            let report = try made.audit(in: scratch)
            let tokenised = TokenisedCase(made)
            let naive = NaiveReport(tokenised)
            let title =
                "seed \(seed): \(made.profile), n \(made.n), \(made.scope), rule \(made.minLongest ?? 0) \(made.minCoverage ?? 0)"
            #expect(report.summary == naive.summary, "\(title)")
            #expect(report.bySubset == naive.bySubset, "\(title)")
            #expect(report.byBenchmark == naive.byBenchmark, "\(title)")
            #expect(report.bySource == naive.bySource, "\(title)")
            checkSweep(report, naive, title)
            checkEvidence(try scratch.matches(), naive, title)
            try checkContext(scratch, naive, title)
            let stored = try ReportJSON.readReport(ofAudit: scratch.path("out"))
            #expect(stored == report, "\(title)")
            pairCount += naive.lines.count
        }
        #expect(pairCount > 30 * seeds.count)
    }

    private func checkSweep(_ report: AuditReport, _ naive: NaiveReport, _ title: String) {
        let made = naive.tokenised.made
        #expect(report.sweep.map(\.n) == Array(made.n..<(made.n + report.sweep.count)), "\(title)")
        #expect(report.sweep.count > 5, "\(title)")
        for row in report.sweep {
            if made.minCoverage == nil {
                let other = NaiveReport(naive.tokenised, n: row.n).summary
                #expect(row.matchedPrompts == other.matchedPrompts, "\(title), sweep at \(row.n)")
                #expect(row.contaminatedRecords == other.contaminatedRecords, "\(title), sweep at \(row.n)")
            } else {
                #expect(row == naive.sweepRow(row.n), "\(title), sweep")
            }
        }
    }

    private func checkEvidence(_ lines: [EvidenceLine], _ naive: NaiveReport, _ title: String) {
        let made = naive.tokenised.made
        #expect(lines.count == naive.lines.count, "\(title)")
        guard lines.count == naive.lines.count else { return }
        for (line, expected) in zip(lines, naive.lines) {
            let item = made.items[expected.pair.item]
            let shard = made.shards[expected.shard]
            let place = "\(title), \(shard.name) row \(expected.row), item \(item.benchmark) \(item.id)"
            let isPlaced =
                line.file == shard.name && line.row == expected.row && line.benchmark == item.benchmark
                && line.id == item.id && line.subset == item.subset && line.source == shard.records[expected.row].source
            #expect(isPlaced, "\(place): \(line)")
            #expect(line.longest == expected.pair.longest, "\(place)")
            #expect(abs(line.coverage - expected.pair.coverage) < 0.000_000_6, "\(place)")
            #expect(line.sharedNgrams == expected.pair.shared, "\(place)")
            checkRuns(line, expected.pair, shard.records[expected.row], item, place)
        }
    }

    private func checkRuns(
        _ line: EvidenceLine, _ pair: NaiveAuditor.Pair, _ record: MadeUpRecord, _ item: MadeUpItem, _ place: String
    ) {
        guard line.runs.allSatisfy({ $0.unitBytes[0] < $0.unitBytes[1] && $0.itemBytes[0] < $0.itemBytes[1] }) else {
            Issue.record("\(place): \(line.runs)")
            return
        }
        let runs = line.runs.map { run in
            NaiveAuditor.Run(
                unit: run.unit, unitBytes: run.unitBytes[0]..<run.unitBytes[1], itemText: run.itemText,
                itemBytes: run.itemBytes[0]..<run.itemBytes[1], tokens: run.tokens)
        }
        if line.runsOmitted == true {
            #expect(Set(runs).isSubset(of: pair.runs), "\(place)")
            #expect(runs.count < pair.runs.count, "\(place)")
            #expect(runs.contains { $0.tokens == pair.longest }, "\(place)")
        } else {
            #expect(Set(runs) == pair.runs, "\(place)")
        }
        #expect(Set(runs).count == runs.count, "\(place)")
        for run in line.runs {
            let unit = record.units.first { $0.path == run.unit }
            let bytes = Array((unit?.text ?? "").utf8)
            #expect(run.unitBytes[1] <= bytes.count, "\(place)")
            let text = String(decoding: bytes.prefix(run.unitBytes[1]).dropFirst(run.unitBytes[0]), as: UTF8.self)
            #expect(run.text == text, "\(place)")
        }
    }

    /// The longest run alone says what stands around it, and that is what both texts hold there.
    private func checkContext(_ scratch: AuditScratch, _ naive: NaiveReport, _ title: String) throws {
        let made = naive.tokenised.made
        var number = 0
        let lines = try scratch.matches()
        try MatchReader.forEach(path: scratch.path("out/matches.jsonl.zst")) { line in
            let expected = naive.lines[number]
            let item = made.items[expected.pair.item]
            let record = made.shards[expected.shard].records[expected.row]
            let place = "\(title), line \(number + 1)"
            let decoded = lines[number]
            #expect(line.runs.map(\.text) == decoded.runs.map(\.text), "\(place)")
            #expect(line.coverage == decoded.coverage && line.sharedNGramCount == decoded.sharedNgrams, "\(place)")
            #expect(line.file == decoded.file && line.row == decoded.row && line.id == decoded.id)
            #expect(line.runs.count(where: { $0.context != nil }) == 1, "\(place)")
            number += 1
            guard let run = line.longestRun, let context = run.context else { return }
            let unit = record.units.first { $0.path == run.unit }?.text ?? ""
            #expect(Self.around(run.unitByteRange, in: unit) == [context.before, run.text, context.after], "\(place)")
            let text = item.texts[run.itemText]
            let itemRun = context.item ?? run.text
            #expect(
                Self.around(run.itemByteRange, in: text) == [context.itemBefore, itemRun, context.itemAfter], "\(place)"
            )
            #expect(context.item.map { !$0.utf8.elementsEqual(run.text.utf8) } ?? true, "\(place)")
        }
        #expect(number == naive.lines.count, "\(title)")
    }

    /// At most 200 bytes before, the range itself, and at most 200 after it, without halves of characters.
    private static func around(_ range: Range<Int>, in text: String) -> [String] {
        var before = ""
        var after = ""
        var offset = 0
        for scalar in text.unicodeScalars {
            let end = offset + UTF8.width(scalar)
            if offset >= range.lowerBound - 200, end <= range.lowerBound { before.unicodeScalars.append(scalar) }
            if offset >= range.upperBound, end <= range.upperBound + 200 { after.unicodeScalars.append(scalar) }
            offset = end
        }
        let bytes = Array(text.utf8)
        return [before, String(decoding: bytes[range], as: UTF8.self), after]
    }
}
