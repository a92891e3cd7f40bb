import Testing

@testable import NGramIndexing

/// The tokeniser takes ASCII 64 bytes at a time; here every length, every place of a border and every place of a code point
/// that is not ASCII within such blocks.
@Suite("Blocks of 64 bytes")
struct BlockBorderTests {
    private static let separators = ["words": " ", "skywork": "-", "whitespace": "\t"]

    /// Checks one text against the naive tokeniser; returns whether it was right.
    private func check(_ text: String, _ tokenizer: inout Tokenizer, _ what: @autoclosure () -> String) -> Bool {
        let bytes = Array(text.utf8)
        let placed = tokenizer.placedTokens(bytes)
        let expected = NaiveTokenizer.tokens(text, tokenizer.profile)
        if placed.map(\.token) != expected {
            Issue.record("\(tokenizer.profile.name), \(what()): \(placed.map(\.token)), not \(expected)")
            return false
        }
        for token in placed where text.utf8.allSatisfy({ $0 < 0x80 }) {
            // ASCII folds to as many bytes as it has.
            if token.byteRange.count == token.token.bytes.count { continue }
            Issue.record("\(tokenizer.profile.name), \(what()): \(token)")
            return false
        }
        return true
    }

    @Test("One token of every length, behind every number of separators", arguments: Profile.all.map(\.name))
    func lengths(name: String) throws {
        var tokenizer = Tokenizer(profile: try Profile.named(name))
        let separator = try #require(Self.separators[name])
        for length in 0...200 {
            for lead in [0, 1, 2, 31, 62, 63, 64, 65, 127, 128] {
                let text = String(repeating: separator, count: lead) + String(repeating: "K", count: length)
                guard check(text, &tokenizer, "\(lead) + \(length)"),
                    check(text + separator, &tokenizer, "\(lead) + \(length) + 1")
                else { return }
            }
        }
    }

    @Test("One border at every place of every length", arguments: Profile.all.map(\.name))
    func borders(name: String) throws {
        var tokenizer = Tokenizer(profile: try Profile.named(name))
        let separator = try #require(Self.separators[name])
        for length in [1, 2, 3, 63, 64, 65, 66, 127, 128, 129, 130, 192, 200] {
            for border in 0..<length {
                let text =
                    String(repeating: "x", count: border) + separator
                    + String(repeating: "Y", count: length - border - 1)
                guard check(text, &tokenizer, "\(border) of \(length)") else { return }
            }
        }
    }

    @Test("Short tokens at every alignment", arguments: Profile.all.map(\.name))
    func alignments(name: String) throws {
        var tokenizer = Tokenizer(profile: try Profile.named(name))
        let separator = try #require(Self.separators[name])
        for tokenLength in 1...5 {
            for gap in 1...3 {
                let word = String("Ab1cd".prefix(tokenLength)) + String(repeating: separator, count: gap)
                for lead in 0..<(tokenLength + gap) {
                    let text = String(String(repeating: word, count: 60).dropFirst(lead).prefix(200))
                    guard check(text, &tokenizer, "\(tokenLength), \(gap), \(lead)") else { return }
                }
            }
        }
    }

    @Test(
        "A code point that is not ASCII at every offset, in a word and between words",
        arguments: Profile.all.map(\.name),
        ["é", "\u{301}", "\u{AD}", "中", "\u{A0}", "½", "Σ", "\u{345}", "𝐀"])
    func others(name: String, inserted: String) throws {
        var tokenizer = Tokenizer(profile: try Profile.named(name))
        let separator = try #require(Self.separators[name])
        let word = String(repeating: "w", count: 9) + separator
        let text = String(repeating: word, count: 14)
        let run = String(repeating: "z", count: 140)
        for offset in 0...140 {
            for base in [text, run] {
                let text = String(base.prefix(offset)) + inserted + String(base.dropFirst(offset))
                guard check(text, &tokenizer, "\(codePoints(inserted.unicodeScalars)) at \(offset)") else { return }
                // Nothing behind it: the text ends there.
                guard check(String(base.prefix(offset)) + inserted, &tokenizer, "the end at \(offset)") else { return }
            }
        }
    }

    @Test("Every ASCII byte, upper case and lower, in every place of a block", arguments: Profile.all.map(\.name))
    func bytes(name: String) throws {
        var tokenizer = Tokenizer(profile: try Profile.named(name))
        for value in UInt8(0)..<0x80 {
            let character = String(Unicode.Scalar(value))
            for place in 0..<16 {
                let text = String(repeating: "m", count: 48 + place) + character + String(repeating: "m", count: 20)
                guard check(text, &tokenizer, "byte \(value) at \(48 + place)") else { return }
            }
        }
    }
}
