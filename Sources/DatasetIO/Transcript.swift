/// The turns of a `"\n\nHuman: ...\n\nAssistant: ..."` text. What stands before the first marker is no turn.
struct Transcript {
    /// A turn in bytes of the text's buffer, and who speaks.
    struct Turn {
        var start: Int
        var end: Int
        var role: UnitRole
    }

    private static let human = Array("Human:".utf8)
    private static let assistant = Array("Assistant:".utf8)

    /// The next turn's text and role, or `nil` after the last.
    private var pending: (start: Int, role: UnitRole)?
    private let end: Int

    /// Looks for the first marker in `text[start..<end]`.
    init(_ text: borrowing [UInt8], from start: Int, to end: Int) {
        self.end = end
        pending = Self.marker(in: text, from: start, to: end).map { ($0.end, $0.role) }
    }

    mutating func next(in text: borrowing [UInt8]) -> Turn? {
        guard let (start, role) = pending else { return nil }
        let marker = Self.marker(in: text, from: start, to: end)
        pending = marker.map { ($0.end, $0.role) }
        return Turn(start: start, end: marker?.start ?? end, role: role)
    }

    /// The first marker at or after `start`, with the space behind it.
    private static func marker(
        in text: borrowing [UInt8], from start: Int, to end: Int
    ) -> (start: Int, end: Int, role: UnitRole)? {
        var position = start
        while true {
            position = text.firstIndex(of: UInt8(ascii: "\n"), from: position, to: end)
            guard position + 2 < end else { return nil }
            if text[position + 1] == UInt8(ascii: "\n") {
                let role: UnitRole = text[position + 2] == human[0] ? .prompt : .response
                let word = role == .prompt ? human : assistant
                if matches(word, in: text, at: position + 2, to: end) {
                    let after = position + 2 + word.count
                    let hasSpace = after < end && text[after] == UInt8(ascii: " ")
                    return (position, hasSpace ? after + 1 : after, role)
                }
            }
            position += 1
        }
    }

    private static func matches(_ word: [UInt8], in text: borrowing [UInt8], at start: Int, to end: Int) -> Bool {
        guard start + word.count <= end else { return false }
        for offset in 0..<word.count where text[start + offset] != word[offset] { return false }
        return true
    }
}
