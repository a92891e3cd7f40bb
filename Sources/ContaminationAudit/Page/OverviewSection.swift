/// The two sides, with their rates: what a reader wants to know first.
enum OverviewSection {
    static func html(_ report: AuditReport) -> String {
        let summary = report.summary
        var text = "<section id=\"overview\" aria-labelledby=\"overview-title\">\n"
        text += "<h2 id=\"overview-title\">Both sides</h2>\n"
        text += sides([
            Side(
                title: "Benchmark prompts matched", tone: .prompt, count: summary.matchedPrompts,
                total: summary.benchmarkPrompts),
            Side(
                title: "Dataset records contaminated", tone: .record, count: summary.contaminatedRecords,
                total: summary.records),
        ])
        text += "<ul class=\"facts\">\n"
        let distinct = CountText.counted(summary.distinctContaminatedPrompts, "distinct text")
        text += "<li>The contaminated records hold \(distinct) in scope.</li>\n"
        text += "<li>Short prompts: \(HTML.text(ReportWords.shortPrompts(summary, report.settings))).</li>\n"
        for sentence in ReportWords.notSearched(report).prefix(20) {
            text += "<li class=\"warning\">\(HTML.sentence(sentence)).</li>\n"
        }
        return text + "</ul>\n</section>\n"
    }

    /// A row of a two-sided table.
    struct Side {
        var title: String
        var tone: BarChart.Tone
        var count: Int
        var total: Int
    }

    static func sides(_ sides: [Side]) -> String {
        var text = "<table class=\"sides\"><thead><tr><th scope=\"col\">Side</th>"
        text += "<th scope=\"col\" class=\"number\">Overlapping</th><th scope=\"col\" class=\"number\">Of</th>"
        text += "<th scope=\"col\" class=\"number\">Rate</th></tr></thead>\n<tbody>\n"
        for side in sides {
            let share = side.total == 0 ? 0 : Double(side.count) / Double(side.total)
            text += "<tr class=\"\(side.tone.rawValue)\"><th scope=\"row\">\(HTML.text(side.title))"
            text += "<svg class=\"chart \(side.tone.rawValue)\" aria-hidden=\"true\" width=\"100%\" height=\"6\">"
            text += SVG.track(y: 0, height: 6) + SVG.bar(share, of: 1, y: 0, height: 6) + "</svg></th>"
            text += "<td class=\"number\">\(CountText.grouped(side.count))</td>"
            text += "<td class=\"number of\">\(CountText.grouped(side.total))</td>"
            text += "<td class=\"number rate\">\(HTML.text(CountText.rate(side.count, of: side.total)))</td></tr>\n"
        }
        return text + "</tbody></table>\n"
    }
}
