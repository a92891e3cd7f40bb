/// What `assay audit` and `assay clean` print when they are done: the report at a glance.
///
/// Plain text of at most ``TextStyle/width`` columns, legible without colour. Names that came from the data are escaped.
/// Safe to use on any thread.
public enum TerminalSummary {
    /// How many rows of subsets and of sources are shown.
    private static let shownRows = 10

    /// The summary of an audit, or of a cleaning where there is a manifest.
    ///
    /// - Parameter outputPath: the folder the files were written to, named at the end; `nil` to leave that out.
    public static func text(
        of report: AuditReport, manifest: Manifest? = nil, outputPath: String?, style: TextStyle
    ) -> String {
        let summary = report.summary
        let answer = ReportWords.answer(summary)
        var text = style.broken(answer, into: style.width)
            .map { summary.contaminatedRecords + summary.matchedPrompts > 0 ? style.warning($0) : style.strong($0) }
            .joined(separator: "\n")
        text += "\n\n"
        text += lines(ReportTables.sides(summary), style)
        if let manifest { text += "\n" + cleaned(manifest, style) }
        text += "\n" + details(report, style)
        text += section("By benchmark", ReportTables.benchmarks(report.byBenchmark), style)
        text += subsets(report, style)
        text += sources(report, style)
        if let outputPath { text += "\n" + written(outputPath, cleaned: manifest != nil, style) }
        return text
    }

    /// What a user has to be told even where the summary is not printed: records that were read and not searched.
    public static func warnings(of report: AuditReport) -> [String] {
        ReportWords.notSearched(report) + ReportWords.repeatedInputs(report)
            + (report.decisions.flatMap(ReportWords.notFound).map { [$0] } ?? [])
    }

    private static func details(_ report: AuditReport, _ style: TextStyle) -> String {
        let settings = report.settings
        let profile = "profile \(settings.profile), scope \(settings.scope)"
        var text = style.entry("Rule", SafeText.terminal("\(ReportWords.rule(settings)) (\(profile))"))
        text += style.entry("Short", SafeText.terminal(ReportWords.shortPrompts(report.summary, settings)))
        if report.sweep.count > 1 { text += sweep(report.sweep, style) }
        let fields = ReportWords.fields(report.inputs)
        if !fields.isEmpty { text += style.entry("Read", recognised(fields)) }
        for sentence in ReportWords.notSearched(report) {
            text += style.entry("Not searched", SafeText.terminal(sentence), warning: true)
        }
        return text
    }

    /// At most six of the sweep's rows: the next n, then wider and wider steps, and the last.
    private static func sweep(_ rows: [AuditReport.SweepRow], _ style: TextStyle) -> String {
        var chosen: [AuditReport.SweepRow] = []
        var place = 1
        while place < rows.count && chosen.count < 5 {
            chosen.append(rows[place])
            place += 1 << (chosen.count - 1)
        }
        if let last = rows.last, chosen.last != last { chosen.append(last) }
        var pieces = chosen.map { row in
            let counts = "\(CountText.grouped(row.matchedPrompts)) / \(CountText.grouped(row.contaminatedRecords))"
            return "n = \(row.n): \(counts)" + (row == chosen.last ? "" : ";")
        }
        pieces.append("(prompts / records)")
        return style.entry("Larger n", pieces: pieces)
    }

    private static func recognised(_ fields: [AuditReport.FieldRow]) -> String {
        let shown = fields.prefix(6).map { row in
            "\(SafeText.terminal(row.field)) as \(SafeText.terminal(row.role)) (\(CountText.grouped(row.textUnits)))"
        }
        let more = fields.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(CountText.counted(more, "more field"))" : "")
    }

    private static func subsets(_ report: AuditReport, _ style: TextStyle) -> String {
        // One subset to each benchmark says nothing that the benchmarks' table does not.
        if report.bySubset.count <= report.byBenchmark.count { return "" }
        let rows = ReportWords.mostAffected(report.bySubset)
        let affected = rows.filter { $0.matchedPrompts > 0 }
        let shown = affected.prefix(shownRows)
        var text = section("By subset, most matched first", ReportTables.subsets(shown), style)
        if shown.isEmpty { text = "\n" + style.strong("By subset") + "\n" }
        text += more(affected.count - shown.count, "subset", "matched", style)
        text += more(rows.count - affected.count, "subset", "without a match", style)
        return text
    }

    private static func sources(_ report: AuditReport, _ style: TextStyle) -> String {
        let rows = ReportWords.mostAffected(report.bySource)
        let shown = rows.prefix(shownRows)
        let rest = rows.dropFirst(shown.count)
        var text = section("By source, most contaminated first", ReportTables.sources(shown), style)
        let contaminated = rest.count { $0.contaminatedRecords > 0 }
        text += more(contaminated, "source", "contaminated", style)
        text += more(rest.count - contaminated, "source", "without a contaminated record", style)
        return text
    }

    private static func cleaned(_ manifest: Manifest, _ style: TextStyle) -> String {
        var text = style.entry("Kept", CountText.share(manifest.kept, of: manifest.read, "record"))
        text += style.entry("Removed", CountText.share(manifest.removed, of: manifest.read, "record"))
        if manifest.rejected > 0 {
            text += style.entry("Set aside", CountText.share(manifest.rejected, of: manifest.read, "record") + ", bad")
        }
        if let decisions = manifest.decisions {
            text += style.entry("By decisions", "kept " + ReportWords.kept(decisions))
        }
        if !manifest.onlySources.isEmpty {
            let names = manifest.onlySources.map { ReportWords.source(SafeText.terminal($0)) }
            text += style.entry("Only from", names.joined(separator: ", "))
        }
        return text
    }

    private static func written(_ path: String, cleaned: Bool, _ style: TextStyle) -> String {
        let folder = SafeText.terminal(path.hasSuffix("/") ? path : path + "/")
        var files = "report.html, report.md, report.json, matches.jsonl.zst"
        if cleaned { files += ", clean/, removed/, manifest.json" }
        return style.entry("Written", "\(folder) holds \(files)")
    }

    private static func more(_ count: Int, _ noun: String, _ what: String, _ style: TextStyle) -> String {
        count == 0
            ? "" : style.faint("  \(CountText.grouped(count)) more \(noun)\(count == 1 ? "" : "s") \(what)") + "\n"
    }

    private static func section(_ title: String, _ table: TextTable, _ style: TextStyle) -> String {
        table.rows.isEmpty ? "" : "\n" + style.strong(title) + "\n" + lines(table, style)
    }

    private static func lines(_ table: TextTable, _ style: TextStyle) -> String {
        table.plainLines(width: style.width).map { $0 + "\n" }.joined()
    }
}
