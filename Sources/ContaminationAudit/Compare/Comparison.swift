public import ByteIO

/// Compares audits of versions of a dataset: the paper's table, what each source lost, which prompts are matched no more.
///
/// Memory grows with the number of matched prompts, not with the datasets or the matches. Safe to use on any thread.
public enum Comparison {
    /// An audit's output folder and the name it goes by in the comparison.
    public struct Side: Sendable, Equatable {
        public var name: String
        public var path: String

        public init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    /// Reads the audits' `report.json` and `matches.jsonl.zst` and compares each audit with the one after it.
    ///
    /// - Throws: an error where there are fewer than two audits, two have one name, a file cannot be read, or the audits
    ///   differ in index, profile, n, scope, short prompts or rule, so that their counts cannot be compared.
    public static func compare(_ sides: [Side]) throws(AssayError) -> CompareReport {
        guard sides.count >= 2 else { throw AssayError("a comparison needs at least two audits: A=OUT1 B=OUT2") }
        var names: Set<String> = []
        for side in sides where !names.insert(side.name).inserted {
            throw AssayError("two audits are named \"\(SafeText.terminal(side.name))\": give each a name of its own")
        }
        var reports: [AuditReport] = []
        for side in sides { reports.append(try ReportJSON.readReport(ofAudit: side.path)) }
        for (side, report) in zip(sides, reports).dropFirst() {
            try checkComparable(sides[0], reports[0], side, report)
        }
        var prompts: [Set<CompareReport.Prompt>] = []
        for (side, report) in zip(sides, reports) { prompts.append(try matchedPrompts(side, report)) }

        let settings = reports[0].settings
        return CompareReport(
            settings: .init(
                profile: settings.profile, n: settings.n, nInWords: settings.nInWords, scope: settings.scope,
                short: settings.short, minLongest: settings.minLongest, minCoverage: settings.minCoverage),
            index: reports[0].index,
            audits: try sides.indices.map { (number) throws(AssayError) in
                try row(sides[number], reports[number].summary, names: prompts[number].count)
            },
            changes: sides.indices.dropLast().map { place in
                CompareReport.Change(
                    from: sides[place].name, to: sides[place + 1].name,
                    bySource: sources(reports[place], reports[place + 1]),
                    bySubset: subsets(reports[place], reports[place + 1]),
                    noLongerMatched: sorted(prompts[place].subtracting(prompts[place + 1])),
                    stillMatched: sorted(prompts[place].intersection(prompts[place + 1])),
                    newlyMatched: sorted(prompts[place + 1].subtracting(prompts[place])))
            })
    }

    /// Names the first difference that makes the second audit's counts another thing than the first's.
    private static func checkComparable(
        _ first: Side, _ left: AuditReport, _ second: Side, _ right: AuditReport
    ) throws(AssayError) {
        let pairs: [(String, String, String)] = [
            ("the index", left.index.fingerprint, right.index.fingerprint),
            ("the profile", left.settings.profile, right.settings.profile),
            ("n", "\(left.settings.n)", "\(right.settings.n)"),
            ("--scope", left.settings.scope, right.settings.scope),
            ("--short", left.settings.short, right.settings.short),
            ("--min-longest", word(left.settings.minLongest), word(right.settings.minLongest)),
            ("--min-coverage", word(left.settings.minCoverage), word(right.settings.minCoverage)),
        ]
        for (what, before, after) in pairs where before != after {
            let values = "\(first.name) has \(before), \(second.name) has \(after)"
            throw AssayError(
                SafeText.terminal("\(what) differs: \(values); audit both with the same index and rule"),
                path: second.path)
        }
    }

    private static func word<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "none" }

