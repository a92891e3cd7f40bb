import ByteIO

/// The sentences and names that every form of a report uses, so that they say the same thing.
enum ReportWords {
    /// The answer, both sides with their denominators.
    static func answer(_ summary: AuditReport.Summary) -> String {
        let prompts = CountText.counted(summary.benchmarkPrompts, "benchmark prompt")
        if summary.matchedPrompts == 0 && summary.contaminatedRecords == 0 {
            return "No overlap found: 0 of \(prompts) in 0 of \(CountText.counted(summary.records, "record"))."
        }
        return "\(CountText.share(summary.matchedPrompts, of: summary.benchmarkPrompts, "benchmark prompt")) "
            + "and \(CountText.share(summary.contaminatedRecords, of: summary.records, "record")) overlap."
    }

    /// The rule: which n, and what a pair of a record and a prompt needs to count.
    static func rule(_ settings: AuditReport.Settings) -> String {
        rule(n: settings.nInWords, minLongest: settings.minLongest, minCoverage: settings.minCoverage)
    }

    static func rule(n: String, minLongest: Int?, minCoverage: Double?) -> String {
        var needs: [String] = []
        if let minLongest { needs.append("at least \(CountText.counted(minLongest, "token")) in a row") }
        if let minCoverage { needs.append("at least \(CountText.percent(minCoverage)) of the prompt's tokens") }
        if needs.isEmpty { return n + "; any shared n-gram counts" }
        return n + "; a pair counts with " + needs.joined(separator: " and ")
    }

    /// How many prompts have fewer than n tokens, and what that means for them.
    static func shortPrompts(_ summary: AuditReport.Summary, _ settings: AuditReport.Settings) -> String {
        let prompts = CountText.counted(summary.benchmarkPrompts, "prompt")
        if summary.shortPrompts == 0 { return "0 of \(prompts) have fewer than \(settings.n) tokens" }
        let consequence = settings.short == "ignore" ? "cannot match" : "can match only as a whole"
        let share = CountText.share(summary.shortPrompts, of: summary.benchmarkPrompts, "prompt")
        return "\(share), with fewer than \(settings.n) tokens, \(consequence) (\(settings.short))"
    }

    /// Records that were read and not searched, a sentence each; empty where every record was searched.
    static func notSearched(_ report: AuditReport) -> [String] {
        let summary = report.summary
        let settings = report.settings
        var sentences: [String] = []
        // A shard of which nothing was searched is most often one with other field names.
        for input in report.inputs {
            let count = input.records - input.badRecords
            guard count > 0, input.recordsWithoutText == count else { continue }
            sentences.append(
                "\(SafeText.terminal(input.path)): none of its \(CountText.counted(count, "record")) has text in scope "
                    + "(\(settings.scope)): not searched; name the field with --unit PATH=ROLE if it holds text")
        }
        if summary.recordsWithoutText > 0 {
            let share = CountText.share(summary.recordsWithoutText, of: summary.records, "record")
            sentences.append("\(share) without text in scope (\(settings.scope)): not searched")
        }
        if summary.badRecords > 0 {
            let share = CountText.share(summary.badRecords, of: summary.records, "record")
            sentences.append(
                "\(share) bad (at most \(CountText.grouped(settings.maxBadRecords)) allowed): not searched")
        }
        return sentences
    }

    /// What decisions changed in a cleaning: which records stayed for them.
    static func kept(_ decisions: DecisionSummary) -> String {
        let contaminated = decisions.recordsKept + decisions.recordsRemoved
        return CountText.share(decisions.recordsKept, of: contaminated, "contaminated record")
            + ", all of whose pairs were judged boilerplate"
    }

    /// Judgements on pairs that are not there, with the first of them; `nil` where there are none.
    static func notFound(_ decisions: DecisionSummary) -> String? {
        guard decisions.notFound > 0 else { return nil }
        let named = decisions.notFoundPairs.prefix(3).map { pair in
            SafeText.terminal("\(pair.benchmark) \(pair.id) in record \(pair.recordHash) (\(pair.decision.rawValue))")
        }
        let more = decisions.notFound - named.count
        let rest = more > 0 ? " and \(CountText.grouped(more)) more" : ""
        let verb = decisions.notFound == 1 ? "names a pair that is" : "name pairs that are"
        return "\(CountText.counted(decisions.notFound, "decision")) \(verb) not in this evidence: "
            + named.joined(separator: ", ") + rest
    }

    /// Inputs that hold the same bytes as another, through a link or as a copy: their records count each time.
    static func repeatedInputs(_ report: AuditReport) -> [String] {
        var first: [String: String] = [:]
        var count = 0
        var example: (String, String)?
        for input in report.inputs where input.records > 0 {
            guard let other = first[input.xxh3] else {
                first[input.xxh3] = input.path
                continue
            }
            count += 1
            example = example ?? (other, input.path)
        }
        guard let example else { return [] }
        return [
            "\(CountText.share(count, of: report.inputs.count, "input")) hold the same bytes as another, such as "
                + "\(example.1) and \(example.0): their records are counted each time"
        ]
    }

    /// The fields that text came from, over all inputs, most text units first.
    static func fields(_ inputs: [AuditReport.Input]) -> [AuditReport.FieldRow] {
        var rows: [AuditReport.FieldRow] = []
        var places: [[String]: Int] = [:]
        for row in inputs.flatMap(\.fields) {
            if let place = places[[row.field, row.role]] {
                rows[place].textUnits += row.textUnits
            } else {
                places[[row.field, row.role]] = rows.count
                rows.append(row)
            }
        }
        return rows.sorted { left, right in
            if left.textUnits != right.textUnits { return left.textUnits > right.textUnits }
            return precedes([left.field, left.role], [right.field, right.role])
        }
    }

    /// Subsets with the most matched prompts first; those alike by rate, then by name.
    static func mostAffected(_ rows: [AuditReport.SubsetRow]) -> [AuditReport.SubsetRow] {
        rows.sorted { left, right in
            if left.matchedPrompts != right.matchedPrompts { return left.matchedPrompts > right.matchedPrompts }
            if left.prompts != right.prompts { return left.prompts < right.prompts }
            return precedes([left.benchmark, left.subset], [right.benchmark, right.subset])
        }
    }

    /// Sources with the most contaminated records first; those alike by size, then by name.
    static func mostAffected(_ rows: [AuditReport.SourceRow]) -> [AuditReport.SourceRow] {
        rows.sorted { left, right in
            if left.contaminatedRecords != right.contaminatedRecords {
                return left.contaminatedRecords > right.contaminatedRecords
            }
            if left.records != right.records { return left.records > right.records }
            return precedes([left.source], [right.source])
        }
    }

    /// Whether the first list of names comes before the second by their bytes: the same order on every machine.
    static func precedes(_ left: [String], _ right: [String]) -> Bool {
        for (left, right) in zip(left, right) where !left.isSame(as: right) {
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return left.count < right.count
    }

    static func subset(_ name: String) -> String { name.isEmpty ? "(no subset)" : name }
    static func source(_ name: String) -> String { name.isEmpty ? "(no source)" : name }
}
