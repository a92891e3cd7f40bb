import TestSupport
import Testing

@testable import NGramIndexing

@Suite("The rolling hash of n-grams")
struct NGramHashTests {
    /// The formula of the documentation, each n-gram anew.
    private static func direct(_ hashes: ArraySlice<UInt64>) -> UInt64 {
        var sum: UInt64 = 0
        for (place, hash) in hashes.enumerated() {
            var factor: UInt64 = 1
            for _ in 0..<(hashes.count - 1 - place) { factor &*= 0x9E37_79B1_85EB_CA87 }
            sum &+= hash &* factor
        }
        return sum
    }

    @Test("is the sum that its documentation gives, at every place", arguments: Array(1...15) + [255])
    func rolling(n: Int) {
        for seed in UInt64(0)..<6 {
            var random = SeededRandom(seed: seed)
            // Shorter than n, as long, and longer.
            let count = [0, 1, n - 1, n, n + 1, n + 40][Int(seed)]
            let hashes = (0..<count).map { _ in random.next() }
            for bitCount in [8, 9, 16, 31, 32, 33, 63, 64] {
                let hash = NGramHash(n: n, bitCount: bitCount)
                var places: [Int] = []
                hash.forEach(in: hashes) { place, value in
                    places.append(place)
                    let sum = Self.direct(hashes[place..<place + n])
                    let expected = bitCount == 64 ? sum : (sum >> UInt64(64 - bitCount)) << UInt64(64 - bitCount)
                    #expect(value == expected, "seed \(seed), \(bitCount) bits, place \(place)")
                }
                #expect(places == Array(0..<max(0, count - n + 1)), "seed \(seed)")
            }
        }
    }

    @Test("uses the highest bits, as many as it is told", arguments: 1...64)
    func mask(bitCount: Int) {
        let mask = NGramHash(n: 8, bitCount: bitCount).mask
        #expect(mask.nonzeroBitCount == bitCount)
        #expect(mask.leadingZeroBitCount == 0)
        #expect(mask.trailingZeroBitCount == 64 - bitCount)
    }

    @Test("A whole text's hash is that of its tokens, whatever stands between them")
    func whole() {
        func hash(_ text: String, bitCount: Int = 64) -> UInt64 {
            var tokenizer = Tokenizer(profile: .words)
            var tokens = TokenizedText()
            tokenizer.tokenize(Array(text.utf8).span, into: &tokens)
            return NGramHash(n: 8, bitCount: bitCount).whole(tokens)
        }
        #expect(hash("The cat, sat.") == hash("the CAT sat"))
        #expect(hash("the cat") != hash("thecat"))
        #expect(hash("a b") != hash("b a"))
        #expect(hash("the cat", bitCount: 8) == (hash("the cat") >> 56) << 56)
    }
}
