/// What was read, by which settings, and what the answer does not cover.
enum MethodSection {
    static func html(_ report: AuditReport) -> String {
        var text = "<section id=\"method\" aria-labelledby=\"method-title\">\n"
        text += "<h2 id=\"method-title\">What was read, and how</h2>\n"
        text += "<h3>What the answer does not cover</h3>\n<ul class=\"facts\">\n"
        text += "<li>Short prompts: \(HTML.text(ReportWords.shortPrompts(report.summary, report.settings))).</li>\n"
        let rest = ReportWords.notSearched(report)
        for sentence in rest.prefix(100) { text += "<li>\(HTML.sentence(sentence)).</li>\n" }
        if rest.count > 100 {
            text += "<li>\(CountText.grouped(rest.count - 100)) more: in <code>report.md</code>.</li>\n"
        }
        if rest.isEmpty { text += "<li>Every record read held text in scope and was searched.</li>\n" }
        text += "<li>Text that was translated or reworded: it shares no \(report.settings.n) tokens in a row.</li>\n"
        text += "</ul>\n"
        let short = shortPrompts(report)
        if !short.rows.isEmpty {
            text += HTML.details("Short prompts by subset", HTML.table(short, caption: "Short prompts by subset"))
        }
        text += HTML.table(ReportTables.settings(report), caption: "Settings", classes: "settings")
        if let decisions = report.decisions {
            text += HTML.table(
                ReportTables.decisions(decisions), caption: "Decisions that the cleaning honoured", classes: "settings")
            text += "<p>The cleaning kept \(HTML.sentence(ReportWords.kept(decisions))).</p>\n"
        }
        let fields = ReportTables.fields(ReportWords.fields(report.inputs))
        if !fields.rows.isEmpty { text += HTML.table(fields, caption: "Fields that text was read from", limit: 100) }
        let inputs = HTML.table(ReportTables.inputs(report.inputs), caption: "Files")
        text += HTML.details("\(CountText.counted(report.inputs.count, "file")) read, with checksums", inputs)
        return text + "</section>\n"
    }

    private static func shortPrompts(_ report: AuditReport) -> TextTable {
        var table = TextTable([
            .init("Benchmark"), .init("Subset"), .init("Short", .right), .init("Of prompts", .right),
            .init("Rate", .right),
        ])
        for row in report.bySubset where row.shortPrompts > 0 {
            table.add([
                row.benchmark, ReportWords.subset(row.subset), CountText.grouped(row.shortPrompts),
                CountText.grouped(row.prompts), CountText.rate(row.shortPrompts, of: row.prompts),
            ])
        }
        return table
    }
}
