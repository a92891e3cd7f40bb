/// Makes text that somebody else wrote (names, subsets, sources, paths) safe to show.
///
/// Characters that would steer a terminal, turn the reading direction or stay invisible become visible escapes of the
/// form `\u{1B}`. What is left prints as it is, in any script.
package enum SafeText {
    /// `text` with control, bidi control and invisible characters as `\u{…}` escapes: one line, nothing steered.
    package static func terminal(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                safe += escape(scalar)
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    /// `text` as Markdown that shows exactly that text: no markup, no link, no table border of its own, one line.
    package static func markdown(_ text: String) -> String {
        var safe = ""
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                safe += "\\" + escape(scalar)
            } else {
                if isMarkup(scalar) || (scalar == "/" && previous == ":") { safe += "\\" }
                safe.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return safe
    }

    /// Control characters, line and paragraph separators, and what is invisible by nature. The two joiners stay, since
    /// Persian, the scripts of India and emoji are written with them.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        case .format:
            if scalar == "\u{200C}" || scalar == "\u{200D}" { return false }
            return scalar.properties.isDefaultIgnorableCodePoint || (0xFFF9...0xFFFB).contains(scalar.value)
        default: return false
        }
    }

    private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "|", "`", "<", ">", "[", "]", "*", "_", "&", "~", "@", "$": true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
}
