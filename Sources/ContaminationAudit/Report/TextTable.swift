/// A small table of text and numbers, laid out for a terminal or as Markdown.
///
/// Cells hold text as it came; what is unsafe in it is escaped when the table is laid out, for the one or the other.
/// Numbers are given already grouped and stand on the right of right-aligned columns. A value type.
package struct TextTable {
    /// On which side of its column a cell stands.
    package enum Alignment: Sendable { case left, right }

    /// A column's heading and side.
    package struct Column: Sendable {
        package var title: String
        package var alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    package var columns: [Column]
    package private(set) var rows: [[String]] = []

    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; cells that are missing are empty, those too many are left out.
    package mutating func add(_ cells: [String]) {
        let blank = max(0, columns.count - cells.count)
        rows.append(cells.prefix(columns.count) + Array(repeating: "", count: blank))
    }

    /// The lines of the table in plain text, without line ends: the headings, then a line for each row.
    ///
    /// - Parameters:
    ///   - indent: the spaces before each line.
    ///   - width: the most columns of the terminal a line may take; wide left-aligned columns are shortened to it, down
    ///     to ten columns each. Numbers are never shortened.
    package func plainLines(indent: Int = 2, width: Int = 100) -> [String] {
        let safe = ([columns.map(\.title)] + rows).map { $0.map(SafeText.terminal) }
        let widths = fitted(safe, into: width - indent)
        return safe.map { cells in
            var line = String(repeating: " ", count: indent)
            for (index, column) in columns.enumerated() {
                let cell = DisplayWidth.shorten(cells[index], to: widths[index])
                let padding = String(repeating: " ", count: widths[index] - DisplayWidth.columns(of: cell))
                line += column.alignment == .right ? padding + cell : cell + padding
                if index + 1 < columns.count { line += "  " }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// The most columns that a column of Markdown is widened to; a longer cell breaks out of it.
    private static let widestMarkdown = 60

    /// The table as GitHub's Markdown, each line ended; its columns line up where it is read as text, too.
    package func markdown() -> String {
        let safe = ([columns.map(\.title)] + rows).map { $0.map(SafeText.markdown) }
        let widths = columns.indices.map { index in
            let widest = safe.map { DisplayWidth.columns(of: $0[index]) }.max() ?? 0
            return max(columns[index].alignment == .right ? 4 : 3, min(widest, Self.widestMarkdown))
        }
        let rule = zip(columns, widths).map { column, width in
            column.alignment == .right
                ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
        }
        return ([safe[0], rule] + safe.dropFirst()).map { markdownLine($0, widths) }.joined()
    }

    private func markdownLine(_ cells: [String], _ widths: [Int]) -> String {
        var line = "|"
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.columns(of: cell)))
            line += columns[index].alignment == .right ? " \(padding)\(cell) |" : " \(cell)\(padding) |"
        }
        return line + "\n"
    }

    /// Each column's width: its widest cell's, taken off the widest left-aligned ones until the whole fits.
    private func fitted(_ cells: [[String]], into width: Int) -> [Int] {
        var widths = columns.indices.map { index in cells.map { DisplayWidth.columns(of: $0[index]) }.max() ?? 0 }
        var excess = widths.reduce(0, +) + 2 * max(0, columns.count - 1) - width
        while excess > 0 {
            let shrinkable = columns.indices.filter { columns[$0].alignment == .left && widths[$0] > 10 }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}
