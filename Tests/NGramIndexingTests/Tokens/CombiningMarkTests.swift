import TestSupport
import Testing

@testable import NGramIndexing

@Suite("Long runs of combining marks")
struct CombiningMarkTests {
    /// Marks of several combining classes, and what composes, decomposes and folds.
    private static let scalars: [Unicode.Scalar] = [
        "\u{301}", "\u{316}", "\u{327}", "\u{345}", "\u{5B0}", "\u{64B}", "\u{93C}", "\u{1DCE}", "\u{300}", "\u{34F}",
        "e", "\u{1F80}", "\u{AC00}", "\u{11A8}", "ﬁ",
    ]

    @Test("Of any length, around that from which they are put in order another way, they give the naive tokens")
    func naive() {
        for seed in 0..<60 {
            var random = SeededRandom(seed: UInt64(seed))
            var text = String.UnicodeScalarView()
            for _ in 0..<(100 + random.below(300)) {
                text.append(random.pick(random.below(12) == 0 ? Self.scalars : Array(Self.scalars.prefix(10))))
            }
            let string = "word " + String(text) + " word"
            for profile in Profile.all {
                var tokenizer = Tokenizer(profile: profile)
                #expect(
                    tokenizer.tokens(string) == NaiveTokenizer.tokens(string, profile), "seed \(seed), \(profile.name)")
            }
        }
    }

    @Test("A hundred thousand of them in the worst order are one token, in no more time than is needed to read them")
    func many() {
        var text = String.UnicodeScalarView("a".unicodeScalars)
        for _ in 0..<50_000 {
            text.append("\u{301}")
            text.append("\u{316}")
        }
        var tokenizer = Tokenizer(profile: Profile.words)
        #expect(tokenizer.tokens(String(text)).count == 1)
    }
}