    /// The different names of the prompts that `matches.jsonl.zst` holds, checked against the report beside it.
    private static func matchedPrompts(
        _ side: Side, _ report: AuditReport
    ) throws(AssayError) -> Set<CompareReport.Prompt> {
        let path = file("matches.jsonl.zst", of: side)
        var prompts: Set<CompareReport.Prompt> = []
        try MatchReader.forEach(path: path, withRuns: false) { line in
            prompts.insert(CompareReport.Prompt(benchmark: line.benchmark, id: line.id, subset: line.subset))
        }
        let expected = report.summary.matchedPrompts
        guard prompts.count <= expected && prompts.isEmpty == (expected == 0) else {
            throw AssayError(
                "holds \(CountText.counted(prompts.count, "matched prompt")), the report.json beside it says "
                    + "\(CountText.grouped(expected)): they are not of one audit; audit again", path: path)
        }
        return prompts
    }

    private static func row(_ side: Side, _ summary: AuditReport.Summary, names: Int) throws(AssayError)
        -> CompareReport.Audit
    {
        CompareReport.Audit(
            name: side.name, benchmarkPrompts: summary.benchmarkPrompts, shortPrompts: summary.shortPrompts,
            matchedPrompts: summary.matchedPrompts, matchedRate: rate(summary.matchedPrompts, summary.benchmarkPrompts),
            records: summary.records, contaminatedRecords: summary.contaminatedRecords,
            contaminatedRate: rate(summary.contaminatedRecords, summary.records),
            distinctContaminatedPrompts: summary.distinctContaminatedPrompts, badRecords: summary.badRecords,
            recordsWithoutText: summary.recordsWithoutText, matchedNames: names,
            isBeforeCleaning: try FileSystem.isThere(file("manifest.json", of: side)))
    }

    private static func file(_ name: String, of side: Side) -> String {
        FileSystem.path(of: name, in: side.path)
    }

    private static func rate(_ count: Int, _ total: Int) -> Double? {
        total == 0 ? nil : Double(count) / Double(total)
    }

    private static func sources(_ before: AuditReport, _ after: AuditReport) -> [CompareReport.SourceRow] {
        typealias Counts = CompareReport.SourceRow.Counts
        func counts(_ report: AuditReport) -> [ExactName: Counts] {
            let rows = report.bySource.map { row in
                (ExactName(row.source), Counts(records: row.records, contaminatedRecords: row.contaminatedRecords))
            }
            return Dictionary(rows, uniquingKeysWith: { first, _ in first })
        }
        let left = counts(before)
        let right = counts(after)
        let none = Counts(records: 0, contaminatedRecords: 0)
        return Set(left.keys).union(right.keys).sorted().map { source in
            let from = left[source] ?? none
            let to = right[source] ?? none
            let difference = Counts(
                records: to.records - from.records,
                contaminatedRecords: to.contaminatedRecords - from.contaminatedRecords)
            return .init(source: source.text, from: from, to: to, difference: difference)
        }
    }

    private static func subsets(_ before: AuditReport, _ after: AuditReport) -> [CompareReport.SubsetRow] {
        typealias Counts = CompareReport.SubsetRow.Counts
        func counts(_ row: AuditReport.SubsetRow) -> Counts {
            Counts(matchedPrompts: row.matchedPrompts, contaminatedRecords: row.contaminatedRecords)
        }
        let rows = after.bySubset.map { ([ExactName($0.benchmark), ExactName($0.subset)], $0) }
        let right = Dictionary(rows, uniquingKeysWith: { first, _ in first })
        return before.bySubset.map { row in
            let from = counts(row)
            let its = right[[ExactName(row.benchmark), ExactName(row.subset)]]
            let to = its.map(counts) ?? Counts(matchedPrompts: 0, contaminatedRecords: 0)
            let difference = Counts(
                matchedPrompts: to.matchedPrompts - from.matchedPrompts,
                contaminatedRecords: to.contaminatedRecords - from.contaminatedRecords)
            return .init(
                benchmark: row.benchmark, subset: row.subset, prompts: row.prompts, from: from, to: to,
                difference: difference)
        }
    }

    private static func sorted(_ prompts: Set<CompareReport.Prompt>) -> CompareReport.Prompts {
        let rows = prompts.sorted { left, right in
            ReportWords.precedes([left.benchmark, left.subset, left.id], [right.benchmark, right.subset, right.id])
        }
        return .init(count: rows.count, prompts: rows)
    }
}
