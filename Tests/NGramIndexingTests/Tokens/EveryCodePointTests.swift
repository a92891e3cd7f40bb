import Testing

@testable import NGramIndexing

@Suite("Every code point")
struct EveryCodePointTests {
    /// Alone, behind and before a letter, between a letter and a mark.
    private static let contexts: [(before: Unicode.Scalar?, after: Unicode.Scalar?)] = [
        (nil, nil), ("a", nil), (nil, "A"), (nil, "\u{301}"),
    ]

    /// Code points that every library knows, in runs short enough to find one in.
    private static let groups: [[Unicode.Scalar]] = {
        var known: [Unicode.Scalar] = []
        // Planes 4 to 13 are empty, and 15 and 16 are for private use.
        for range in [0..<0x4_0000, 0xE_0000..<0xF_0000] {
            for value in range {
                if let scalar = Unicode.Scalar(UInt32(value)), NaiveTokenizer.knows(scalar) { known.append(scalar) }
            }
        }
        return stride(from: 0, to: known.count, by: 512).map { Array(known[$0..<min($0 + 512, known.count)]) }
    }()

    @Test("gives the tokens of the rule, alone and beside others", arguments: Profile.all.map(\.name), [0, 1])
    func contexts(name: String, half: Int) throws {
        let profile = try Profile.named(name)
        var tokenizer = Tokenizer(profile: profile)
        #expect(Self.groups.count > 250)
        for group in Self.groups.enumerated().filter({ $0.offset % 2 == half }).map(\.element) {
            let text = Self.text(group)
            if tokenizer.tokens(text) == NaiveTokenizer.tokens(text, profile) { continue }
            for scalar in group {
                let text = Self.text([scalar])
                #expect(
                    tokenizer.tokens(text) == NaiveTokenizer.tokens(text, profile),
                    "U+\(codePoints([scalar])) in \(name)")
            }
            Issue.record("a group from U+\(codePoints(group.prefix(1))) in \(name)")
            return
        }
    }

    private static func text(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            for (before, after) in contexts {
                if let before { text.append(before) }
                text.append(scalar)
                if let after { text.append(after) }
                text.append("\n")
            }
        }
        return String(text)
    }

    @Test("Noncharacters, private use and the unassigned are no words and do no harm")
    func others() throws {
        var tokenizer = Tokenizer(profile: .words)
        for value: UInt32 in [0xE000, 0xF8FF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1_FFFE, 0xF_0000, 0x10_FFFD, 0x10_FFFF, 0x0378]
        {
            let scalar = try #require(Unicode.Scalar(value))
            #expect(tokenizer.tokens("a\(scalar)b") == ["a", "b"], "U+\(codePoints([scalar]))")
        }
    }
}
