/// Text with marked parts, laid out in lines of a terminal.
///
/// Text that came from the data is made safe here: its line ends become line breaks, tabs spaces, and whatever else would steer a
/// terminal a visible escape (``SafeText``). A value type.
package struct ReviewText: Sendable {
    /// How a part of a text looks.
    package enum Role: Sendable, Equatable {
        case plain, strong, faint, warning
        /// Shared by both texts.
        case run
    }

    private struct Cell {
        var character: Character
        var role: Role
        var columns: Int
    }

    /// How roles are shown.
    package struct Style: Sendable {
        /// Whether to use colour; without it a run stands between ⟦ and ⟧.
        package var color: Bool

        package init(color: Bool) { self.color = color }

        func open(_ role: Role) -> String {
            guard color else { return "" }
            switch role {
            case .plain: return ""
            case .strong: return "\u{1B}[1m"
            case .faint: return "\u{1B}[2m"
            case .warning: return "\u{1B}[1;33m"
            // Both colours are named: legible on a light and on a dark ground.
            case .run: return "\u{1B}[30;43m"
            }
        }
    }

    /// The lines of text, each a row of cells.
    private var lines: [[Cell]] = [[]]

    package init() {}

    package init(_ text: String, _ role: Role = .plain) { add(text, role) }

    /// Adds `text` at the end; its line ends break the line.
    package mutating func add(_ text: String, _ role: Role = .plain) {
        // "\r\n" is one character.
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if index > 0 { lines.append([]) }
            let expanded = line.contains("\t") ? String(line).replacing("\t", with: "    ") : String(line)
            for character in SafeText.terminal(expanded) {
                let columns = DisplayWidth.columns(of: String(character))
                lines[lines.count - 1].append(Cell(character: character, role: role, columns: columns))
            }
        }
    }

    /// Adds a shared run, marked by brackets where there is no colour.
    package mutating func addRun(_ text: String, _ style: Style) {
        if !style.color { add("⟦", .strong) }
        add(text, .run)
        if !style.color { add("⟧", .strong) }
    }

    /// Ends the line.
    package mutating func endLine() { lines.append([]) }

    /// The text in rows of at most `width` columns, broken at spaces where there are some, each with its marks closed.
    ///
    /// - Parameter isPadded: whether to fill each row to `width`.
    package func rows(width: Int, _ style: Style, isPadded: Bool = false) -> [String] {
        lines.flatMap { Self.broken($0, into: max(2, width)) }.map { Self.row($0, width, style, isPadded) }
    }

    private static func broken(_ line: [Cell], into width: Int) -> [ArraySlice<Cell>] {
        var rows: [ArraySlice<Cell>] = []
        var start = 0
        while true {
            var (end, columns, afterSpace) = (start, 0, start)
            while end < line.count, columns + line[end].columns <= width {
                columns += line[end].columns
                end += 1
                if line[end - 1].character == " " { afterSpace = end }
            }
            if end == line.count { return rows + [line[start...]] }
            // A word that is wider than a row is cut; the space at which a row is broken goes.
            if line[end].character == " " { afterSpace = end + 1 }
            if afterSpace > start {
                let last = line[afterSpace - 1].character == " " ? afterSpace - 1 : afterSpace
                rows.append(line[start..<max(start, min(last, end))])
                start = afterSpace
            } else {
                // A character that is wider than the row goes alone.
                rows.append(line[start..<max(end, start + 1)])
                start = max(end, start + 1)
            }
            if start == line.count { return rows }
        }
    }

    private static func row(_ cells: ArraySlice<Cell>, _ width: Int, _ style: Style, _ isPadded: Bool) -> String {
        var text = ""
        var role = Role.plain
        var columns = 0
        for cell in cells {
            if cell.role != role {
                text += (style.color && role != .plain ? "\u{1B}[0m" : "") + style.open(cell.role)
                role = cell.role
            }
            text.append(cell.character)
            columns += cell.columns
        }
        if style.color && role != .plain { text += "\u{1B}[0m" }
        return isPadded && columns < width ? text + String(repeating: " ", count: width - columns) : text
    }
}
