import ByteIO

/// The sections of a mapped index, resolved once when it is opened, so that a look at one costs its loads alone.
///
/// Every size is checked against the counts here; what the numbers say is checked where they are used. The pointers are
/// valid as long as the mapping they were made from.
@safe struct IndexColumns: Sendable {
    let counts: IndexCounts
    let itemParts: PackedNumbers
    let itemSlots: MonotoneNumbers
    let textSlots: MonotoneNumbers
    let repeatedTexts: PackedNumbers
    let furtherUserStarts: MonotoneNumbers
    let furtherUsers: PackedNumbers
    let tokenStarts: MonotoneNumbers
    let fingerprints: PackedNumbers
    let entries: PackedNumbers
    let runPlaces: MonotoneNumbers
    let runLengths: PackedNumbers
    let runTargets: PackedNumbers

    @unsafe init(_ header: IndexHeader, base: UnsafeRawPointer, path: String) throws(AssayError) {
        let reader = unsafe SectionReader(header: header, base: base, path: path)
        let counts = try reader.counts()
        self.counts = counts
        let repeated = counts[.itemTexts] - counts[.texts]
        itemParts = try reader.packed(.itemParts, counts[.items])
        itemSlots = try reader.monotone(.itemSlots, counts[.items] + 1)
        textSlots = try reader.monotone(.textSlots, counts[.texts])
        repeatedTexts = try reader.packed(.repeatedTexts, repeated)
        furtherUserStarts = try reader.monotone(.furtherUserStarts, counts[.texts] + 1)
        furtherUsers = try reader.packed(.furtherUsers, repeated)
        tokenStarts = try reader.monotone(.tokenStarts, counts[.texts] + 1)
        fingerprints = try reader.packed(.fingerprints, counts[.distinctNGrams])
        entries = try reader.packed(.entries, counts[.distinctNGrams])
        runPlaces = try reader.monotone(.postings, counts[.runs])
        runLengths = try reader.packed(.postingLengths, counts[.runs])
        runTargets = try reader.packed(.postingTargets, counts[.runs])
        let groups = IndexFormat.groupCount(bucketCount: counts[.buckets])
        try reader.check(.filter, 8 * counts[.filterWords])
        try reader.check(.buckets, 8 * groups + IndexFormat.overflowRowByteCount * counts[.overflowRows])
        try reader.check(.shortTexts, IndexFormat.shortTextByteCount * counts[.shortTexts])
        try reader.check(.idBlocks, IndexFormat.blockRowByteCount * counts[.idBlocks])
        try reader.check(.textBlocks, IndexFormat.blockRowByteCount * counts[.textBlocks])
        guard tokenStarts.largest == counts[.tokens] else { throw reader.damaged(.tokenStarts) }
        guard itemSlots.largest == counts[.itemTexts] else { throw reader.damaged(.itemSlots) }
        guard furtherUserStarts.largest == repeated else { throw reader.damaged(.furtherUserStarts) }
        guard fingerprints.width >= 1 else { throw reader.damaged(.fingerprints) }
    }
}

/// The counts of an index, each below 2^32 or, of bytes, 2^48.
struct IndexCounts: Sendable {
    private var values: [Int]

    init(_ values: [Int]) { self.values = values }

    subscript(count: IndexFormat.Count) -> Int { values[count.rawValue] }
}

/// Makes views of sections whose sizes are right.
@safe private struct SectionReader {
    let header: IndexHeader
    /// The mapping's first byte; the header's places lie within the mapping.
    let base: UnsafeRawPointer
    let path: String

    @unsafe init(header: IndexHeader, base: UnsafeRawPointer, path: String) {
        self.header = header
        unsafe self.base = base
        self.path = path
    }

    func damaged(_ section: IndexFormat.Section) -> AssayError {
        AssayError(
            "the index is damaged: section \(section.name) has an impossible size; \(IndexHeader.advice)", path: path)
    }

    private func place(_ section: IndexFormat.Section) -> IndexHeader.Place { header.sections[section.rawValue] }

    func check(_ section: IndexFormat.Section, _ byteCount: Int) throws(AssayError) {
        guard place(section).byteCount == byteCount else { throw damaged(section) }
    }

    /// The counts, each small enough that no sum or product of sizes can overflow.
    func counts() throws(AssayError) -> IndexCounts {
        let all = IndexFormat.Count.allCases
        try check(.counts, 8 * all.count)
        let bytes = unsafe RawSpan(_unsafeStart: base + place(.counts).offset, byteCount: 8 * all.count)
        var values: [Int] = []
        for count in all {
            let value = bytes.uint64(at: 8 * count.rawValue)
            guard value < (count == .textBytes ? 1 << 48 : 1 << 32) else { throw damaged(.counts) }
            values.append(Int(value))
        }
        let counts = IndexCounts(values)
        // A token takes a byte of text, but for a few code points that stand for several words; a zstd block holds at most
        // 2^15 times its size. So no loop over tokens can be long in a small file.
        guard counts[.texts] <= counts[.itemTexts], counts[.tokens] <= IndexFormat.maximumTokenCount,
            counts[.tokens] <= 4 * counts[.textBytes], counts[.textBytes] >> 15 <= place(.texts).byteCount,
            counts[.filterWords] > 0, counts[.buckets] > 0, counts[.distinctNGrams] <= counts[.tokens]
        else { throw damaged(.counts) }
        return counts
    }

    func packed(_ section: IndexFormat.Section, _ count: Int) throws(AssayError) -> PackedNumbers {
        let place = place(section)
        guard let column = unsafe PackedNumbers(base + place.offset, byteCount: place.byteCount, count: count) else {
            throw damaged(section)
        }
        return column
    }

    func monotone(_ section: IndexFormat.Section, _ count: Int) throws(AssayError) -> MonotoneNumbers {
        let place = place(section)
        guard let column = unsafe MonotoneNumbers(base + place.offset, byteCount: place.byteCount, count: count) else {
            throw damaged(section)
        }
        return column
    }
}
