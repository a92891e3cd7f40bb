/// How plain text is dressed for where it goes: with or without colour, and how wide.
///
/// Colour only repeats what the words say; without it nothing is lost. A value type; safe to share between threads.
public struct TextStyle: Sendable, Equatable {
    /// Whether to use ANSI escape sequences.
    public var color: Bool
    /// The most columns of a line, from 40 to 100.
    public var width: Int

    /// - Parameter width: the terminal's columns; taken into 40...100.
    public init(color: Bool = false, width: Int = 100) {
        self.color = color
        self.width = min(max(width, 40), 100)
    }

    func strong(_ text: String) -> String { wrap(text, "1") }
    func faint(_ text: String) -> String { wrap(text, "2") }
    func warning(_ text: String) -> String { wrap(text, "1;33") }

    private func wrap(_ text: String, _ code: String) -> String {
        color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// `label`, then `text` in a column of its own, broken at spaces to the width.
    func entry(_ label: String, _ text: String, warning: Bool = false) -> String {
        entry(label, pieces: text.split(separator: " ").map(String.init), warning: warning)
    }

    /// `label`, then `pieces` in a column of its own, with line breaks between pieces only.
    func entry(_ label: String, pieces: [String], warning: Bool = false) -> String {
        let labelWidth = 15
        let padding = String(repeating: " ", count: max(1, labelWidth - 2 - DisplayWidth.columns(of: label)))
        let margin = "\n" + String(repeating: " ", count: labelWidth)
        let lines = broken(pieces, into: width - labelWidth)
        return "  " + (warning ? self.warning(label) : label) + padding + lines.joined(separator: margin) + "\n"
    }

    /// `text` in lines of at most `limit` columns, broken at spaces; a longer word stays whole.
    func broken(_ text: String, into limit: Int) -> [String] {
        broken(text.split(separator: " ").map(String.init), into: limit)
    }

    private func broken(_ pieces: [String], into limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces {
            if !line.isEmpty && DisplayWidth.columns(of: line) + 1 + DisplayWidth.columns(of: piece) > limit {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? piece : " " + piece
        }
        lines.append(line)
        return lines
    }
}
