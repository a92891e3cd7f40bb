import TestSupport
import Testing

@testable import NGramIndexing

@Suite("Made-up text")
struct RandomTextTests {
    /// Pieces that a text is thrown together from: each pitfall's text, and code points that change with their neighbours.
    private static let pieces: [String] =
        (Pitfall.punctuation + Pitfall.letters + Pitfall.scripts).map(\.text).filter { !$0.isEmpty }
        + [
            "\u{301}", "\u{323}", "\u{345}", "\u{34F}", "\u{3099}", "\u{20DD}", "\u{1161}", "\u{11A8}", "\u{1100}",
            "\u{AC00}",
            "\u{E33}", "\u{17B4}", "\u{17D2}", "\u{102E}", "\u{FF9E}", "\u{FE0F}", "\u{200D}", "\u{AD}", "\u{1E9B}",
            "\u{1F82}",
            "\u{F73}", "\u{F71}", "\u{F72}", "\u{1D15F}", "\u{1D165}", "\u{11131}", "\u{11127}", "\u{FB2C}", "\u{2044}",
            "\u{338}",
            "Σ", "σ", "'", ":", "_", " ", " ", "\n", "a", "B", "7", "i", "I", "\u{130}", "the cat", ", ", "中", "ア", "ก",
            "é",
        ]

    private static func text(_ random: inout SeededRandom, pieceCount: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<pieceCount {
            switch random.below(20) {
            case 0:
                let scalar = Unicode.Scalar(UInt32(random.below(0x3_0000)))
                if let scalar, NaiveTokenizer.knows(scalar) { text.append(scalar) }
            case 1...3:
                let count = random.below(30)
                for _ in 0..<count { text.append(random.pick(["q", "W", "9", " ", "."])) }
            default:
                let piece = Array(random.pick(pieces).unicodeScalars)
                let start = random.below(piece.count)
                text.append(contentsOf: piece[start...].prefix(1 + random.below(piece.count)))
            }
        }
        return String(text)
    }

    @Test("Short texts have the rule's tokens, in the right places", arguments: Profile.all.map(\.name))
    func short(name: String) throws {
        try check(name, seeds: 0..<1500) { 1 + $0.below(8) }
    }

    @Test("Texts of several blocks do too", arguments: Profile.all.map(\.name))
    func long(name: String) throws {
        try check(name, seeds: 5000..<5100) { 30 + $0.below(120) }
    }

    private func check(_ name: String, seeds: Range<UInt64>, pieceCount: (inout SeededRandom) -> Int) throws {
        let profile = try Profile.named(name)
        var tokenizer = Tokenizer(profile: profile)
        var tokenCount = 0
        for seed in seeds {
            var random = SeededRandom(seed: seed)
            let count = pieceCount(&random)
            let text = Self.text(&random, pieceCount: count)
            let bytes = Array(text.utf8)
            let placed = tokenizer.placedTokens(bytes)
            let expected = NaiveTokenizer.tokens(text, profile)
            tokenCount += expected.count
            guard placed.map(\.token) == expected else {
                let least = Self.shrunk(text) { tokenizer.tokens($0) != NaiveTokenizer.tokens($0, profile) }
                let (got, wanted) = (tokenizer.tokens(least), NaiveTokenizer.tokens(least, profile))
                Issue.record(
                    "seed \(seed), \(name), in short \(codePoints(least.unicodeScalars)): \(got), not \(wanted)")
                return
            }
            if let fault = fault(in: placed, of: bytes, &tokenizer) {
                Issue.record("seed \(seed), \(name): \(codePoints(text.unicodeScalars)): \(fault)")
                return
            }
        }
        #expect(tokenCount > 10 * seeds.count / 8)
    }

    /// A short text that fails as `text` does: it loses its code points, one after the other, as long as that lasts.
    private static func shrunk(_ text: String, fails: (String) -> Bool) -> String {
        var scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            var fewer = String.UnicodeScalarView()
            fewer.append(contentsOf: scalars[..<place])
            fewer.append(contentsOf: scalars[(place + 1)...])
            if fails(String(fewer)) { scalars = Array(fewer) } else { place += 1 }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test("Bytes that are not UTF-8 separate tokens and never trap", arguments: Profile.all.map(\.name))
    func invalid(name: String) throws {
        let profile = try Profile.named(name)
        var tokenizer = Tokenizer(profile: profile)
        let edges: [UInt8] = [
            0x00, 0x20, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xCC, 0x81, 0xE0, 0xED, 0xA0, 0xEF, 0xF0, 0xF4, 0x90,
            0xF5, 0xFF,
        ]
        for seed in UInt64(0)..<3000 {
            var random = SeededRandom(seed: seed)
            var bytes: [UInt8] = []
            for _ in 0..<random.below(90) {
                switch random.below(4) {
                case 0: bytes.append(random.pick(edges))
                case 1: bytes.append(UInt8(random.below(256)))
                case 2: bytes += Array("é中\u{301}𝐀".utf8)[random.below(6)...].prefix(1 + random.below(5))
                default: bytes += "ab c".utf8.prefix(1 + random.below(4))
                }
            }
            let placed = tokenizer.placedTokens(bytes)
            var last = 0
            for token in placed {
                let range = token.byteRange
                #expect(range.lowerBound >= last && range.upperBound <= bytes.count, "seed \(seed): \(bytes)")
                last = range.lowerBound
            }
            // White space alone does not say how many replacement characters stand for a bad sequence.
            if name == "whitespace" { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.unicodeScalars.allSatisfy({ NaiveTokenizer.knows($0) }) else { continue }
            #expect(placed.map(\.token) == NaiveTokenizer.tokens(text, profile), "seed \(seed): \(bytes)")
        }
    }
}
