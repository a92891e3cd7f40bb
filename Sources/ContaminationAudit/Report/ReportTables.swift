/// A report's tables, for the terminal and for Markdown alike.
enum ReportTables {
    /// The two sides: matched of benchmark prompts, contaminated of records.
    static func sides(_ summary: AuditReport.Summary) -> TextTable {
        var table = TextTable([
            .init("Side"), .init("Overlapping", .right), .init("Of", .right), .init("Rate", .right),
        ])
        table.add(
            ["Benchmark prompts matched"] + shareCells(summary.matchedPrompts, of: summary.benchmarkPrompts))
        table.add(
            ["Dataset records contaminated"] + shareCells(summary.contaminatedRecords, of: summary.records))
        table.add(
            ["Distinct contaminated prompts", CountText.grouped(summary.distinctContaminatedPrompts), "", ""])
        return table
    }

    /// A row for each benchmark; "in records" counts the records that its prompts were found in.
    static func benchmarks(_ rows: [AuditReport.BenchmarkRow]) -> TextTable {
        var table = TextTable([
            .init("Benchmark"), .init("Matched", .right), .init("Of prompts", .right), .init("Rate", .right),
            .init("Short", .right), .init("In records", .right),
        ])
        for row in rows {
            table.add(
                [row.benchmark] + shareCells(row.matchedPrompts, of: row.prompts)
                    + [CountText.grouped(row.shortPrompts), CountText.grouped(row.contaminatedRecords)])
        }
        return table
    }

    /// A row for each subset given.
    static func subsets(_ rows: some Sequence<AuditReport.SubsetRow>) -> TextTable {
        var table = TextTable([
            .init("Benchmark"), .init("Subset"), .init("Matched", .right), .init("Of prompts", .right),
            .init("Rate", .right), .init("Short", .right), .init("In records", .right),
        ])
        for row in rows {
            table.add(
                [row.benchmark, ReportWords.subset(row.subset)] + shareCells(row.matchedPrompts, of: row.prompts)
                    + [CountText.grouped(row.shortPrompts), CountText.grouped(row.contaminatedRecords)])
        }
        return table
    }

    /// A row for each source given.
    static func sources(_ rows: some Sequence<AuditReport.SourceRow>) -> TextTable {
        var table = TextTable([
            .init("Source"), .init("Contaminated", .right), .init("Of records", .right), .init("Rate", .right),
        ])
        for row in rows {
            table.add([ReportWords.source(row.source)] + shareCells(row.contaminatedRecords, of: row.records))
        }
        return table
    }

    /// What would be found at each n, from the index's own upwards.
    static func sweep(_ report: AuditReport) -> TextTable {
        var table = TextTable([
            .init("n", .right), .init("Matched prompts", .right), .init("Rate", .right),
            .init("Contaminated records", .right), .init("Rate", .right),
        ])
        for row in report.sweep {
            table.add([
                CountText.grouped(row.n),
                CountText.grouped(row.matchedPrompts),
                CountText.rate(row.matchedPrompts, of: report.summary.benchmarkPrompts),
                CountText.grouped(row.contaminatedRecords),
                CountText.rate(row.contaminatedRecords, of: report.summary.records),
            ])
        }
        return table
    }

    /// Every shard with what was read of it.
    static func inputs(_ rows: [AuditReport.Input]) -> TextTable {
        var table = TextTable([
            .init("File"), .init("Format"), .init("Bytes", .right), .init("Records", .right),
            .init("Contaminated", .right), .init("Without text", .right), .init("Bad", .right), .init("XXH3-128"),
        ])
        for row in rows {
            let counts = [
                row.bytes, row.records, row.contaminatedRecords, row.recordsWithoutText, row.badRecords,
            ]
            table.add([row.path, row.format] + counts.map(CountText.grouped) + [row.xxh3])
        }
        return table
    }

    /// The fields that text units came from.
    static func fields(_ rows: [AuditReport.FieldRow]) -> TextTable {
        var table = TextTable([.init("Field"), .init("Role"), .init("Text units", .right)])
        for row in rows { table.add([row.field, row.role, CountText.grouped(row.textUnits)]) }
        return table
    }

    /// The pairs by what was decided on them.
    static func decisions(_ decisions: DecisionSummary) -> TextTable {
        var table = TextTable([
            .init("Decision"), .init("Pairs", .right), .init("Of", .right), .init("Rate", .right),
        ])
        let rows = [
            ("leak", decisions.leak), ("boilerplate", decisions.boilerplate), ("unsure", decisions.unsure),
            ("undecided", decisions.undecided),
        ]
        for (name, count) in rows { table.add([name] + shareCells(count, of: decisions.pairs)) }
        return table
    }

    /// A row for each pair that was judged or noted.
    static func pairs(_ pairs: [ReviewedPairs.Pair]) -> TextTable {
        var table = TextTable([
            .init("Decision"), .init("Benchmark"), .init("Subset"), .init("Item"), .init("File"), .init("Row", .right),
            .init("Longest", .right), .init("Note"),
        ])
        for pair in pairs {
            let match = pair.match
            table.add([
                pair.decision.judgement?.rawValue ?? "undecided", match.benchmark, match.subset, match.id, match.file,
                String(match.row), CountText.grouped(match.longest), pair.decision.note,
            ])
        }
        return table
    }

    /// What the result depends on, and the sizes of both sides.
    static func settings(_ report: AuditReport) -> TextTable {
        let settings = report.settings
        var table = TextTable([.init("Setting"), .init("Value")])
        table.add(["tool", "\(report.tool.name) \(report.tool.version)"])
        table.add(["index", report.index.fingerprint])
        table.add(["index format", String(report.index.formatVersion)])
        table.add(["benchmarks", report.index.benchmarks.joined(separator: ", ")])
        table.add(["profile", settings.profile])
        table.add(["n", settings.nInWords])
        table.add(["scope", settings.scope])
        table.add(["short", settings.short])
        table.add(["min-longest", settings.minLongest.map { String($0) } ?? "any"])
        table.add(["min-coverage", settings.minCoverage.map { "\($0)" } ?? "any"])
        table.add(["source field", settings.sourceField ?? "none"])
        table.add(["units", settings.units.isEmpty ? "recognised" : settings.units.joined(separator: ", ")])
        table.add(["max-bad-records", CountText.grouped(settings.maxBadRecords)])
        table.add(["distinct n-grams of the benchmarks", CountText.grouped(report.summary.distinctNgrams)])
        table.add(["text units of the dataset", CountText.grouped(report.summary.textUnits)])
        return table
    }

    private static func shareCells(_ count: Int, of total: Int) -> [String] {
        [CountText.grouped(count), CountText.grouped(total), CountText.rate(count, of: total)]
    }
}
