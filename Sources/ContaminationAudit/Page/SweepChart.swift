/// A count at each n, as columns: how much of the overlap is left when n grows.
struct SweepChart {
    var label: String
    var tone: BarChart.Tone
    /// By n, from the audit's own.
    var columns: [(n: Int, count: Int)]

    private static let height = 132
    private static let base = 112
    private static let top = 20

    func svg() -> String {
        let largest = Double(max(1, columns.map(\.count).max() ?? 1))
        let step = 100.0 / Double(max(1, columns.count))
        var text =
            "<svg class=\"chart \(tone.rawValue)\" role=\"img\" aria-label=\"\(HTML.text(label))\" width=\"100%\" "
        text += "height=\"\(Self.height)\">\n"
        let labelled = self.labelled
        for (place, column) in columns.enumerated() {
            let height = Int((Double(column.count) / largest * Double(Self.base - Self.top)).rounded())
            let drawn = column.count > 0 ? max(1, height) : 0
            let left = percent(step * Double(place) + step * 0.12)
            text +=
                "<rect class=\"bar\(labelled.contains(place) ? "" : " pale")\" x=\"\(left)\" y=\"\(Self.base - drawn)\" "
            text += "width=\"\(percent(step * 0.76))\" height=\"\(drawn)\">"
            text += "<title>n = \(column.n): \(CountText.grouped(column.count))</title></rect>"
            guard labelled.contains(place) else { continue }
            let (anchor, x) = anchored(place, step)
            text +=
                "<text class=\"\(anchor)\" x=\"\(x)\" y=\"\(Self.base - drawn - 6)\">\(CountText.grouped(column.count))</text>"
            text +=
                "<text class=\"\(anchor) axis\" x=\"\(x)\" y=\"\(Self.height - 4)\">\(place == 0 ? "n = " : "")\(column.n)</text>"
        }
        text += "<rect class=\"axis-line\" y=\"\(Self.base)\" width=\"100%\" height=\"1\"/>\n"
        return text + "</svg>\n"
    }

    /// The columns that have their numbers on them: the first, the last, and as many between as have room on a phone.
    private var labelled: Set<Int> {
        guard columns.count > 1 else { return [0] }
        let last = columns.count - 1
        let spacing = max(1, Int((Double(columns.count) * 0.17).rounded(.up)))
        var places: Set<Int> = [0, last]
        var place = spacing
        while place + spacing <= last {
            places.insert(place)
            place += spacing
        }
        return places
    }

    private func anchored(_ place: Int, _ step: Double) -> (String, String) {
        if place == 0 { return ("start", "0") }
        if place == columns.count - 1 { return ("end", "100%") }
        return ("middle", percent(step * (Double(place) + 0.5)))
    }

    private func percent(_ value: Double) -> String { SVG.percent(value, of: 100) }
}
