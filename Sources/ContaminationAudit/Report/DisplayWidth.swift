/// How many columns text takes up on a terminal.
///
/// The usual rules of terminals: characters of Chinese, Japanese and Korean and emoji take two columns, combining marks
/// and joiners none, everything else one. Control characters count as none; ``SafeText`` replaces them first. Widths are
/// those of Unicode 15.1 (EastAsianWidth.txt); terminals differ on marks that take room of their own (one column here) and on
/// newer symbols.
package enum DisplayWidth {
    /// The columns of all of `text`.
    package static func columns(of text: String) -> Int {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
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
        let scalars = character.unicodeScalars
        if isEmoji(scalars) { return 2 }
        return scalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// Whether the cluster is shown as an emoji: one by itself, one made so by a selector, or several joined.
    private static func isEmoji(_ scalars: Character.UnicodeScalarView) -> Bool {
        guard let first = scalars.first, first.properties.isEmoji || scalars.count > 1 else { return false }
        if scalars.contains(where: \.properties.isEmojiPresentation) { return true }
        // Letters are joined, too: a joiner or a selector alone makes no emoji.
        return first.properties.isEmoji && scalars.contains { $0 == "\u{FE0F}" || $0 == "\u{200D}" }
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control: return 0
        // The signs that stand around Arabic and Syriac numbers are seen.
        case .format: return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 1
        default: break
        }
        let value = scalar.value
        // The vowels and final consonants of a syllable of Hangul, and its tone marks, stand beside its first consonant.
        if hangulMarks.contains(where: { $0.contains(value) }) { return 0 }
        return wide.contains { $0.contains(value) } ? 2 : 1
    }

    private static let hangulMarks: [ClosedRange<UInt32>] = [
        0x1160...0x11FF, 0x302E...0x302F, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB,
    ]

    /// The blocks whose characters are wide (East Asian Width W and F), apart from emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
