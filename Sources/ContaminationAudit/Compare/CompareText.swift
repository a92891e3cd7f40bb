/// A comparison in words and tables: for the terminal, or as Markdown.
///
/// Names that came from the data are escaped. At most ten prompts of a list and ten subsets are shown; the JSON form
/// lists all. Safe to use on any thread.
public enum CompareText {
    private static let shownRows = 10

    /// Plain text of at most ``TextStyle/width`` columns where numbers allow it.
    public static func text(of report: CompareReport, style: TextStyle) -> String {
        let benchmarks = SafeText.terminal(report.index.benchmarks.joined(separator: ", "))
        let title = "Overlap of \(CountText.counted(report.audits.count, "dataset")) with \(benchmarks)"
        var text = style.broken(title, into: style.width).map(style.strong).joined(separator: "\n") + "\n\n"
        text += lines(CompareTables.audits(report.audits), style) + "\n"
        text += style.entry("Rule", SafeText.terminal(rule(report.settings)))
        for note in notes(report) { text += style.entry("Note", SafeText.terminal(note), warning: true) }
        for change in report.changes {
            let names = "from \(SafeText.terminal(change.from)) to \(SafeText.terminal(change.to))"
            text += section("By source, \(names)", CompareTables.sources(change), style)
            let subsets = CompareTables.affectedSubsets(change)
            text += section(
                "By subset, \(names)", CompareTables.subsets(subsets.prefix(shownRows), change), style)
            text += more(subsets.count - shownRows, "subset", style)
            text += "\n" + style.strong("Benchmark prompts, \(names)") + "\n"
            for (title, set) in CompareTables.promptSets(change) {
                text += "  \(title): \(CountText.grouped(set.count))\n"
                let table = CompareTables.prompts(set.prompts.prefix(shownRows))
                if !table.rows.isEmpty {
                    text += table.plainLines(indent: 4, width: style.width).map { $0 + "\n" }.joined()
                }
                text += more(set.count - shownRows, "prompt", style)
            }
        }
        return text
    }

    /// GitHub's Markdown, for a dataset card.
    public static func markdown(of report: CompareReport) -> String {
        let benchmarks = SafeText.markdown(report.index.benchmarks.joined(separator: ", "))
        var text = "# Overlap of \(CountText.counted(report.audits.count, "dataset")) with \(benchmarks)\n\n"
        text += CompareTables.audits(report.audits).markdown()
        text += "\nRule: \(SafeText.markdown(rule(report.settings))).\n"
        for note in notes(report) { text += "\nNote: \(SafeText.markdown(note)).\n" }
        for change in report.changes {
            text += "\n## From \(SafeText.markdown(change.from)) to \(SafeText.markdown(change.to))\n"
            if !change.bySource.isEmpty { text += "\n" + CompareTables.sources(change).markdown() }
            let subsets = CompareTables.affectedSubsets(change)
            if !subsets.isEmpty { text += "\n" + CompareTables.subsets(subsets, change).markdown() }
            for (title, set) in CompareTables.promptSets(change) {
                text += "\n\(title): \(CountText.grouped(set.count))\n"
                if set.count > 0 { text += "\n" + CompareTables.prompts(set.prompts.prefix(shownRows)).markdown() }
                if set.count > shownRows {
                    text += "\nand \(CountText.grouped(set.count - shownRows)) more\n"
                }
            }
        }
        return text
    }

    static func rule(_ settings: CompareReport.Settings) -> String {
        let words = ReportWords.rule(
            n: settings.nInWords, minLongest: settings.minLongest, minCoverage: settings.minCoverage)
        return "\(words) (profile \(settings.profile), scope \(settings.scope), short \(settings.short))"
    }

    /// What a reader has to know about a row before comparing it.
    static func notes(_ report: CompareReport) -> [String] {
        var notes: [String] = []
        for audit in report.audits {
            if audit.isBeforeCleaning {
                notes.append(
                    "\(audit.name): this folder is a cleaning's, and its counts are those before it; "
                        + "audit its clean/ folder for those after")
            }
            if audit.matchedNames < audit.matchedPrompts {
                notes.append(
                    "\(audit.name): its \(CountText.counted(audit.matchedPrompts, "matched prompt")) share "
                        + "\(CountText.counted(audit.matchedNames, "name")) (benchmark, subset, id); "
                        + "the lists of prompts show each name once")
            }
            let unsearched = audit.badRecords + audit.recordsWithoutText
            if unsearched > 0 {
                notes.append(
                    "\(audit.name): \(CountText.share(unsearched, of: audit.records, "record")) bad or without text: "
                        + "not searched")
            }
        }
        return notes
    }

    private static func more(_ count: Int, _ noun: String, _ style: TextStyle) -> String {
        count <= 0 ? "" : style.faint("    and \(CountText.counted(count, "more \(noun)"))") + "\n"
    }

    private static func section(_ title: String, _ table: TextTable, _ style: TextStyle) -> String {
        table.rows.isEmpty ? "" : "\n" + style.strong(title) + "\n" + lines(table, style)
    }

    private static func lines(_ table: TextTable, _ style: TextStyle) -> String {
        table.plainLines(width: style.width).map { $0 + "\n" }.joined()
    }
}
