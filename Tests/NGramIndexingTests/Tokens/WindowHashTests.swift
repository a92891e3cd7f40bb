import TestSupport
import Testing

@testable import NGramIndexing

@Suite("The windows of the filter")
struct WindowHashTests {
    @Test("Every n-gram holds exactly one window that begins at a multiple of the stride", arguments: 1...255)
    func cover(n: Int) {
        let windows = WindowHash(n: n, mask: ~0)
        for position in 0..<2 * n + 3 {
            let held = (position...position + n - windows.tokenCount).filter { $0 % windows.stride == 0 }
            #expect(held.count == 1)
        }
    }

    @Test("is the sum that its documentation gives", arguments: [1, 2, 3, 8, 13, 200])
    func formula(n: Int) throws {
        let scratch = try MatchingScratch()
        let index = try scratch.index([["a"]], n: n)
        var random = SeededRandom(seed: UInt64(n))
        let hashes = (0..<n + 20).map { _ in random.next() }
        var found: [UInt64] = []
        index.windows.forEach(in: hashes) { found.append($0) }
        let expected = (0...hashes.count - index.windows.tokenCount).map {
            NaiveIndex.windowHash(hashes, at: $0, of: index)
        }
        #expect(found == expected)
    }

    @Test("The candidates of a text are the n-grams whose windows all pass the filter", arguments: [1, 2, 3, 5, 8, 13])
    func near(n: Int) throws {
        let scratch = try MatchingScratch()
        for seed in UInt64(0)..<40 {
            var random = SeededRandom(seed: seed)
            func words(_ count: Int) -> [String] { (0..<count).map { _ in "w\(random.below(12))" } }
            let index = try scratch.index([[words(60).joined(separator: " ")]], n: n)
            var tokenizer = Tokenizer(profile: .words)
            var text = TokenizedText()
            // Some are longer than what the scan holds at a time.
            let searched = words(random.below(random.below(4) == 0 ? 4000 : 50)).joined(separator: " ")
            tokenizer.tokenize(Array(searched.utf8).span, into: &text)
            guard text.count >= index.windows.tokenCount else { continue }
            let passed = (0...text.count - index.windows.tokenCount).map {
                index.mayContain(window: NaiveIndex.windowHash(text.hashes, at: $0, of: index))
            }
            var expected: [Int] = []
            for position in 0..<max(0, text.count - n + 1)
            where passed[position..<position + index.windows.stride].allSatisfy({ $0 }) {
                // The table is asked until it has one.
                if try !expected.isEmpty || index.hasCandidate(index.hashing.hash(text.hashes, at: position)) {
                    expected.append(position)
                }
            }
            #expect(try scratch.candidatePositions(searched, index) == expected, "seed \(seed)")
        }
    }
}
