/// What a dataset is made of before and after: each source's share of the records, as in the figure that papers on such
/// datasets begin with.
struct CompositionChart {
    /// How many sources have a colour of their own; the others are one.
    private static let shownSources = 8

    private struct Part {
        var name: String
        var from: Int
        var to: Int
    }

    private let change: CompareReport.Change
    private let parts: [Part]
    private let fromTotal: Int
    private let toTotal: Int

    init(_ change: CompareReport.Change) {
        self.change = change
        let rows = change.bySource.sorted { left, right in
            let (leftSize, rightSize) = (
                max(left.from.records, left.to.records), max(right.from.records, right.to.records)
            )
            if leftSize != rightSize { return leftSize > rightSize }
            return ReportWords.precedes([left.source], [right.source])
        }
        var parts = rows.prefix(Self.shownSources).map {
            Part(name: ReportWords.source($0.source), from: $0.from.records, to: $0.to.records)
        }
        let rest = rows.dropFirst(Self.shownSources)
        if !rest.isEmpty {
            parts.append(
                Part(
                    name: CountText.counted(rest.count, "other source"), from: rest.reduce(0) { $0 + $1.from.records },
                    to: rest.reduce(0) { $0 + $1.to.records }))
        }
        self.parts = parts
        fromTotal = rows.reduce(0) { $0 + $1.from.records }
        toTotal = rows.reduce(0) { $0 + $1.to.records }
    }

    func figure() -> String {
        if parts.isEmpty { return "" }
        var table = TextTable([
            .init("Source"), .init("Records \(DisplayWidth.shorten(change.from, to: 12))", .right),
            .init("Share", .right),
            .init("Records \(DisplayWidth.shorten(change.to, to: 12))", .right), .init("Share", .right),
        ])
        for part in parts {
            table.add([
                part.name, CountText.grouped(part.from), CountText.rate(part.from, of: fromTotal),
                CountText.grouped(part.to), CountText.rate(part.to, of: toTotal),
            ])
        }
        return HTML.figure(
            "Composition of the dataset", note: "Each source's share of the records.", drawing: svg(),
            numbers: HTML.table(table, caption: "Shares by source"))
    }

    private func svg() -> String {
        var text =
            "<svg class=\"chart\" role=\"img\" aria-label=\"Each source's share of the records before and after; the "
        text += "table below has the numbers\" width=\"100%\" height=\"\(102 + 20 * parts.count)\">\n"
        for (line, (name, total)) in [(change.from, fromTotal), (change.to, toTotal)].enumerated() {
            let top = line * 48
            let title = "\(HTML.shortened(name)): \(CountText.counted(total, "record"))"
            text += "<text y=\"\(top + 13)\">\(HTML.text(title))</text>"
            var start = 0
            for (place, part) in parts.enumerated() {
                let count = line == 0 ? part.from : part.to
                guard count > 0, total > 0 else { continue }
                let left = SVG.percent(Double(start), of: Double(total))
                let width = SVG.percent(Double(count), of: Double(total))
                text +=
                    "<rect class=\"part part-\(place)\" x=\"\(left)\" y=\"\(top + 20)\" width=\"\(width)\" height=\"20\">"
                text += "<title>\(HTML.text(part.name)): \(CountText.rate(count, of: total))</title></rect>"
                start += count
            }
            text += "\n"
        }
        for (place, part) in parts.enumerated() {
            let y = 106 + 20 * place
            let shares = "\(CountText.rate(part.from, of: fromTotal)) → \(CountText.rate(part.to, of: toTotal))"
            text += "<rect class=\"part-\(place)\" y=\"\(y)\" width=\"11\" height=\"11\"/>"
            text +=
                "<svg x=\"18\" y=\"\(y - 5)\" width=\"52%\" height=\"20\"><text y=\"15\">\(HTML.plainName(part.name))</text></svg>"
            text += "<text class=\"value\" x=\"100%\" y=\"\(y + 10)\">\(HTML.text(shares))</text>\n"
        }
        return text + "</svg>\n"
    }
}
