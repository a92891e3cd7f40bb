import CTextScan
import TestSupport
import Testing

@testable import NGramIndexing

/// The loops over whole blocks of ASCII, each of those that this machine can run.
@Suite("Hashing runs of ASCII")
struct HashASCIITests {
    private static let levels = Array(0...assay_best_instructions())

    /// What one loop made of a text: the hashes, and how far it came.
    private func hash(_ text: [UInt8], _ profile: Profile, level: Int32, capacity: Int) -> (
        hashes: [UInt64], taken: Int
    ) {
        var hashes = [UInt64](repeating: 0, count: capacity + 40)
        var count = 0
        // The text and `capacity` + 40 numbers are there, as the loop asks for.
        let taken = unsafe assay_hash_ascii(
            text, text.count, profile.asciiRule.rawValue, Int32(profile.minimumTokenCodePoints), &hashes, capacity,
            &count,
            level)
        return (Array(hashes[..<count]), taken)
    }

    /// A text of tokens of 1 to `longest` characters, with separators of 1 to 3, and something that is not ASCII once in
    /// `rarity` characters.
    private static func text(_ random: inout SeededRandom, count: Int, longest: Int, rarity: Int) -> [UInt8] {
        let letters = Array("abcXYZ0189".utf8)
        let separators = Array(" \n.,-_\t".utf8)
        var text: [UInt8] = []
        while text.count < count {
            for _ in 0...random.below(longest) { text.append(random.pick(letters)) }
            for _ in 0...random.below(3) { text.append(random.pick(separators)) }
            if random.below(rarity) == 0 { text += Array("é".utf8) }
        }
        return text
    }

    @Test("gives the tokens that the tokeniser gives, up to a border", arguments: Profile.all.map(\.name))
    func sameTokens(name: String) throws {
        let profile = try Profile.named(name)
        var tokenizer = Tokenizer(profile: profile)
        for seed in UInt64(0)..<300 {
            var random = SeededRandom(seed: seed)
            let text = Self.text(
                &random, count: random.below(600), longest: random.pick([1, 2, 6, 18, 70, 150]),
                rarity: random.pick([3, 40, 100_000]))
            let tokens = tokenizer.placedTokens(text)
            var taken: Set<Int> = []
            for level in Self.levels {
                let found = hash(text, profile, level: level, capacity: random.pick([1, 10, 1000]))
                let before = tokens.prefix { $0.byteRange.upperBound <= found.taken }
                #expect(found.hashes == before.map { NaiveIndex.hash($0.token) }, "seed \(seed), level \(level)")
                let isBorder = tokens.allSatisfy {
                    $0.byteRange.upperBound <= found.taken || $0.byteRange.lowerBound >= found.taken
                }
                #expect(isBorder, "seed \(seed), level \(level): \(found.taken) is within a token")
                taken.insert(found.taken)
            }
            if text.count > 300, text.allSatisfy({ $0 < 0x80 }), !taken.contains(where: { $0 > 0 }) {
                // Only a token as long as a block may stop it at once.
                #expect(tokens.contains { $0.byteRange.count >= 60 }, "seed \(seed): nothing was taken")
            }
        }
    }

    @Test("A text longer than is collected at a time gives each token once", arguments: Profile.all.map(\.name))
    func longText(name: String) throws {
        let profile = try Profile.named(name)
        for seed in UInt64(0)..<6 {
            var random = SeededRandom(seed: seed)
            let text = Self.text(
                &random, count: 40_000 + random.below(3_000), longest: random.pick([1, 7, 70]),
                rarity: random.pick([2_000, 100_000]))
            let expected = NaiveTokenizer.tokens(String(decoding: text, as: UTF8.self), profile)
            for level in Self.levels {
                var tokenizer = Tokenizer(profile: profile, instructions: level)
                #expect(tokenizer.placedTokens(text).map(\.token) == expected, "seed \(seed), level \(level)")
            }
        }
    }

    @Test("makes the tokeniser's tokens the same whatever the machine", arguments: Profile.all.map(\.name))
    func sameOnEveryMachine(name: String) throws {
        let profile = try Profile.named(name)
        let scratch = try MatchingScratch()
        var random = SeededRandom(seed: 7)
        let item = String(decoding: Self.text(&random, count: 400, longest: 9, rarity: 50), as: UTF8.self)
        let index = try scratch.index([[item]], profile: profile, n: 5)
        for seed in UInt64(0)..<60 {
            var random = SeededRandom(seed: seed)
            var text = Self.text(
                &random, count: 900, longest: random.pick([1, 6, 40]), rarity: random.pick([20, 9999]))
            if seed % 2 == 0 { text += Array(item.utf8) }
            var counts: Set<[Int]> = []
            for level in Self.levels {
                var tokenizer = Tokenizer(profile: profile, instructions: level)
                var scan = CandidateScan(index: index)
                try scan.read(text.span, &tokenizer)
                counts.insert([scan.tokenCount] + scan.probes.map(\.position))
                if seed % 2 == 0 { #expect(!scan.probes.isEmpty, "seed \(seed), level \(level)") }
            }
            #expect(counts.count == 1, "seed \(seed): \(counts)")
        }
    }
}
