import ByteIO
import DatasetIO
import NGramIndexing

/// Puts a report together from a finished run.
struct ReportAssembly {
    let plan: AuditPlan
    let tally: Tally
    let shards: [ShardWork]

    /// The largest n of the sweep, unless the audit's own is larger.
    private static let largestSweepN = 50

    func report() -> AuditReport {
        let matched = matchedCounts()
        return AuditReport(
            tool: AuditReport.Tool(name: "assay", version: Assay.version), settings: settings,
            index: AuditReport.Index(
                fingerprint: plan.index.fingerprint.hex, formatVersion: plan.index.formatVersion,
                benchmarks: plan.groups.benchmarks),
            inputs: shards.map(input), summary: summary, byBenchmark: byBenchmark(matched.benchmarks),
            bySubset: bySubset(matched.subsets), bySource: bySource, sweep: sweep)
    }

    private var settings: AuditReport.Settings {
        let options = plan.options
        let n = plan.index.n
        return AuditReport.Settings(
            profile: plan.index.profile.name, n: n, nInWords: "n = \(n): more than \(n - 1)", scope: options.scope,
            short: plan.rule.matchesShortTexts ? "exact" : "ignore", minLongest: options.rule.minLongest,
            minCoverage: options.rule.minCoverage,
            sourceField: options.sourceField ?? (tally.namesSources ? "source" : nil), units: options.units,
            maxBadRecords: options.maxBadRecords)
    }

    private var summary: AuditReport.Summary {
        AuditReport.Summary(
            benchmarkPrompts: plan.index.itemCount, shortPrompts: plan.index.shortItemCount,
            distinctNgrams: plan.index.distinctNGramCount, matchedPrompts: tally.itemReach.count,
            records: tally.recordCount, textUnits: tally.textUnitCount, contaminatedRecords: tally.contaminatedCount,
            distinctContaminatedPrompts: tally.recordHashes.count, badRecords: tally.badRecordCount,
            recordsWithoutText: tally.withoutTextCount)
    }

    private func input(_ work: ShardWork) -> AuditReport.Input {
        let fields = work.tally.fields.sorted {
            $0.key.field == $1.key.field
                ? $0.key.role < $1.key.role : $0.key.field.utf8.lexicographicallyPrecedes($1.key.field.utf8)
        }
        return AuditReport.Input(
            path: work.shard.name, format: work.format?.description ?? "", bytes: work.storedByteCount,
            records: work.tally.recordCount, badRecords: work.tally.badRecordCount,
            recordsWithoutText: work.tally.withoutTextCount, contaminatedRecords: work.tally.contaminatedCount,
            textUnits: work.tally.textUnitCount, xxh3: work.storedHash,
            fields: fields.map {
                AuditReport.FieldRow(field: $0.key.field, role: $0.key.role, textUnits: $0.value)
            },
            problems: work.badRecords.map { AuditReport.ProblemRow(row: $0.row, line: $0.line, message: $0.message) })
    }

    /// Matched items by benchmark and by subset.
    private func matchedCounts() -> (benchmarks: [Int], subsets: [Int]) {
        var benchmarks = [Int](repeating: 0, count: plan.groups.benchmarks.count)
        var subsets = [Int](repeating: 0, count: plan.groups.subsets.count)
        for item in tally.itemReach.keys {
            guard let part = try? plan.index.partNumber(ofItem: item), part < plan.groups.parts.count else { continue }
            benchmarks[plan.groups.benchmarkOfPart[part]] += 1
            subsets[plan.groups.subsetOfPart[part]] += 1
        }
        return (benchmarks, subsets)
    }

    private func byBenchmark(_ matched: [Int]) -> [AuditReport.BenchmarkRow] {
        plan.groups.benchmarks.enumerated().map { number, name in
            let its = plan.groups.subsets.filter { $0.benchmark == name }
            return AuditReport.BenchmarkRow(
                benchmark: name, prompts: its.reduce(0) { $0 + $1.itemCount },
                shortPrompts: its.reduce(0) { $0 + $1.shortItemCount }, matchedPrompts: matched[number],
                contaminatedRecords: tally.byBenchmark[number] ?? 0)
        }
    }

    private func bySubset(_ matched: [Int]) -> [AuditReport.SubsetRow] {
        plan.groups.subsets.enumerated().map { number, row in
            AuditReport.SubsetRow(
                benchmark: row.benchmark, subset: row.subset, prompts: row.itemCount, shortPrompts: row.shortItemCount,
                matchedPrompts: matched[number], contaminatedRecords: tally.bySubset[number] ?? 0)
        }
    }

    private var bySource: [AuditReport.SourceRow] {
        guard tally.namesSources else { return [] }
        return tally.bySource.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
            AuditReport.SourceRow(
                source: $0.key, records: $0.value.recordCount, contaminatedRecords: $0.value.contaminatedCount)
        }
    }

    /// The counts at n and every larger n up to the longest run (five more at least), as far as 50.
    private var sweep: [AuditReport.SweepRow] {
        let n = plan.index.n
        let longest = max(tally.itemReach.values.filter { $0 < .max }.max() ?? n, n + 5)
        return (n...max(n, min(longest, Self.largestSweepN))).map { n in
            // At the audit's own n every pair that counts counts, a short text's too.
            let isOwn = n == plan.index.n
            return AuditReport.SweepRow(
                n: n, matchedPrompts: isOwn ? tally.itemReach.count : tally.itemReach.values.count { $0 >= n },
                contaminatedRecords: isOwn
                    ? tally.contaminatedCount : tally.recordReach.reduce(0) { $0 + ($1.key >= n ? $1.value : 0) })
        }
    }
}
