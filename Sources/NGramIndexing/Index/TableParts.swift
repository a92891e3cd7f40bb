import ByteIO

/// The directory of the n-gram table: how many entries each bucket has. Entries are added by hash.
struct BucketDirectory {
    let bucketCount: Int
    private(set) var overflowRowCount = 0
    private var words: [UInt8] = []
    private var overflow: [UInt8] = []
    /// Of the group that is being filled: its number, its first entry and its buckets' entries.
    private var group = 0
    private var start = 0
    private var counts = [Int](repeating: 0, count: IndexFormat.bucketsPerGroup)

    init(entryCount: Int) { bucketCount = max(1, entryCount / IndexFormat.entriesPerBucket) }

    mutating func add(_ hash: UInt64) {
        let bucket = Int(IndexFormat.reduce(hash, below: UInt64(bucketCount)))
        while group < bucket / IndexFormat.bucketsPerGroup { endGroup() }
        counts[bucket % IndexFormat.bucketsPerGroup] += 1
    }

    private mutating func endGroup() {
        var nibbles: UInt64 = 0
        for (lane, count) in counts.enumerated() {
            nibbles |= UInt64(min(count, IndexFormat.largestPackedBucket)) << UInt64(4 * lane)
        }
        if counts.contains(where: { $0 > IndexFormat.largestPackedBucket }) { nibbles = IndexFormat.overflowMark }
        if nibbles == IndexFormat.overflowMark {
            words.appendLittleEndian(UInt64(overflowRowCount) | nibbles << 32)
            var end = start
            overflow.appendLittleEndian(UInt32(truncatingIfNeeded: end))
            for count in counts {
                end += count
                overflow.appendLittleEndian(UInt32(truncatingIfNeeded: end))
            }
            overflowRowCount += 1
        } else {
            words.appendLittleEndian(UInt64(start) | nibbles << 32)
        }
        start += counts.reduce(0, +)
        for lane in counts.indices { counts[lane] = 0 }
        group += 1
    }

    mutating func finish(limit: Int, path: String) throws(AssayError) -> SpillingBytes {
        while group < IndexFormat.groupCount(bucketCount: bucketCount) { endGroup() }
        let bytes = SpillingBytes(limit: limit, path: path)
        try bytes.append(words)
        try bytes.append(overflow)
        return bytes
    }
}

/// The places whose n-grams stand again further on, joined into runs: what follows a repeated n-gram in a text is mostly
/// repeated with it.
struct PlaceRuns {
    private static let rowByteCount = 12

    private(set) var count = 0
    private let path: String
    private let rows: SpillingBytes
    private var pending: [UInt8] = []
    private var largestLength = 0
    private var place = 0
    private var next = 0
    private var length = 0

    init(limit: Int, path: String) {
        self.path = path
        rows = SpillingBytes(limit: limit, path: path)
    }

    /// The n-gram at `place` stands next at `next`. Places have to rise.
    mutating func append(place: UInt32, next: UInt32) throws(AssayError) {
        if length > 0, Int(place) == self.place + length, Int(next) == self.next + length {
            length += 1
            return
        }
        try endRun()
        self.place = Int(place)
        self.next = Int(next)
        length = 1
    }

    private mutating func endRun() throws(AssayError) {
        guard length > 0 else { return }
        for number in [place, length - 1, next] { pending.appendLittleEndian(UInt32(truncatingIfNeeded: number)) }
        largestLength = max(largestLength, length)
        count += 1
        if pending.count >= 1 << 16 {
            try rows.append(pending)
            pending.removeAll(keepingCapacity: true)
        }
    }

    mutating func finish(limit: Int, tokenCount: Int) throws(AssayError) -> [SectionContent] {
        try endRun()
        try rows.append(pending)
        var places = MonotoneWriter(count: count, largest: max(0, tokenCount - 1))
        var lengths = PackedWriter(width: PackedNumbers.width(for: largestLength - 1), limit: limit, path: path)
        var targets = PackedWriter(width: PackedNumbers.width(for: tokenCount - 1), limit: limit, path: path)
        try rows.forEachPiece { piece throws(AssayError) in
            let bytes = piece.rawSpan
            for row in 0..<bytes.byteCount / Self.rowByteCount {
                let offset = Self.rowByteCount * row
                places.append(Int(bytes.uint32(at: offset)))
                try lengths.append(UInt64(bytes.uint32(at: offset + 4)))
                try targets.append(UInt64(bytes.uint32(at: offset + 8)))
            }
        }
        return [
            (.postings, try places.finish(limit: limit, path: path)), (.postingLengths, try lengths.finish()),
            (.postingTargets, try targets.finish()),
        ]
    }
}
