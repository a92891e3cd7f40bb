/// A comparison's tables, for the terminal and for Markdown alike.
enum CompareTables {
    /// A row for each audit: the paper's table.
    static func audits(_ rows: [CompareReport.Audit]) -> TextTable {
        var table = TextTable([
            .init("Dataset"), .init("Matched prompts", .right), .init("Of", .right), .init("Rate", .right),
            .init("Contaminated records", .right), .init("Of", .right), .init("Rate", .right),
            .init("Distinct", .right),
        ])
        for row in rows {
            table.add([
                row.name,
                CountText.grouped(row.matchedPrompts), CountText.grouped(row.benchmarkPrompts),
                CountText.rate(row.matchedPrompts, of: row.benchmarkPrompts),
                CountText.grouped(row.contaminatedRecords), CountText.grouped(row.records),
                CountText.rate(row.contaminatedRecords, of: row.records),
                CountText.grouped(row.distinctContaminatedPrompts),
            ])
        }
        return table
    }

    /// What each source had, has, and lost or gained.
    static func sources(_ change: CompareReport.Change) -> TextTable {
        var table = TextTable(
            [.init("Source")] + columns("Records", change) + columns("Contaminated", change))
        for row in change.bySource {
            table.add(
                [ReportWords.source(row.source)]
                    + cells(row.from.records, row.to.records, row.difference.records)
                    + cells(
                        row.from.contaminatedRecords, row.to.contaminatedRecords, row.difference.contaminatedRecords))
        }
        return table
    }

    /// The same of the subsets given.
    static func subsets(_ rows: some Sequence<CompareReport.SubsetRow>, _ change: CompareReport.Change) -> TextTable {
        var table = TextTable(
            [.init("Benchmark"), .init("Subset"), .init("Prompts", .right)]
                + columns("Matched", change) + columns("Contaminated", change))
        for row in rows {
            table.add(
                [row.benchmark, ReportWords.subset(row.subset), CountText.grouped(row.prompts)]
                    + cells(row.from.matchedPrompts, row.to.matchedPrompts, row.difference.matchedPrompts)
                    + cells(
                        row.from.contaminatedRecords, row.to.contaminatedRecords, row.difference.contaminatedRecords))
        }
        return table
    }

    /// The prompts given, by their names.
    static func prompts(_ rows: some Sequence<CompareReport.Prompt>) -> TextTable {
        var table = TextTable([.init("Benchmark"), .init("Subset"), .init("Id")])
        for row in rows { table.add([row.benchmark, ReportWords.subset(row.subset), row.id]) }
        return table
    }

    /// The three sets of a change, each with its title.
    static func promptSets(_ change: CompareReport.Change) -> [(title: String, set: CompareReport.Prompts)] {
        [
            ("No longer matched", change.noLongerMatched),
            ("Still matched", change.stillMatched),
            ("Newly matched", change.newlyMatched),
        ]
    }

    /// Subsets whose counts are not 0 on both sides, those that changed the most first.
    static func affectedSubsets(_ change: CompareReport.Change) -> [CompareReport.SubsetRow] {
        let affected = change.bySubset.filter { row in
            row.from.matchedPrompts > 0 || row.to.matchedPrompts > 0
        }
        return affected.sorted { left, right in
            let (leftChange, rightChange) = (left.difference.matchedPrompts, right.difference.matchedPrompts)
            if leftChange.magnitude != rightChange.magnitude { return leftChange.magnitude > rightChange.magnitude }
            return ReportWords.precedes([left.benchmark, left.subset], [right.benchmark, right.subset])
        }
    }

    private static func columns(_ what: String, _ change: CompareReport.Change) -> [TextTable.Column] {
        let from = DisplayWidth.shorten(change.from, to: 12)
        let to = DisplayWidth.shorten(change.to, to: 12)
        return [.init("\(what) \(from)", .right), .init(to, .right), .init("Change", .right)]
    }

    private static func cells(_ from: Int, _ to: Int, _ difference: Int) -> [String] {
        [CountText.grouped(from), CountText.grouped(to), CountText.signed(difference)]
    }
}
