/// How many columns text takes up on a terminal.
///
/// The usual rules of terminals: characters of Chinese, Japanese and Korean and emoji take two columns, combining marks
/// and joiners none, everything else one. Control characters count as none; ``SafeText`` replaces them first.
package enum DisplayWidth {
    /// The columns of all of `text`.
    package static func columns(of text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + columns(of: $1) }
    }

    /// `text`, shortened to at most `limit` columns with an ellipsis at its end where it is wider.
    package static func shorten(_ text: String, to limit: Int) -> String {
        if columns(of: text) <= limit { return text }
        var kept = ""
        var width = 0
        for character in text {
            let next = columns(of: character)
            if width + next > limit - 1 { break }
            kept.append(character)
            width += next
        }
        return kept + "…"
    }

    /// The longest end of `text` that takes at most `limit` columns.
    package static func end(of text: String, columns limit: Int) -> String {
        var kept = text[...]
        while !kept.isEmpty, columns(of: String(kept)) > limit { kept.removeFirst() }
        return String(kept)
    }

    /// The columns of one grapheme cluster: an emoji sequence takes two however many code points it has.
    private static func columns(of character: Character) -> Int {
        var sum = 0
        for scalar in character.unicodeScalars {
            if scalar == "\u{200D}" || scalar == "\u{FE0F}" || scalar.properties.isEmojiPresentation {
                return character.unicodeScalars.contains(where: { $0.properties.isEmoji }) ? 2 : sum
            }
            sum += columns(of: scalar)
        }
        return sum
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        let value = scalar.value
        // The vowels and final consonants of a syllable of Hangul stand above its first consonant.
        if (0x1160...0x11FF).contains(value) { return 0 }
        return wide.contains { $0.contains(value) } ? 2 : 1
    }

    /// The blocks whose characters are wide (East Asian Width W and F), apart from emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
