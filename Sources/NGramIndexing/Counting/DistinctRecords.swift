import ByteIO

/// The texts that records share with prompts; what records have that share the same ones is kept once.
///
/// In `bytes`, each text stands behind eight of its own: its length in bytes, doubled, plus 1 where a match begins. Records
/// are told apart by 128-bit hashes of all of that. Memory: the bytes, and some 100 more a distinct record. Not thread-safe.
struct DistinctRecords {
    /// Records that share the same texts.
    struct Group {
        /// Where the texts stand in `bytes`.
        var byteRange: Range<Int>
        var recordCount = 1
        /// The first two records, by their numbers; `Int.max` for none.
        var firstRecord: Int
        var secondRecord = Int.max
        /// Whether this is more of the record that the group before is a part of.
        var continues = false
    }

    private static let headByteCount = 8

    private(set) var bytes: [UInt8] = []
    /// In the order of their first records.
    private(set) var groups: [Group] = []
    private var places: [Hash128: Int] = [:]
    /// Where the texts of the record at hand begin.
    private var openStart = 0
    /// Whether a part of it is a group already.
    private var isContinued = false

    /// How many bytes there are of the record at hand.
    var openByteCount: Int { bytes.count - openStart }

    /// Adds a text of the record at hand.
    mutating func append(_ text: Span<UInt8>, startsMatch: Bool) {
        bytes.appendLittleEndian(UInt64(2 * text.count + (startsMatch ? 1 : 0)))
        // Safe: the bytes are only read, during the call.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Ends the record at hand, which has the number `record`. Numbers only grow.
    mutating func close(record: Int) {
        if isContinued {
            closePart(record: record)
            isContinued = false
        }
        if openByteCount == 0 { return }
        let hash = XXH3.hash128(bytes.span.extracting(openStart..<bytes.count))
        if let place = places[hash] {
            if groups[place].recordCount == 1 { groups[place].secondRecord = record }
            groups[place].recordCount += 1
            bytes.removeLast(openByteCount)
        } else {
            places[hash] = groups.count
            groups.append(Group(byteRange: openStart..<bytes.count, firstRecord: record))
            openStart = bytes.count
        }
    }

    /// Makes what there is of the record at hand, one too large to be kept whole, a group that no other record joins.
    mutating func closePart(record: Int) {
        groups.append(Group(byteRange: openStart..<bytes.count, firstRecord: record, continues: isContinued))
        openStart = bytes.count
        isContinued = true
    }

    /// Forgets the groups. Their bytes stay where they are. Requires that nothing is kept of the record at hand.
    mutating func removeGroups() {
        groups.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }

    /// Puts `other` in the place of all bytes. Requires the same, and that there are no groups.
    mutating func replaceBytes(with other: [UInt8]) {
        bytes = other
        openStart = other.count
    }

    /// Calls `body` with each of a group's texts, in order, and its place in `bytes`.
    func forEachText(
        of group: Group, _ body: (_ text: Span<UInt8>, _ byteOffset: Int, _ startsMatch: Bool) -> Void
    ) {
        let bytes = bytes.span
        var offset = group.byteRange.lowerBound
        while offset < group.byteRange.upperBound {
            let head = bytes.rawSpan.uint64(at: offset)
            let start = offset + Self.headByteCount
            offset = start + Int(head >> 1)
            body(bytes.extracting(start..<offset), start, head & 1 == 1)
        }
    }
}
