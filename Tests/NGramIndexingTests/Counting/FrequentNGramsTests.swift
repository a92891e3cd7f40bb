import TestSupport
import Testing

@testable import NGramIndexing

@Suite("How often n-grams stand in shared texts")
struct FrequentNGramsTests {
    @Test("While they fit, counts are exact; else they are too low by no more than is said", arguments: UInt64(0)..<40)
    func naive(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let n = Int.random(in: 1...4, using: &random)
        let capacity = Int.random(in: 2...400, using: &random)
        var ngrams = FrequentNGrams(profile: .words, n: n, capacity: capacity)
        var records: [String: Set<Int>] = [:]
        var matches: [String: Set<Int>] = [:]
        var match = 0
        for record in 0..<Int.random(in: 1...60, using: &random) {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                for _ in 0..<Int.random(in: 1...2, using: &random) {
                    let words = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                        "w\(min(Int.random(in: 0...12, using: &random), Int.random(in: 0...12, using: &random)))"
                    }
                    let text = Array(words.joined(separator: " ").utf8)
                    ngrams.add(text.span, match: match, record: record)
                    let width = min(n, words.count)
                    guard width > 0 else { continue }
                    for first in 0...words.count - width {
                        let ngram = words[first..<first + width].joined(separator: " ")
                        records[ngram, default: []].insert(record)
                        matches[ngram, default: []].insert(match)
                    }
                }
                match += 1
            }
        }
        if records.count <= capacity { #expect(ngrams.largestError == 0, "seed \(seed)") }
        #expect(ngrams.counters.count <= capacity, "seed \(seed)")
        for counter in ngrams.counters where counter.recordCount > 1 {
            let text = String(decoding: counter.text, as: UTF8.self)
            let expected = records[text]?.count ?? 0
            #expect(
                (counter.recordCount...counter.recordCount + counter.error).contains(expected), "seed \(seed) \(text)")
            #expect(counter.error <= ngrams.largestError, "seed \(seed)")
            #expect(counter.matchCount <= matches[text]?.count ?? 0, "seed \(seed) \(text)")
            if ngrams.largestError == 0 { #expect(counter.matchCount == matches[text]?.count, "seed \(seed) \(text)") }
        }
        // Whatever stands in more records than the error is remembered.
        let frequent = records.count { $0.value.count > ngrams.largestError }
        #expect(ngrams.counters.count >= frequent, "seed \(seed)")
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
