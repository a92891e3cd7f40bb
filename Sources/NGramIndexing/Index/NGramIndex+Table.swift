import ByteIO

/// An n-gram of a text that is to be looked up.
struct NGramProbe {
    /// The token of the text that the n-gram begins with.
    var position: Int
    var hash: UInt64
    fileprivate var bucketWord: UInt64 = 0
    /// The entries of its bucket.
    fileprivate var entries = 0..<0

    init(position: Int, hash: UInt64) {
        self.position = position
        self.hash = hash
    }
}

/// An n-gram of a text, and an entry of the index that may be the same: to be confirmed on the tokens.
struct NGramCandidate {
    /// The token of the text that the n-gram begins with.
    var position: Int
    var entry: Int
    /// The first place of the entry.
    var place = 0
}

extension NGramIndex {
    /// Whether the table holds an entry with this hash's kept bits: wrong once in some 1,600 times, until confirmed.
    ///
    /// Cost: a word of the bucket directory, and the fingerprints of one bucket, some eight bytes.
    func hasCandidate(_ hash: UInt64) throws(AssayError) -> Bool {
        let fingerprints = columns.fingerprints
        return fingerprints.contains(
            IndexFormat.fingerprint(hash, bitCount: fingerprints.width), in: try bucket(of: hash))
    }

    /// Appends the entries that may be the n-grams of the probes in `range`, in their order; their places are not looked up yet.
    ///
    /// Asks for what is far away for all of them before it reads any of it.
    func appendCandidates(
        of probes: inout [NGramProbe], in range: Range<Int>, to candidates: inout [NGramCandidate]
    ) throws(AssayError) {
        let fingerprints = columns.fingerprints
        for number in range {
            let bucket = IndexFormat.reduce(probes[number].hash, below: bucketCount)
            probes[number].bucketWord = bucketWord(ofBucket: Int(truncatingIfNeeded: bucket))
        }
        for number in range {
            let bucket = IndexFormat.reduce(probes[number].hash, below: bucketCount)
            let entries = try entries(ofBucket: Int(truncatingIfNeeded: bucket), word: probes[number].bucketWord)
            probes[number].entries = entries
            fingerprints.prefetch(at: entries.lowerBound)
            // One of them is likely the n-gram's, and all are in a line of the cache, or two.
            columns.entries.prefetch(at: entries.lowerBound)
        }
        for number in range {
            let probe = probes[number]
            let wanted = Int(IndexFormat.fingerprint(probe.hash, bitCount: fingerprints.width))
            for entry in probe.entries where fingerprints.number(at: entry) == wanted {
                candidates.append(NGramCandidate(position: probe.position, entry: entry))
            }
        }
    }

    /// Sets the candidates' places.
    func findPlaces(of candidates: inout [NGramCandidate]) throws(AssayError) {
        for number in candidates.indices {
            candidates[number].place = try firstPlace(ofEntry: candidates[number].entry)
        }
    }

    /// The entries whose hashes fall into the same bucket.
    @inline(__always)
    private func bucket(of hash: UInt64) throws(AssayError) -> Range<Int> {
        try entries(ofBucket: Int(truncatingIfNeeded: IndexFormat.reduce(hash, below: bucketCount)))
    }

    /// The entries of a bucket, which has to be one of `bucketCount`.
    @inline(__always)
    func entries(ofBucket bucket: Int) throws(AssayError) -> Range<Int> {
        try entries(ofBucket: bucket, word: bucketWord(ofBucket: bucket))
    }

    /// The word of the directory that tells where a bucket's entries are, which has to be one of `bucketCount`.
    @inline(__always)
    private func bucketWord(ofBucket bucket: Int) -> UInt64 {
        // The section holds a word for each group of buckets.
        let group = bucket / IndexFormat.bucketsPerGroup
        return unsafe UInt64(littleEndian: bucketWords.load(fromByteOffset: 8 &* group, as: UInt64.self))
    }

    @inline(__always)
    private func entries(ofBucket bucket: Int, word: UInt64) throws(AssayError) -> Range<Int> {
        let counts = word >> 32
        let lane = bucket % IndexFormat.bucketsPerGroup
        if counts == IndexFormat.overflowMark {
            return try overflowed(Int(truncatingIfNeeded: word & 0xFFFF_FFFF), lane: lane)
        }
        let shift = UInt64(truncatingIfNeeded: 4 &* lane)
        // The four-bit counts before the bucket's own, added up in eight bits.
        let before = counts & (1 << shift &- 1)
        let pairs = (before & 0x0F0F_0F0F) &+ (before >> 4 & 0x0F0F_0F0F)
        let sum = (pairs &* 0x0101_0101) >> 24 & 0xFF
        let start = Int(truncatingIfNeeded: word & 0xFFFF_FFFF &+ sum)
        let end = start &+ Int(truncatingIfNeeded: counts >> shift & 15)
        guard end <= distinctNGramCount else { throw damaged(.buckets) }
        return unsafe Range(uncheckedBounds: (start, end))
    }

    private func overflowed(_ row: Int, lane: Int) throws(AssayError) -> Range<Int> {
        guard row < columns.counts[.overflowRows] else { throw damaged(.buckets) }
        let groups = IndexFormat.groupCount(bucketCount: Int(bucketCount))
        let offset = 8 * groups + IndexFormat.overflowRowByteCount * row + 4 * lane
        let bytes = self.bytes(.buckets)
        let start = Int(bytes.uint32(at: offset))
        let end = Int(bytes.uint32(at: offset + 4))
        guard start <= end, end <= distinctNGramCount else { throw damaged(.buckets) }
        return start..<end
    }

    /// The first place where an entry's n-gram stands.
    func firstPlace(ofEntry entry: Int) throws(AssayError) -> Int {
        guard let place = columns.entries.number(at: entry) else { throw damaged(.entries) }
        return place
    }

    /// Appends the texts shorter than n whose token sequence may have this hash.
    func shortTextCandidates(_ hash: UInt64, into texts: inout [Int]) {
        let rows = bytes(.shortTexts)
        let rowByteCount = IndexFormat.shortTextByteCount
        let rowCount = rows.byteCount / rowByteCount
        var low = 0
        var high = rowCount
        while low < high {
            let middle = (low + high) / 2
            if rows.uint64(at: rowByteCount * middle) < hash { low = middle + 1 } else { high = middle }
        }
        while low < rowCount, rows.uint64(at: rowByteCount * low) == hash {
            texts.append(Int(rows.uint32(at: rowByteCount * low + 8)))
            low += 1
        }
    }
}
