import ByteIO

extension NGramIndex {
    /// Whether the table holds an entry with this hash's kept bits: wrong once in some 1,600 times, until confirmed.
    ///
    /// Cost: a word of the bucket directory, and the fingerprints of one bucket, some eight bytes.
    func hasCandidate(_ hash: UInt64) throws(AssayError) -> Bool {
        let fingerprints = columns.fingerprints
        return fingerprints.contains(
            IndexFormat.fingerprint(hash, bitCount: fingerprints.width), in: try bucket(of: hash))
    }

    /// The numbers of the entries that may be an n-gram of this hash.
    func candidates(_ hash: UInt64, into found: inout [Int]) throws(AssayError) {
        found.removeAll(keepingCapacity: true)
        let fingerprints = columns.fingerprints
        let wanted = Int(IndexFormat.fingerprint(hash, bitCount: fingerprints.width))
        for entry in try bucket(of: hash) where fingerprints.number(at: entry) == wanted { found.append(entry) }
    }

    /// The entries whose hashes fall into the same bucket.
    @inline(__always)
    private func bucket(of hash: UInt64) throws(AssayError) -> Range<Int> {
        try entries(ofBucket: Int(truncatingIfNeeded: IndexFormat.reduce(hash, below: bucketCount)))
    }

    /// The entries of a bucket, which has to be one of `bucketCount`.
    @inline(__always)
    func entries(ofBucket bucket: Int) throws(AssayError) -> Range<Int> {
        // The section holds a word for each group of buckets.
        let group = bucket / IndexFormat.bucketsPerGroup
        let word = unsafe UInt64(littleEndian: bucketWords.load(fromByteOffset: 8 &* group, as: UInt64.self))
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

    /// Appends every place where an entry's n-gram stands, ascending.
    func places(ofEntry entry: Int, into places: inout [Int]) throws(AssayError) {
        var runs = PlaceRunReader()
        try self.places(ofEntry: entry, into: &places, &runs)
    }

    /// The same, where `runs` has been used for places nearby.
    func places(ofEntry entry: Int, into places: inout [Int], _ runs: inout PlaceRunReader) throws(AssayError) {
        var place = try firstPlace(ofEntry: entry)
        places.append(place)
        while let next = try runs.nextPlace(after: place, in: self) {
            places.append(next)
            place = next
        }
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
