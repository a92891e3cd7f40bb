import ByteIO
import DatasetIO
import NGramIndexing

/// Puts a report together from the counts of all shards.
struct ReportAssembly {
    let run: RunDescription
    /// The sum of the shards' tallies.
    let tally: Tally
    /// In the shards' order.
    let accounts: [ShardAccount]
    private let groups: ItemGroups

    /// The largest n of the sweep, unless the audit's own is larger.
    private static let largestSweepN = 50

    init(run: RunDescription, tally: Tally, accounts: [ShardAccount]) {
        self.run = run
        self.tally = tally
        self.accounts = accounts
        groups = ItemGroups(run.index.parts)
    }

    /// From the checkpoints of a run of which every shard is done.
    init(run: RunDescription, journal: CheckpointJournal) throws(AssayError) {
        var tally = Tally()
        var accounts: [ShardAccount] = []
        for number in journal.doneNumbers {
            let result = try journal.result(number)
            tally.add(result.tally)
            accounts.append(result.account)
        }
        self.init(run: run, tally: tally, accounts: accounts)
    }

    func report() -> AuditReport {
        let matched = matchedCounts()
        var settings = run.settings
        settings.sourceField = settings.sourceField ?? (tally.namesSources ? "source" : nil)
        return AuditReport(
            tool: run.tool, settings: settings,
            index: AuditReport.Index(
                fingerprint: run.index.fingerprint, formatVersion: run.index.formatVersion,
                benchmarks: groups.benchmarks),
            inputs: accounts.map(\.input), summary: summary, byBenchmark: byBenchmark(matched.benchmarks),
            bySubset: bySubset(matched.subsets), bySource: bySource, sweep: sweep)
    }

    /// Nothing searched must not read as "clean": a wrong field name and a wrong scope are errors.
    func refuseUnsearched() throws(AssayError) {
        let count = tally.recordCount - tally.badRecordCount
        guard count > 0, tally.withoutTextCount == count else { return }
        if tally.recognisedCount == 0 {
            let shard = accounts.first { $0.unrecognisedFields != nil }
            let fields = shard?.unrecognisedFields?.prefix(12).joined(separator: ", ") ?? "none"
            throw AssayError(
                "none of the \(count) records has a field that is looked for; the first one's fields are: \(fields). Name "
                    + "the field that holds the text with --unit PATH=ROLE", path: shard?.input.path)
        }
        guard let other = tally.fieldsOutOfScope.keys.min(by: { ($0.field, $0.role) < ($1.field, $1.role) }) else {
            return
        }
        throw AssayError(
            "none of the \(count) records has text in scope \(run.settings.scope); there is text in "
                + "\(other.field) as \(other.role): choose another --scope")
    }

    private var summary: AuditReport.Summary {
        AuditReport.Summary(
            benchmarkPrompts: run.index.prompts, shortPrompts: run.index.shortPrompts,
            distinctNgrams: run.index.distinctNgrams, matchedPrompts: tally.items.count,
            records: tally.recordCount, textUnits: tally.textUnitCount, contaminatedRecords: tally.contaminatedCount,
            distinctContaminatedPrompts: tally.recordHashes.count, badRecords: tally.badRecordCount,
            recordsWithoutText: tally.withoutTextCount)
    }

    /// Matched items by benchmark and by subset.
    private func matchedCounts() -> (benchmarks: [Int], subsets: [Int]) {
        var benchmarks = [Int](repeating: 0, count: groups.benchmarks.count)
        var subsets = [Int](repeating: 0, count: groups.subsets.count)
        for item in tally.items.values where item.part < groups.parts.count {
            benchmarks[groups.benchmarkOfPart[item.part]] += 1
            subsets[groups.subsetOfPart[item.part]] += 1
        }
        return (benchmarks, subsets)
    }

    private func byBenchmark(_ matched: [Int]) -> [AuditReport.BenchmarkRow] {
        groups.benchmarks.enumerated().map { number, name in
            let its = groups.subsets.filter { $0.benchmark.isSame(as: name) }
            return AuditReport.BenchmarkRow(
                benchmark: name, prompts: its.reduce(0) { $0 + $1.itemCount },
                shortPrompts: its.reduce(0) { $0 + $1.shortItemCount }, matchedPrompts: matched[number],
                contaminatedRecords: tally.byBenchmark[number] ?? 0)
        }
    }

    private func bySubset(_ matched: [Int]) -> [AuditReport.SubsetRow] {
        groups.subsets.enumerated().map { number, row in
            AuditReport.SubsetRow(
                benchmark: row.benchmark, subset: row.subset, prompts: row.itemCount, shortPrompts: row.shortItemCount,
                matchedPrompts: matched[number], contaminatedRecords: tally.bySubset[number] ?? 0)
        }
    }

    private var bySource: [AuditReport.SourceRow] {
        guard tally.namesSources else { return [] }
        return tally.bySource.sorted { $0.key < $1.key }.map {
            AuditReport.SourceRow(
                source: $0.key.text, records: $0.value.recordCount, contaminatedRecords: $0.value.contaminatedCount)
        }
    }

    /// The counts at n and every larger n up to the longest run (five more at least), as far as 50.
    private var sweep: [AuditReport.SweepRow] {
        let own = run.settings.n
        let longest = max(tally.items.values.map(\.reach).filter { $0 < .max }.max() ?? own, own + 5)
        return (own...max(own, min(longest, Self.largestSweepN))).map { n in
            // At the audit's own n every pair that counts counts, a short text's too.
            let isOwn = n == own
            return AuditReport.SweepRow(
                n: n, matchedPrompts: isOwn ? tally.items.count : tally.items.values.count { $0.reach >= n },
                contaminatedRecords: isOwn
                    ? tally.contaminatedCount : tally.recordReach.reduce(0) { $0 + ($1.key >= n ? $1.value : 0) })
        }
    }
}
