/// A text that many matches share: n-grams that follow one another and are about as frequent.
///
/// A value type; safe to share between threads.
package struct SharedPhrase: Sendable, Equatable {
    /// The phrase, from places where its n-grams stand.
    package var text: String
    /// How many n-grams it joins.
    package var ngramCount: Int
    /// The counts of its most frequent n-gram.
    package var recordCount: Int
    package var matchCount: Int
}

extension FrequentNGrams {
    /// How many of the most frequent n-grams are looked at.
    private static let consideredCount = 512
    /// The longest phrase, in n-grams.
    private static let longestPhrase = 64

    /// At most `limit` phrases that stand in two records or more, most records first.
    ///
    /// Each begins as the most frequent n-gram that is in no phrase yet and grows on both sides by n-grams that share n - 1
    /// tokens with its end and stand in at least four fifths as many records. Ties are settled by the texts' bytes.
    package mutating func phrases(limit: Int) -> [SharedPhrase] {
        finish()
        let ranked = counters.lazy.filter { $0.recordCount > 1 }.first(Self.consideredCount) {
            ($1.recordCount, $1.matchCount) != ($0.recordCount, $0.matchCount)
                ? ($1.recordCount, $1.matchCount) < ($0.recordCount, $0.matchCount)
                : text($0).lexicographicallyPrecedes(text($1))
        }
        var candidates: [Candidate] = []
        for counter in ranked {
            let text = Array(text(counter))
            candidates.append(Candidate(counter, text, tokenize(text)))
        }
        var byHead: [[UInt8]: [Int]] = [:]
        var byTail: [[UInt8]: [Int]] = [:]
        for (place, candidate) in candidates.enumerated() where candidate.tokens.count == n && n > 1 {
            byHead[candidate.normalised(from: 0, count: n - 1), default: []].append(place)
            byTail[candidate.normalised(from: 1, count: n - 1), default: []].append(place)
        }
        var used = [Bool](repeating: false, count: candidates.count)
        var phrases: [SharedPhrase] = []
        for seed in candidates.indices where !used[seed] {
            used[seed] = true
            let best = candidates[seed].counter
            var phrase = SharedPhrase(
                text: "", ngramCount: 1, recordCount: best.recordCount, matchCount: best.matchCount)
            var bytes = candidates[seed].text
            func next(_ places: [Int]?) -> Int? {
                places?.first {
                    !used[$0] && candidates[$0].counter.recordCount * 5 >= best.recordCount * 4
                }
            }
            var end = seed
            while n > 1, candidates[end].tokens.count == n, phrase.ngramCount < Self.longestPhrase,
                let place = next(byHead[candidates[end].normalised(from: 1, count: n - 1)])
            {
                used[place] = true
                let known = candidates[place].tokens.byteRange(from: 0, count: n - 1)
                bytes += candidates[place].text(from: known.upperBound)
                phrase.ngramCount += 1
                end = place
            }
            var start = seed
            while n > 1, candidates[start].tokens.count == n, phrase.ngramCount < Self.longestPhrase,
                let place = next(byTail[candidates[start].normalised(from: 0, count: n - 1)])
            {
                used[place] = true
                let known = candidates[place].tokens.byteRange(from: 1, count: 1)
                bytes = Array(candidates[place].text[..<known.lowerBound]) + bytes
                phrase.ngramCount += 1
                start = place
            }
            phrase.text = String(decoding: bytes, as: UTF8.self)
            phrases.append(phrase)
        }
        // Seeds come by their counts; of those alike the longer phrase says more.
        let sorted = phrases.sorted {
            if $0.recordCount != $1.recordCount { return $0.recordCount > $1.recordCount }
            if $0.matchCount != $1.matchCount { return $0.matchCount > $1.matchCount }
            if $0.ngramCount != $1.ngramCount { return $0.ngramCount > $1.ngramCount }
            return $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
        }
        return Array(sorted.prefix(limit))
    }
}

/// One of the most frequent n-grams, with its tokens.
private struct Candidate {
    let counter: FrequentNGrams.Counter
    let text: [UInt8]
    let tokens: TokenizedText

    init(_ counter: FrequentNGrams.Counter, _ text: [UInt8], _ tokens: TokenizedText) {
        self.counter = counter
        self.text = text
        self.tokens = tokens
    }

    func normalised(from first: Int, count: Int) -> [UInt8] {
        Array(tokens.normalised[tokens.normalisedRange(from: first, count: count)])
    }

    func text(from start: Int) -> ArraySlice<UInt8> { text[start...] }
}

extension Sequence {
    /// The first `count` that sorting would give. Cost: most elements are compared once, with the last of those.
    fileprivate func first(_ count: Int, by precedes: (Element, Element) -> Bool) -> [Element] {
        var kept: [Element] = []
        var last: Element?
        for element in self {
            if let last, !precedes(element, last) { continue }
            kept.append(element)
            if kept.count == 2 * count {
                kept.sort(by: precedes)
                kept.removeLast(count)
                last = kept.last
            }
        }
        return Array(kept.sorted(by: precedes).prefix(count))
    }
}
