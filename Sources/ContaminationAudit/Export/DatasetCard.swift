/// The section on benchmark overlap for a dataset's card: both sides with counts and rates, and by which settings.
///
/// It is drawn from the report alone, and from what was decided on its pairs. Safe to use on any thread.
public enum DatasetCard {
    /// The section as GitHub's Markdown, under a heading of the second level.
    public static func text(of report: AuditReport, decisions: DecisionSummary? = nil) -> String {
        let settings = report.settings
        var text = "## Overlap with benchmarks\n\n\(ReportWords.answer(report.summary))\n\n"
        text += ReportTables.sides(report.summary).markdown()
        text += section("By benchmark", ReportTables.benchmarks(report.byBenchmark))
        if report.bySubset.count > report.byBenchmark.count {
            text += section("By subset", ReportTables.subsets(report.bySubset))
        }
        text += section("By source of the dataset", ReportTables.sources(ReportWords.mostAffected(report.bySource)))
        if let decisions = decisions ?? report.decisions {
            text += section("Decisions on the pairs", ReportTables.decisions(decisions))
        }
        text += "\n### How it was measured\n\n"
        text +=
            "- A prompt and a record overlap where they share an n-gram: \(SafeText.markdown(ReportWords.rule(settings)))"
        text += " (profile \(SafeText.markdown(settings.profile)), scope \(SafeText.markdown(settings.scope)),"
        text += " short \(SafeText.markdown(settings.short))).\n"
        text += "- Short prompts: \(SafeText.markdown(ReportWords.shortPrompts(report.summary, settings))).\n"
        for sentence in ReportWords.notSearched(report) { text += "- \(SafeText.markdown(sentence)).\n" }
        text += "- Files: \(CountText.grouped(report.inputs.count)); "
        text += "records: \(CountText.grouped(report.summary.records)); "
        text += "texts compared: \(CountText.grouped(report.summary.textUnits)).\n"
        text += "- Tool: \(SafeText.markdown(report.tool.name)) \(SafeText.markdown(report.tool.version)); "
        text += "index of the benchmarks: \(SafeText.markdown(report.index.fingerprint)).\n"
        text += "- An overlap is not always a leak: common phrases and templates overlap, too.\n"
        return text
    }

    private static func section(_ title: String, _ table: TextTable) -> String {
        table.rows.isEmpty ? "" : "\n### \(title)\n\n" + table.markdown()
    }
}
