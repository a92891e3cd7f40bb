/// What changed from one dataset to the next: its sources, its composition, its matched prompts.
enum ChangeSection {
    private static let shownRows = 20

    /// - Parameter number: which change it is, from 1: part of its anchor.
    static func html(_ change: CompareReport.Change, number: Int) -> String {
        let names = "From \(HTML.name(change.from)) to \(HTML.name(change.to))"
        var text =
            "<section id=\"change-\(number)\" aria-label=\"\(HTML.plainName("From \(change.from) to \(change.to)"))\">\n"
        text += "<h2>\(names)</h2>\n<div class=\"figures\">\n" + prompts(change)
        text += subsets(change) + sources(change) + CompositionChart(change).figure() + "</div>\n"
        return text + sets(change) + "</section>\n"
    }

    private static func prompts(_ change: CompareReport.Change) -> String {
        let sets = CompareTables.promptSets(change)
        let largest = Double(max(1, sets.map(\.set.count).max() ?? 1))
        let chart = BarChart(
            label: "Prompts no longer, still and newly matched", tone: .prompt,
            rows: sets.map {
                .init(name: $0.title, value: Double($0.set.count), numbers: CountText.counted($0.set.count, "prompt"))
            }, scale: largest)
        return HTML.figure(
            "Benchmark prompts", note: "By their names: benchmark, subset and id.", drawing: chart.svg(), numbers: "")
    }

    private static func sources(_ change: CompareReport.Change) -> String {
        if change.bySource.isEmpty { return "" }
        let rows = change.bySource.sorted { left, right in
            let (leftLoss, rightLoss) = (left.difference.records.magnitude, right.difference.records.magnitude)
            if leftLoss != rightLoss { return leftLoss > rightLoss }
            if left.from.records != right.from.records { return left.from.records > right.from.records }
            return ReportWords.precedes([left.source], [right.source])
        }
        let chart = ChangeChart(
            label: "Records of each source before and after; the table below has the numbers", tone: .record,
            rows: rows.prefix(shownRows).map {
                .init(
                    name: ReportWords.source($0.source), from: $0.from.records, to: $0.to.records,
                    difference: $0.difference.records)
            })
        return HTML.figure(
            "What each source lost", note: note("records", shown: min(rows.count, shownRows), of: rows.count, "source"),
            drawing: chart.svg(), numbers: HTML.table(CompareTables.sources(change), caption: "Records by source"))
    }

    private static func subsets(_ change: CompareReport.Change) -> String {
        let rows = CompareTables.affectedSubsets(change)
        if rows.isEmpty { return "" }
        let chart = ChangeChart(
            label: "Matched prompts of each subset before and after; the table below has the numbers", tone: .prompt,
            rows: rows.prefix(shownRows).map {
                .init(
                    name: ReportWords.subset($0.subset), from: $0.from.matchedPrompts, to: $0.to.matchedPrompts,
                    difference: $0.difference.matchedPrompts)
            })
        return HTML.figure(
            "Matched prompts by subset",
            note: note("matched prompts", shown: min(rows.count, shownRows), of: rows.count, "subset"),
            drawing: chart.svg(),
            numbers: HTML.table(CompareTables.subsets(rows, change), caption: "Matched prompts by subset"))
    }

    private static func note(_ what: String, shown: Int, of total: Int, _ noun: String) -> String {
        let text = "The pale bar is before, the full one after, in \(what)."
        return shown == total
            ? text : text + " Shown are the \(shown) of \(CountText.counted(total, noun)) that changed the most."
    }

    private static func sets(_ change: CompareReport.Change) -> String {
        var text = ""
        for (title, set) in CompareTables.promptSets(change) where set.count > 0 {
            let table = HTML.table(CompareTables.prompts(set.prompts.prefix(200)), caption: title, limit: 200)
            let more = set.count - 200
            let rest = more > 0 ? "<p class=\"left-out\">\(CountText.counted(more, "more prompt")).</p>\n" : ""
            text += HTML.details("\(title): \(CountText.counted(set.count, "prompt"))", table + rest)
        }
        return text
    }
}

/// A count before and after for each name, as two bars.
struct ChangeChart {
    struct Row {
        var name: String
        var from: Int
        var to: Int
        var difference: Int
    }

    var label: String
    var tone: BarChart.Tone
    var rows: [Row]

    func svg() -> String {
        let rowHeight = 42
        let scale = Double(rows.reduce(1) { max($0, $1.from, $1.to) })
        var text =
            "<svg class=\"chart \(tone.rawValue)\" role=\"img\" aria-label=\"\(HTML.text(label))\" width=\"100%\" "
        text += "height=\"\(rows.count * rowHeight)\">\n"
        for (place, row) in rows.enumerated() {
            let top = place * rowHeight
            let change = row.difference == 0 ? "no change" : CountText.signed(row.difference)
            let numbers = "\(CountText.grouped(row.from)) → \(CountText.grouped(row.to)) · \(change)"
            text +=
                "<svg y=\"\(top)\" width=\"52%\" height=\"20\"><text y=\"14\">\(HTML.plainName(row.name))</text></svg>"
            text += "<text class=\"value\" x=\"100%\" y=\"\(top + 14)\">\(HTML.text(numbers))</text>"
            text += "<g class=\"pale\">\(SVG.bar(Double(row.from), of: scale, y: top + 20, height: 5))</g>"
            text += SVG.bar(Double(row.to), of: scale, y: top + 26, height: 5) + "\n"
        }
        return text + "</svg>\n"
    }
}
