import ByteIO

/// Counts in how many matches, and in how many records, the n-grams of shared texts stand, in bounded memory.
///
/// While at most `capacity` n-grams differ, counts are exact. When there are more, the rarer half is forgotten, and what
/// comes new may have been counted and forgotten before: counts are then lower bounds, those of records too low by at most
/// ``largestError``. (G. S. Manku and R. Motwani, "Approximate Frequency Counts over Data Streams", 2002.) A text of fewer
/// than n tokens counts as one n-gram of its own. N-grams are told apart by 64-bit hashes alone: two of a million different
/// ones are taken for one with a probability of 1 in 30 million.
///
/// Records that share the same texts are counted at once: texts are kept until there are `pendingByteCount` bytes of
/// different ones, and cut into n-grams then. Memory: some 80 bytes an n-gram, the text of those that two records have, and
/// twice `pendingByteCount`. Not thread-safe.
package struct FrequentNGrams {
    struct Counter {
        let key: UInt64
        var recordCount = 0
        var matchCount = 0
        /// By how much `recordCount` may be too low.
        let error: Int
        /// The match counted last.
        var lastMatch = 0
        /// The second record that has it, and the n-gram as it stands there; of no meaning until then, as most have one.
        var secondRecord = Int.max
        var text = 0..<0
    }

    let n: Int
    private let capacity: Int
    private let pendingByteCount: Int
    private var tokenizer: Tokenizer
    private var tokens = TokenizedText()
    private let hashing: NGramHash
    private var places = PlaceTable()
    private(set) var counters: [Counter] = []
    /// The most by which a count of records may be too low, once ``finish()`` was called; 0: all counts are exact.
    package private(set) var largestError = 0

    /// What is not counted yet; before it stand the texts of the counters.
    private var pending = DistinctRecords()
    private var pendingStart = 0
    /// The record and the match that a text was last added of.
    private var record = -1
    private var match = -1
    /// Matches are numbered anew as they are counted: the one at hand, and the first of its record.
    private var countedMatch = 0
    private var firstMatchOfRecord = 1

    /// - Parameters:
    ///   - capacity: how many n-grams are counted at a time, at least 2.
    ///   - pendingByteCount: about how many bytes of different texts are kept until they are counted.
    package init(profile: Profile, n: Int, capacity: Int = 1 << 17, pendingByteCount: Int = 8 << 20) {
        self.n = n
        hashing = NGramHash(n: n)
        self.capacity = max(2, capacity)
        self.pendingByteCount = pendingByteCount
        tokenizer = Tokenizer(profile: profile)
    }

    /// Counts the n-grams of `text` once for the match and once for the record it belongs to.
    ///
    /// Texts of one match follow each other, and matches of one record; both are numbered in their order, from 0.
    package mutating func add(_ text: Span<UInt8>, match: Int, record: Int) {
        if record != self.record { pending.close(record: self.record) }
        if pending.openByteCount > pendingByteCount { pending.closePart(record: record) }
        if pending.openByteCount == 0, pending.bytes.count - pendingStart > pendingByteCount { makeRoom() }
        pending.append(text, startsMatch: match != self.match)
        self.record = record
        self.match = match
    }

    /// Counts what was kept back: to be called when all texts were added, before anything is asked.
    package mutating func finish() {
        pending.close(record: record)
        countPending()
    }

    private mutating func countPending() {
        // A copy shares the bytes, which nothing changes meanwhile.
        let texts = pending
        for group in texts.groups {
            if !group.continues { firstMatchOfRecord = countedMatch + 1 }
            texts.forEachText(of: group) { text, offset, startsMatch in
                if startsMatch { countedMatch += 1 }
                count(text, at: offset, of: group)
            }
        }
        pending.removeGroups()
    }

    /// Counts what is pending and forgets all texts but those of the counters.
    private mutating func makeRoom() {
        countPending()
        var texts: [UInt8] = []
        for place in counters.indices where counters[place].recordCount > 1 {
            let start = texts.count
            texts += pending.bytes[counters[place].text]
            counters[place].text = start..<texts.count
        }
        pendingStart = texts.count
        pending.replaceBytes(with: texts)
    }

    /// Counts the n-grams of the text at `offset` of the pending bytes.
    private mutating func count(_ text: Span<UInt8>, at offset: Int, of group: DistinctRecords.Group) {
        tokens.removeAll()
        tokenizer.tokenize(text, into: &tokens)
        if tokens.count >= n {
            hashing.forEach(in: tokens.hashes) { position, hash in
                count(hash, at: position, width: n, from: offset, of: group)
            }
        } else if tokens.count > 0 {
            let hash = NGramHash(n: tokens.count).hash(tokens.hashes, at: 0)
            count(hash, at: 0, width: tokens.count, from: offset, of: group)
        }
    }

    @inline(__always)
    private mutating func count(
        _ key: UInt64, at first: Int, width: Int, from start: Int, of group: DistinctRecords.Group
    ) {
        let place = places.place(of: key) ?? insert(key)
        // A match that has it twice counts once; a record's matches follow each other.
        if counters[place].lastMatch == countedMatch { return }
        let isNewRecord = counters[place].lastMatch < firstMatchOfRecord
        counters[place].lastMatch = countedMatch
        counters[place].matchCount += group.recordCount
        if !isNewRecord { return }
        let second = counters[place].recordCount == 0 ? group.secondRecord : group.firstRecord
        counters[place].recordCount += group.recordCount
        if second < counters[place].secondRecord {
            counters[place].secondRecord = second
            let range = tokens.byteRange(from: first, count: width)
            counters[place].text = start + range.lowerBound..<start + range.upperBound
        }
    }

    private mutating func insert(_ key: UInt64) -> Int {
        if counters.count >= capacity { forgetRarerHalf() }
        // Room for all of them, which takes no memory until it is used, is not copied as it grows.
        if counters.isEmpty { counters.reserveCapacity(capacity) }
        places.insert(key, place: counters.count)
        counters.append(Counter(key: key, error: largestError))
        return counters.count - 1
    }

    private mutating func forgetRarerHalf() {
        largestError = medianBound()
        counters.removeAll { $0.recordCount + $0.error <= largestError }
        places.removeAll()
        for place in counters.indices { places.insert(counters[place].key, place: place) }
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

    /// The n-gram as it stood in the second record that has it; of no meaning while there is one.
    func text(_ counter: Counter) -> ArraySlice<UInt8> { pending.bytes[counter.text] }

    /// The tokens of one of the counted texts.
    mutating func tokenize(_ text: [UInt8]) -> TokenizedText {
        var tokens = TokenizedText()
        tokenizer.tokenize(text.span, into: &tokens)
        return tokens
    }
}
