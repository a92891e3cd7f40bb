import ByteIO

/// Makes the filter and the table of an index from its n-grams, in two passes in the order of their hashes.
///
/// The first tells n-grams of equal hashes apart by their tokens, so that two whose hashes collide are two, and notes where
/// each stands first and next; the second writes the sections, whose sizes follow from the number of n-grams.
struct NGramTableWriter {
    let pairs: PairSorter
    let tokens: TokenNumbers
    let filter: FilterWriter
    let n: Int
    let memory: MemoryPlan
    let path: String
    let isStopped: () -> Bool

    struct Table {
        var entryCount = 0
        var filterWordCount = 0
        var bucketCount = 0
        var overflowRowCount = 0
        var runCount = 0
        var sections: [SectionContent] = []
    }

    func write() throws(AssayError) -> Table {
        var distinct = DistinctList(limit: memory.distinct, path: path)
        let links = PairSorter(limit: memory.links, path: path)
        try forEachDistinct(
            { hash, place throws(AssayError) in try distinct.append(hash: hash, place: place) },
            again: { place, next throws(AssayError) in
                // The sorter looks at the upper bits first.
                try links.add(key: UInt64(place) << 32, value: UInt64(next))
            })
        try distinct.finish()
        try links.finish()

        var table = Table()
        table.entryCount = distinct.count
        try writeEntries(distinct, into: &table)
        var runs = PlaceRuns(limit: memory.distinct, path: path)
        var step = 0
        while let link = try links.next() {
            try endIfStopped(&step)
            try runs.append(place: UInt32(link.key >> 32), next: UInt32(link.value))
        }
        table.sections += try runs.finish(limit: memory.section, tokenCount: tokens.tokenCount)
        table.runCount = runs.count
        return table
    }

    /// Hands out the hash and first place of each distinct n-gram, by hash, then place; and each place where one stands
    /// again, with the place before.
    private func forEachDistinct(
        _ body: (_ hash: UInt64, _ place: UInt32) throws(AssayError) -> Void,
        again: (_ place: UInt32, _ next: UInt32) throws(AssayError) -> Void
    ) throws(AssayError) {
        var group: [UInt32] = []
        var others: [UInt32] = []
        var step = 0
        var pair = try pairs.next()
        while let first = pair {
            try endIfStopped(&step)
            pair = try pairs.next()
            guard let second = pair, second.key == first.key else {
                try body(first.key, UInt32(truncatingIfNeeded: first.value))
                continue
            }
            group.removeAll(keepingCapacity: true)
            group.append(UInt32(truncatingIfNeeded: first.value))
            while let next = pair, next.key == first.key {
                group.append(UInt32(truncatingIfNeeded: next.value))
                pair = try pairs.next()
            }
            while let start = group.first {
                try body(first.key, start)
                others.removeAll(keepingCapacity: true)
                var last = start
                for place in group.dropFirst() {
                    if try tokens.areEqual(Int(start), Int(place), count: n) {
                        try again(last, place)
                        last = place
                    } else {
                        others.append(place)
                    }
                }
                swap(&group, &others)
            }
        }
    }

    /// One step of a loop: asks at the first and then at every 65,536th whether to stop.
    @inline(__always)
    private func endIfStopped(_ step: inout Int) throws(AssayError) {
        if step & 0xFFFF == 0, isStopped() { throw IndexBuilder.stopped }
        step &+= 1
    }

    private func writeEntries(_ distinct: DistinctList, into table: inout Table) throws(AssayError) {
        var directory = BucketDirectory(entryCount: distinct.count)
        let fingerprintBitCount = IndexFormat.fingerprintBitCount
        var fingerprints = PackedWriter(width: fingerprintBitCount, limit: memory.section, path: path)
        var places = PackedWriter(
            width: PackedNumbers.width(for: tokens.tokenCount - 1), limit: memory.section, path: path)
        var step = 0
        try distinct.forEachRow { hash, place throws(AssayError) in
            try endIfStopped(&step)
            directory.add(hash)
            try fingerprints.append(IndexFormat.fingerprint(hash, bitCount: fingerprintBitCount))
            try places.append(place)
        }
        table.bucketCount = directory.bucketCount
        table.filterWordCount = IndexFormat.filterWordCount(entryCount: distinct.count)
        let buckets = try directory.finish(limit: memory.section, path: path)
        table.overflowRowCount = directory.overflowRowCount
        table.sections = [
            (.filter, try filter.write(entryCount: distinct.count, sectionLimit: memory.section)), (.buckets, buckets),
            (.fingerprints, try fingerprints.finish()),
            (.entries, try places.finish()),
        ]
    }
}

/// The distinct n-grams between the two passes: hash and first place, 16 bytes each.
private struct DistinctList {
    private static let rowByteCount = 16
    private static let pendingCount = 1 << 13

    private let bytes: SpillingBytes
    private var pending: [UInt64] = []
    private(set) var count = 0

    init(limit: Int, path: String) {
        bytes = SpillingBytes(limit: limit, path: path)
        pending.reserveCapacity(Self.pendingCount)
    }

    @inline(__always)
    mutating func append(hash: UInt64, place: UInt32) throws(AssayError) {
        pending.append(hash.littleEndian)
        pending.append(UInt64(place).littleEndian)
        count += 1
        if pending.count >= Self.pendingCount { try finish() }
    }

    mutating func finish() throws(AssayError) {
        try bytes.append(words: pending)
        pending.removeAll(keepingCapacity: true)
    }

    func forEachRow(_ body: (_ hash: UInt64, _ place: UInt64) throws(AssayError) -> Void) throws(AssayError) {
        try bytes.forEachPiece { piece throws(AssayError) in
            let rows = piece.rawSpan
            for row in 0..<rows.byteCount / Self.rowByteCount {
                let offset = Self.rowByteCount * row
                try body(rows.uint64(at: offset), rows.uint64(at: offset + 8))
            }
        }
    }
}
