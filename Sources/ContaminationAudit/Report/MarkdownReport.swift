/// The content of `report.md`: an audit's report for a person to read, or to paste into a dataset card.
///
/// It says everything `report.json` says but in words and tables, and depends on the report alone. Names that came from
/// the data are escaped and cannot become markup. Safe to use on any thread.
public enum MarkdownReport {
    /// `report` as GitHub's Markdown, ending with a line end.
    ///
    /// - Parameter reviewed: what was decided on its pairs, for a section of its own; `nil`: nothing was.
    public static func text(of report: AuditReport, reviewed: ReviewedPairs? = nil) -> String {
        var text = "# Overlap of a dataset with benchmarks\n\n"
        text += "**\(ReportWords.answer(report.summary))**\n\n"
        text += "Rule: \(SafeText.markdown(ReportWords.rule(report.settings))). "
        text += "Profile \(SafeText.markdown(report.settings.profile)), "
        text += "scope \(SafeText.markdown(report.settings.scope)).\n\n"
        text += ReportTables.sides(report.summary).markdown()
        text += coverage(report)
        if let reviewed { text += decided(reviewed) }
        text += section("By benchmark", ReportTables.benchmarks(report.byBenchmark))
        text += section("By subset", ReportTables.subsets(report.bySubset))
        text += section("By source", ReportTables.sources(report.bySource))
        if report.sweep.count > 0 {
            text += "\n## At a larger n\n\nThe counts had the index been built with each n, by the same pairs' longest "
            text += "common runs.\n\n" + ReportTables.sweep(report).markdown()
        }
        text += section("What was read", ReportTables.fields(ReportWords.fields(report.inputs)))
        text += section("Inputs", ReportTables.inputs(report.inputs))
        text += section("Settings", ReportTables.settings(report))
        if let decisions = report.decisions { text += honoured(decisions) }
        return text
    }

    /// What could not be found, or only in part: the limits of the answer.
    private static func coverage(_ report: AuditReport) -> String {
        var text = "\n## What the answer does not cover\n\n"
        text += "- Short prompts: \(SafeText.markdown(ReportWords.shortPrompts(report.summary, report.settings))).\n"
        let rest = ReportWords.notSearched(report)
        for sentence in rest { text += "- \(SafeText.markdown(sentence)).\n" }
        if rest.isEmpty { text += "- Every record read held text in scope and was searched.\n" }
        return text
    }

    /// What was decided on the pairs, and the first of them.
    private static func decided(_ reviewed: ReviewedPairs) -> String {
        var text = section("Decisions", ReportTables.decisions(reviewed.summary))
        text += "\nA cleaning by these decisions keeps \(ReportWords.kept(reviewed.summary)).\n"
        if let missing = ReportWords.notFound(reviewed.summary) { text += "\n\(SafeText.markdown(missing)).\n" }
        let table = ReportTables.pairs(reviewed.pairs)
        if !table.rows.isEmpty { text += "\n" + table.markdown() }
        let more = reviewed.pairCount - reviewed.pairs.count
        if more > 0 { text += "\nand \(CountText.counted(more, "more pair")); all are in decisions.jsonl\n" }
        return text
    }

    /// What a cleaning made of the decisions it was given.
    private static func honoured(_ decisions: DecisionSummary) -> String {
        var text = section("Decisions that were honoured", ReportTables.decisions(decisions))
        text += "\nThe cleaning kept \(ReportWords.kept(decisions)). Decisions' file: XXH3-128 "
        text += SafeText.markdown(decisions.xxh3) + ".\n"
        if let missing = ReportWords.notFound(decisions) { text += "\n\(SafeText.markdown(missing)).\n" }
        return text
    }

    private static func section(_ title: String, _ table: TextTable) -> String {
        table.rows.isEmpty ? "" : "\n## \(title)\n\n" + table.markdown()
    }
}
