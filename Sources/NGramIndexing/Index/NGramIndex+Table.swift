import ByteIO

extension NGramIndex {
    /// Whether an n-gram of this hash may be in the index: never a false "no". Cost: one read of the filter.
    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool {
        let place = IndexFormat.filterBits(hash, wordCount: filterWordCount)
        // The product's high half is below `filterWordCount`, and the section holds that many words.
        let word = unsafe UInt64(littleEndian: filter.load(fromByteOffset: place.word &* 8, as: UInt64.self))
        return word & place.bits == place.bits
    }

    /// Whether the table holds an entry with this hash's sixteen bits: wrong once in some 16,000 times, until confirmed.
    func hasCandidate(_ hash: UInt64) throws(AssayError) -> Bool {
        let wanted = IndexFormat.fingerprint(hash, bucketCount: bucketCount)
        let entries = bytes(.entries)
        for entry in try bucket(of: hash)
        where entries.uint16(at: IndexFormat.entryByteCount * entry) == wanted { return true }
        return false
    }

    /// The numbers of the entries that may be an n-gram of this hash.
    func candidates(_ hash: UInt64, into found: inout [Int]) throws(AssayError) {
        found.removeAll(keepingCapacity: true)
        let wanted = IndexFormat.fingerprint(hash, bucketCount: bucketCount)
        let entries = bytes(.entries)
        for entry in try bucket(of: hash)
        where entries.uint16(at: IndexFormat.entryByteCount * entry) == wanted { found.append(entry) }
    }

    @inline(__always)
    private func bucket(of hash: UInt64) throws(AssayError) -> Range<Int> {
        let bucket = Int(IndexFormat.reduce(hash, below: bucketCount))
        let start = try uint32(.buckets, bucket)
        let end = try uint32(.buckets, bucket + 1)
        guard start <= end, end <= distinctNGramCount else { throw damaged(.buckets) }
        return start..<end
    }

    /// The first place where an entry's n-gram stands.
    func firstPlace(ofEntry entry: Int) throws(AssayError) -> Int {
        let place = bytes(.entries).uint32(at: IndexFormat.entryByteCount * entry + 2)
        guard place & IndexFormat.postingsFlag != 0 else { return Int(place) }
        var offset = Int(place & ~IndexFormat.postingsFlag)
        let postings = bytes(.postings)
        guard offset < postings.byteCount, Varint.read(postings, at: &offset) != nil,
            let first = Varint.read(postings, at: &offset)
        else { throw damaged(.postings) }
        return Int(first)
    }

    /// Appends every place where an entry's n-gram stands, ascending.
    func places(ofEntry entry: Int, into places: inout [Int]) throws(AssayError) {
        let place = bytes(.entries).uint32(at: IndexFormat.entryByteCount * entry + 2)
        guard place & IndexFormat.postingsFlag != 0 else {
            places.append(Int(place))
            return
        }
        var offset = Int(place & ~IndexFormat.postingsFlag)
        let postings = bytes(.postings)
        guard offset < postings.byteCount, let count = Varint.read(postings, at: &offset),
            count <= UInt64(postings.byteCount)
        else { throw damaged(.postings) }
        var current = 0
        for _ in 0..<count {
            guard let step = Varint.read(postings, at: &offset), step < 1 << 32 else { throw damaged(.postings) }
            current += Int(step)
            places.append(current)
        }
    }

    /// Appends the texts shorter than n whose token sequence may have this hash.
    func shortTextCandidates(_ hash: UInt64, into texts: inout [Int]) {
        let rows = bytes(.shortTexts)
        var low = 0
        var high = rows.byteCount / 12
        while low < high {
            let middle = (low + high) / 2
            if rows.uint64(at: 12 * middle) < hash { low = middle + 1 } else { high = middle }
        }
        while low < rows.byteCount / 12, rows.uint64(at: 12 * low) == hash {
            texts.append(Int(rows.uint32(at: 12 * low + 8)))
            low += 1
        }
    }
}
