@testable import ContaminationAudit

/// A made-up case's texts as tokens.
struct TokenisedCase {
    struct Record {
        var shard: Int
        var row: Int
        /// Those in scope, each text once.
        var units: [(path: String, tokens: NaiveAuditor.Tokens)]
    }

    let made: MadeUpCase
    private(set) var items: [[NaiveAuditor.Tokens]] = []
    private(set) var records: [Record] = []

    init(_ made: MadeUpCase) {
        self.made = made
        var tokens = SimpleTokens(profile: made.profile)
        for item in made.items { items.append(item.texts.map { tokens.of($0) }) }
        for (number, shard) in made.shards.enumerated() {
            for (row, record) in shard.records.enumerated() {
                let units = record.units(inScope: made.scope).map { (path: $0.path, tokens: tokens.of($0.text)) }
                records.append(Record(shard: number, row: row, units: units))
            }
        }
    }
}

/// What the naive auditor finds in a made-up case, counted as a report counts it.
struct NaiveReport {
    struct Line {
        var shard: Int
        var row: Int
        var pair: NaiveAuditor.Pair
    }

    let tokenised: TokenisedCase
    private(set) var lines: [Line] = []
    private var contaminatedSequences: Set<[[Int]]> = []

    private var made: MadeUpCase { tokenised.made }
    private var itemTokens: [[NaiveAuditor.Tokens]] { tokenised.items }

    init(_ tokenised: TokenisedCase, n: Int? = nil) {
        self.tokenised = tokenised
        let auditor = tokenised.made.auditor(n: n)
        for record in tokenised.records {
            let pairs = auditor.pairs(record.units, items: tokenised.items)
            if !pairs.isEmpty { contaminatedSequences.insert(record.units.map { $0.tokens.map(\.word) }) }
            lines += pairs.map { Line(shard: record.shard, row: record.row, pair: $0) }
        }
    }

    /// Records that stand in some of `lines`.
    private func recordCount(_ lines: [Line]) -> Int { Set(lines.map { [$0.shard, $0.row] }).count }

    private func itemCount(_ lines: [Line]) -> Int { Set(lines.map(\.pair.item)).count }

    private func isShort(_ item: Int) -> Bool { itemTokens[item].allSatisfy { $0.count < made.n } }

    var summary: AuditReport.Summary {
        let ngrams = Set(itemTokens.joined().flatMap { NaiveAuditor.ngrams($0, made.n) })
        return AuditReport.Summary(
            benchmarkPrompts: made.items.count, shortPrompts: made.items.indices.count(where: isShort),
            distinctNgrams: ngrams.count, matchedPrompts: itemCount(lines),
            records: made.shards.reduce(0) { $0 + $1.records.count },
            textUnits: tokenised.records.reduce(0) { $0 + $1.units.count },
            contaminatedRecords: recordCount(lines), distinctContaminatedPrompts: contaminatedSequences.count,
            badRecords: 0, recordsWithoutText: tokenised.records.count(where: \.units.isEmpty))
    }

    var bySubset: [AuditReport.SubsetRow] {
        let groups = Set(made.items.map { [$0.benchmark, $0.subset] }).sorted { $0.lexicographicallyPrecedes($1) }
        return groups.map { group in
            let its = Set(made.items.indices.filter { [made.items[$0].benchmark, made.items[$0].subset] == group })
            let lines = lines.filter { its.contains($0.pair.item) }
            return AuditReport.SubsetRow(
                benchmark: group[0], subset: group[1], prompts: its.count, shortPrompts: its.count(where: isShort),
                matchedPrompts: itemCount(lines), contaminatedRecords: recordCount(lines))
        }
    }

    var byBenchmark: [AuditReport.BenchmarkRow] {
        Set(made.items.map(\.benchmark)).sorted().map { name in
            let its = Set(made.items.indices.filter { made.items[$0].benchmark == name })
            let lines = lines.filter { its.contains($0.pair.item) }
            return AuditReport.BenchmarkRow(
                benchmark: name, prompts: its.count, shortPrompts: its.count(where: isShort),
                matchedPrompts: itemCount(lines), contaminatedRecords: recordCount(lines))
        }
    }

    var bySource: [AuditReport.SourceRow] {
        let records = made.shards.flatMap(\.records)
        guard records.contains(where: { $0.source != nil }) else { return [] }
        return Set(records.map { $0.source ?? "" }).sorted().map { source in
            let its = lines.filter { (made.shards[$0.shard].records[$0.row].source ?? "") == source }
            return AuditReport.SourceRow(
                source: source, records: records.count { ($0.source ?? "") == source },
                contaminatedRecords: recordCount(its))
        }
    }

    /// The sweep's row for n: with a rule on coverage, of the pairs that count at the audit's own n, those that a larger n
    /// would still find; else this report is one of that n.
    func sweepRow(_ n: Int) -> AuditReport.SweepRow {
        let its = lines.filter { n == made.n || $0.pair.whole >= max(1, made.minLongest ?? 0) || $0.pair.longest >= n }
        return AuditReport.SweepRow(n: n, matchedPrompts: itemCount(its), contaminatedRecords: recordCount(its))
    }
}
