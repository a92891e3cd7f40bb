/// Horizontal bars with a name and numbers each, as SVG that keeps its type size at any width.
///
/// Lengths are percentages of the drawing's width and heights are pixels, so that nothing has to be measured to draw it.
struct BarChart {
    /// A colour by its meaning: the style gives the value.
    enum Tone: String {
        case prompt, record
    }

    struct Row {
        var name: String
        /// The bar's length, of ``BarChart/scale``.
        var value: Double
        /// What stands at the right.
        var numbers: String
    }

    /// What the drawing shows, for those who do not see it.
    var label: String
    var tone: Tone
    var rows: [Row]
    /// The value of a bar as wide as the drawing.
    var scale: Double

    func svg() -> String {
        let rowHeight = 38
        var text =
            "<svg class=\"chart \(tone.rawValue)\" role=\"img\" aria-label=\"\(HTML.text(label))\" width=\"100%\" "
        text += "height=\"\(rows.count * rowHeight)\">\n"
        for (place, row) in rows.enumerated() {
            let top = place * rowHeight
            text +=
                "<svg y=\"\(top)\" width=\"56%\" height=\"20\"><text y=\"14\">\(HTML.plainName(row.name))</text></svg>"
            text += "<text class=\"value\" x=\"100%\" y=\"\(top + 14)\">\(HTML.text(row.numbers))</text>"
            text += SVG.track(y: top + 20, height: 7) + SVG.bar(row.value, of: scale, y: top + 20, height: 7) + "\n"
        }
        return text + "</svg>\n"
    }

    /// The smallest round share at or above the largest of `shares`: what a whole bar stands for.
    static func scale(for shares: [Double]) -> Double {
        let largest = shares.max() ?? 0
        for step in [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5]
        where largest <= step { return step }
        return 1
    }
}

/// Bins with a bar for each of the two sides, and their counts.
struct DistributionChart {
    struct Bin {
        var title: String
        var prompts: Int
        var records: Int
    }

    var label: String
    var bins: [Bin]

    func svg() -> String {
        let rowHeight = 34
        let scale = Double(bins.reduce(1) { max($0, $1.prompts, $1.records) })
        var text = "<svg class=\"chart\" role=\"img\" aria-label=\"\(HTML.text(label))\" width=\"100%\" "
        text += "height=\"\(bins.count * rowHeight)\">\n"
        for (place, bin) in bins.enumerated() {
            let top = place * rowHeight
            text += "<text y=\"\(top + 19)\">\(HTML.text(bin.title))</text>"
            for (line, (tone, count)) in [(BarChart.Tone.prompt, bin.prompts), (.record, bin.records)].enumerated() {
                let y = top + 3 + line * 13
                text += "<svg class=\"\(tone.rawValue)\" x=\"32%\" y=\"\(y)\" width=\"50%\" height=\"9\">"
                text += SVG.bar(Double(count), of: scale, y: 0, height: 9) + "</svg>"
                let end = SVG.percent(32 + 50 * Double(count) / scale, of: 100)
                text += "<text class=\"small\" x=\"\(end)\" dx=\"6\" y=\"\(y + 9)\">\(CountText.grouped(count))</text>"
            }
            text += "\n"
        }
        return text + "</svg>\n"
    }
}

/// What charts are made of.
enum SVG {
    static func track(y: Int, height: Int) -> String {
        "<rect class=\"track\" y=\"\(y)\" width=\"100%\" height=\"\(height)\" rx=\"2\"/>"
    }

    /// A bar; at least two pixels wide where there is something.
    static func bar(_ value: Double, of scale: Double, y: Int, height: Int) -> String {
        guard value > 0, scale > 0 else { return "" }
        return "<rect class=\"bar\" y=\"\(y)\" width=\"2\" height=\"\(height)\"/>"
            + "<rect class=\"bar\" y=\"\(y)\" width=\"\(percent(value, of: scale))\" height=\"\(height)\" rx=\"2\"/>"
    }

    /// `12.34%`, the same on every machine.
    static func percent(_ value: Double, of scale: Double) -> String {
        let hundredths = Int((min(max(value / scale, 0), 1) * 10_000).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }
}
