/// A token, as a number that equal tokens share, and the bytes of the text that it stands in.
struct SimpleToken: Equatable {
    var word: Int
    var byteRange: Range<Int>
}

/// The profiles' rules for the few characters that made-up corpora are written with: see `MadeUpText`.
///
/// Shares nothing with the tokeniser that it is held against. Traps on a character it does not know.
struct SimpleTokens {
    let profile: String
    private var words: [String: Int] = [:]

    init(profile: String) { self.profile = profile }

    mutating func of(_ text: String) -> [SimpleToken] {
        var tokens: [SimpleToken] = []
        var token = ""
        var place = 0..<0
        func end(_ words: inout [String: Int]) {
            if token.unicodeScalars.count >= (profile == "skywork" ? 2 : 1) {
                let word = words[token] ?? words.count
                words[token] = word
                tokens.append(SimpleToken(word: word, byteRange: place))
            }
            token = ""
        }
        var offset = 0
        for scalar in text.unicodeScalars {
            let start = offset
            offset += String(scalar).utf8.count
            let kind = Self.kind(scalar)
            switch (profile, kind) {
            case ("words", .ignorable): continue
            case (_, .space), ("words", .underscore), ("words", .mark), ("skywork", .mark), ("skywork", .ignorable):
                end(&words)
                continue
            case ("words", .ideograph): end(&words)
            default: break
            }
            place = (token.isEmpty ? start : place.lowerBound)..<offset
            token += Self.folded(scalar, profile: profile)
            if profile == "words", kind == .ideograph { end(&words) }
        }
        end(&words)
        return tokens
    }

    private enum Kind { case word, ideograph, underscore, mark, space, ignorable }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "ß", "ï", "Ï", "Ａ"..."Ｚ", "ａ"..."ｚ": .word
        case "\u{4E00}"..."\u{9FFF}": .ideograph
        case "_": .underscore
        case " ", "\n", "\t", "\u{A0}": .space
        case "\u{AD}": .ignorable
        case ",", ".", "-", "!", "“", "”", "\"", "\\": .mark
        default: preconditionFailure("no made-up text has U+\(String(scalar.value, radix: 16))")
        }
    }

    private static func folded(_ scalar: Unicode.Scalar, profile: String) -> String {
        switch scalar {
        case "Ï": "ï"
        case "A"..."Z": String(scalar).lowercased()
        case "ß": profile == "words" ? "ss" : "ß"
        case "Ａ"..."Ｚ", "ａ"..."ｚ":
            if profile == "words" {
                shifted(scalar, by: -0xFEE0).lowercased()
            } else {
                scalar <= "Ｚ" ? shifted(scalar, by: 0x20) : String(scalar)
            }
        default: String(scalar)
        }
    }

    private static func shifted(_ scalar: Unicode.Scalar, by distance: Int) -> String {
        Unicode.Scalar(UInt32(Int(scalar.value) + distance)).map { String($0) } ?? ""
    }
}
