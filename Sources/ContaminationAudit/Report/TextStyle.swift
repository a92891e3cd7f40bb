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
    func entry(_ label: String, _ text: String, indent: Int = 2, labelWidth: Int = 13) -> String {
        let margin = String(repeating: " ", count: indent + labelWidth)
        let label = String(repeating: " ", count: indent) + label
        let lines = broken(text, into: width - indent - labelWidth)
        let gap = String(repeating: " ", count: max(1, indent + labelWidth - DisplayWidth.columns(of: label)))
        return label + gap + lines.joined(separator: "\n" + margin) + "\n"
    }

    /// `text` in lines of at most `limit` columns, broken at spaces; a longer word stays whole.
    func broken(_ text: String, into limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && DisplayWidth.columns(of: line) + 1 + DisplayWidth.columns(of: String(word)) > limit {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        lines.append(line)
        return lines
    }
}
