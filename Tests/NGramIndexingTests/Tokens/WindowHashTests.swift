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

    @Test("The n-grams near a window are those whose windows all pass the filter", arguments: [1, 2, 3, 5, 8, 13])
    func near(n: Int) throws {
        let scratch = try MatchingScratch()
        for seed in UInt64(0)..<40 {
            var random = SeededRandom(seed: seed)
            func words(_ count: Int) -> [String] { (0..<count).map { _ in "w\(random.below(12))" } }
            let index = try scratch.index([[words(60).joined(separator: " ")]], n: n)
            var tokenizer = Tokenizer(profile: .words)
            var text = TokenizedText()
            tokenizer.tokenize(Array(words(random.below(50)).joined(separator: " ").utf8).span, into: &text)
            guard text.count >= index.windows.tokenCount else { continue }
            let passed = (0...text.count - index.windows.tokenCount).map {
                index.mayContain(window: NaiveIndex.windowHash(text.hashes, at: $0, of: index))
            }
            let stride = index.windows.stride
            for window in Swift.stride(from: 0, to: passed.count, by: stride) {
                let expected = (max(0, window - stride + 1)...window).filter { position in
                    position + n <= text.count && passed[position..<position + stride].allSatisfy { $0 }
                }
                let found = index.ngrams(atWindow: window, of: text.hashes)
                #expect(found.map(Array.init) ?? [] == expected, "seed \(seed), window \(window)")
            }
        }
    }
}
