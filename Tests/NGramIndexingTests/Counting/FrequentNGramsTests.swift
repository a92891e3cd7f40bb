import TestSupport
import Testing

@testable import NGramIndexing

@Suite("How often n-grams stand in shared texts")
struct FrequentNGramsTests {
    /// The words of each of its matches' texts.
    private typealias Record = [[[String]]]

    /// An n-gram counted by hand.
    private struct Naive {
        var records: Set<Int> = []
        var matchCount = 0
        /// As it stood in the second record that has it.
        var text = ""
    }

    private static func randomRecord(_ random: inout SeededRandom) -> Record {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
            (0..<Int.random(in: 0...2, using: &random)).map { _ in
                (0..<Int.random(in: 0...9, using: &random)).map { _ in
                    let letter = Int.random(in: 0...3, using: &random) == 0 ? "W" : "w"
                    return letter
                        + "\(min(Int.random(in: 0...12, using: &random), Int.random(in: 0...12, using: &random)))"
                }
            }
        }
    }

    @Test("While they fit, counts are exact; else they are too low by no more than is said", arguments: UInt64(0)..<200)
    func naive(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let n = Int.random(in: 1...4, using: &random)
        let capacity = Int.random(in: 2...400, using: &random)
        var ngrams = FrequentNGrams(
            profile: .words, n: n, capacity: capacity,
            pendingByteCount: [0, 40, 300, 100_000].randomElement(using: &random) ?? 0)
        var expected: [String: Naive] = [:]
        var seen: [Record] = []
        var match = 0
        for number in 0..<Int.random(in: 1...60, using: &random) {
            // Half of the records share the texts of another.
            let another = Bool.random(using: &random) ? seen.randomElement(using: &random) : nil
            let record = another ?? Self.randomRecord(&random)
            seen.append(record)
            for texts in record {
                var counted: Set<String> = []
                for words in texts {
                    ngrams.add(Array(words.joined(separator: " ").utf8).span, match: match, record: number)
                    let width = min(n, words.count)
                    guard width > 0 else { continue }
                    for first in 0...words.count - width {
                        let text = words[first..<first + width].joined(separator: " ")
                        let ngram = text.lowercased()
                        if expected[ngram, default: Naive()].records.insert(number).inserted,
                            expected[ngram]?.records.count == 2
                        {
                            expected[ngram]?.text = text
                        }
                        if counted.insert(ngram).inserted { expected[ngram]?.matchCount += 1 }
                    }
                }
                match += 1
            }
        }
        ngrams.finish()
        if expected.count <= capacity {
            #expect(ngrams.largestError == 0, "seed \(seed)")
            #expect(ngrams.counters.count == expected.count, "seed \(seed)")
        }
        #expect(ngrams.counters.count <= capacity, "seed \(seed)")
        for counter in ngrams.counters where counter.recordCount > 1 {
            let text = String(decoding: ngrams.text(counter), as: UTF8.self)
            guard let naive = expected[text.lowercased()] else {
                Issue.record("seed \(seed): \(text)")
                continue
            }
            #expect(
                (counter.recordCount...counter.recordCount + counter.error).contains(naive.records.count),
                "seed \(seed) \(text)")
            #expect(counter.error <= ngrams.largestError, "seed \(seed)")
            #expect(counter.matchCount <= naive.matchCount, "seed \(seed) \(text)")
            if ngrams.largestError == 0 {
                #expect(counter.matchCount == naive.matchCount, "seed \(seed) \(text)")
                #expect(text == naive.text, "seed \(seed)")
            }
        }
        // Whatever stands in more records than the error is remembered.
        let frequent = expected.count { $0.value.records.count > ngrams.largestError }
        #expect(ngrams.counters.count >= frequent, "seed \(seed)")
    }

    @Test("The phrases are those of all n-grams ranked at once, however many are alike")
    func ranking() {
        // 3,000 n-grams of one token, each in two records: the first 512 by their texts are looked at.
        var ngrams = FrequentNGrams(profile: .words, n: 1, capacity: 10_000)
        var random = SeededRandom(seed: 1)
        let words = (0..<3_000).map { "w\($0)" }
        for record in 0..<2 {
            for (place, word) in words.shuffled(using: &random).enumerated() {
                ngrams.add(Array(word.utf8).span, match: record * words.count + place, record: record)
            }
        }
        #expect(ngrams.phrases(limit: 5_000).map(\.text) == Array(words.sorted().prefix(512)))
    }

    @Test("N-grams that follow one another are joined to the phrase they come from")
    func phrases() {
        var ngrams = FrequentNGrams(profile: .words, n: 3, capacity: 1_000)
        for record in 0..<10 {
            let text = Array("Please answer the following question, in one word: x\(record) y\(record) z\(record)".utf8)
            ngrams.add(text.span, match: record, record: record)
        }
        ngrams.add(Array("Hello there".utf8).span, match: 10, record: 10)
        ngrams.add(Array("hello, there".utf8).span, match: 11, record: 11)
        ngrams.add(Array("hello, there".utf8).span, match: 12, record: 11)
        let phrases = ngrams.phrases(limit: 10)
        #expect(
            phrases == [
                SharedPhrase(
                    text: "Please answer the following question, in one word", ngramCount: 6, recordCount: 10,
                    matchCount: 10),
                SharedPhrase(text: "hello, there", ngramCount: 1, recordCount: 2, matchCount: 3),
            ])
        #expect(ngrams.phrases(limit: 1).count == 1)
    }
}
