import TestSupport
import Testing

@testable import NGramIndexing

@Suite("Columns of monotone numbers")
struct MonotoneNumbersTests {
    @Test("Finding a word's set bit by its number does what counting them does")
    func placeOfBit() {
        for seed in UInt64(0)..<2_000 {
            var random = SeededRandom(seed: seed)
            var word = random.next()
            for _ in 0..<random.below(4) { word &= random.next() }
            if seed % 50 == 0 { word = ~0 }
            var count = 0
            for place in 0..<64 where word >> UInt64(place) & 1 == 1 {
                #expect(MonotoneNumbers.place(ofBit: count, in: word) == place, "seed \(seed), bit \(count)")
                count += 1
            }
        }
    }
}
