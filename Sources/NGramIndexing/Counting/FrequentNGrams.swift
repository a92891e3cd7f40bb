import ByteIO

/// Counts in how many matches, and in how many records, the n-grams of shared texts stand, in bounded memory.
///
/// While at most `capacity` n-grams differ, counts are exact. When there are more, the rarer half is forgotten, and what
/// comes new may have been counted and forgotten before: counts are then lower bounds, those of records too low by at most
/// ``largestError``. (G. S. Manku and R. Motwani, "Approximate Frequency Counts over Data Streams", 2002.) A text of fewer
/// than n tokens counts as one n-gram of its own. N-grams are told apart by 64-bit hashes alone: two of a million different
/// ones are taken for one with a probability of 1 in 30 million. Memory: some 100 bytes an n-gram. Not thread-safe.
package struct FrequentNGrams {
    struct Counter {
        /// The n-gram as it stood in the second record that has it; empty until then, as most have one.
        var text: [UInt8] = []
        var recordCount = 0
        var matchCount = 0
        /// By how much `recordCount` may be too low.
        var error: Int
        var lastRecord = -1
        var lastMatch = -1
    }

    let n: Int
    private let capacity: Int
    private var tokenizer: Tokenizer
    private var tokens = TokenizedText()
    private let hashing: NGramHash
    private var places = PlaceTable()
    private(set) var counters: [Counter] = []
    /// The most by which a count of records may be too low; 0: all counts are exact.
    package private(set) var largestError = 0

    /// - Parameter capacity: how many n-grams are counted at a time, at least 2.
    package init(profile: Profile, n: Int, capacity: Int = 1 << 16) {
        self.n = n
        hashing = NGramHash(n: n)
        self.capacity = max(2, capacity)
        tokenizer = Tokenizer(profile: profile)
    }

    /// Counts the n-grams of `text` once for the match and once for the record it belongs to.
    ///
    /// Texts of one match follow each other, and matches of one record; both are numbered in their order.
    package mutating func add(_ text: Span<UInt8>, match: Int, record: Int) {
        tokens.removeAll()
        tokenizer.tokenize(text, into: &tokens)
        if tokens.count >= n {
            hashing.forEach(in: tokens.hashes) { position, hash in
                count(hash, at: position, width: n, of: text, match: match, record: record)
            }
        } else if tokens.count > 0 {
            let hash = NGramHash(n: tokens.count).hash(tokens.hashes, at: 0)
            count(hash, at: 0, width: tokens.count, of: text, match: match, record: record)
        }
    }

    @inline(__always)
    private mutating func count(
        _ key: UInt64, at first: Int, width: Int, of text: Span<UInt8>, match: Int, record: Int
    ) {
        let place = places.place(of: key) ?? insert(key)
        // A match that has it twice counts once; a record's matches follow each other.
        if counters[place].lastMatch == match { return }
        counters[place].lastMatch = match
        counters[place].matchCount += 1
        if counters[place].lastRecord == record { return }
        counters[place].lastRecord = record
        counters[place].recordCount += 1
        if counters[place].recordCount == 2 {
            for byte in tokens.byteRange(from: first, count: width) { counters[place].text.append(text[byte]) }
        }
    }

    private mutating func insert(_ key: UInt64) -> Int {
        if counters.count >= capacity { forgetRarerHalf() }
        places.insert(key, place: counters.count)
        counters.append(Counter(error: largestError))
        return counters.count - 1
    }

    private mutating func forgetRarerHalf() {
        largestError = medianBound()
        var kept: [Counter] = []
        var keptPlaces = PlaceTable()
        places.eachPair { key, place in
            guard counters[place].recordCount + counters[place].error > largestError else { return }
            keptPlaces.insert(key, place: kept.count)
            kept.append(counters[place])
        }
        counters = kept
        places = keptPlaces
    }

    /// The median of the most records that each n-gram may stand in. Most are small, and counted instead of sorted.
    private func medianBound() -> Int {
        var histogram = [Int](repeating: 0, count: 256)
        for counter in counters { histogram[min(255, counter.recordCount + counter.error)] += 1 }
        var left = counters.count / 2
        for (bound, count) in histogram.dropLast().enumerated() {
            if left < count { return bound }
            left -= count
        }
        return counters.map { $0.recordCount + $0.error }.sorted()[counters.count / 2]
    }

    /// The tokens of one of the counted texts.
    mutating func tokenize(_ text: [UInt8]) -> TokenizedText {
        var tokens = TokenizedText()
        tokenizer.tokenize(text.span, into: &tokens)
        return tokens
    }
}

/// Places by a hash that is spread already, which a dictionary would hash again: open addressing, at most half full.
private struct PlaceTable {
    private var keys: [UInt64]
    /// Place + 1; 0: free.
    private var places: [Int32]
    private var count = 0

    init(slotCount: Int = 1 << 10) {
        keys = [UInt64](repeating: 0, count: slotCount)
        places = [Int32](repeating: 0, count: slotCount)
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mask = places.count - 1
        var slot = Int(truncatingIfNeeded: key) & mask
        while places[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    func place(of key: UInt64) -> Int? {
        let place = places[slot(of: key)]
        return place == 0 ? nil : Int(place) - 1
    }

    /// Adds a key that is not there.
    mutating func insert(_ key: UInt64, place: Int) {
        if 2 * (count + 1) > places.count {
            var larger = PlaceTable(slotCount: 2 * places.count)
            eachPair { larger.insert($0, place: $1) }
            self = larger
        }
        let slot = slot(of: key)
        keys[slot] = key
        places[slot] = Int32(truncatingIfNeeded: place + 1)
        count += 1
    }

    func eachPair(_ body: (_ key: UInt64, _ place: Int) -> Void) {
        for slot in places.indices where places[slot] != 0 { body(keys[slot], Int(places[slot]) - 1) }
    }
}
