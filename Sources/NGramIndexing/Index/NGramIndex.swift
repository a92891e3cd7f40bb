public import ByteIO

/// A benchmark index, mapped from its file: the items, their texts, and the table of their n-grams.
///
/// Opening reads the header and costs the same for any size; `verify()` reads everything. What the file says is trusted only
/// after it is checked against the file's bounds, so a damaged file gives an error, never a read outside it. Immutable and
/// safe to share between threads.
@safe public final class NGramIndex: Sendable {
    public let path: String
    let header: IndexHeader
    let hashing: NGramHash
    private let file: MappedFile
    /// Numbers from the section `counts`, all checked against the sizes of the sections they count.
    let counts: [IndexFormat.Count: Int]
    /// The mapping's first byte and the filter's words, valid as long as `self` is.
    nonisolated(unsafe) private let base: UnsafeRawPointer
    nonisolated(unsafe) let filter: UnsafeRawPointer
    let filterWordCount: UInt64
    let bucketCount: UInt64

    /// Maps the index at `path`.
    ///
    /// Throws if the file cannot be read, is not an index, is of another version or is visibly damaged.
    public init(path: String) throws(AssayError) {
        self.path = path
        let file = try MappedFile(path: path)
        let header = try IndexHeader(file.bytes, path: path)
        func size(_ section: IndexFormat.Section) -> Int { header.sections[section]?.byteCount ?? 0 }
        func damaged(_ section: IndexFormat.Section) -> AssayError {
            AssayError(
                "the index is damaged: section \(section.rawValue) has an impossible size; build it again with `assay index`",
                path: path)
        }
        guard size(.counts) >= 8 * IndexFormat.Count.allCases.count, let place = header.sections[.counts] else {
            throw damaged(.counts)
        }
        var counts: [IndexFormat.Count: Int] = [:]
        for count in IndexFormat.Count.allCases {
            let value = file.bytes.uint64(at: place.offset + 8 * count.rawValue)
            guard value < 1 << 48 else { throw damaged(.counts) }
            counts[count] = Int(value)
        }
        func count(_ name: IndexFormat.Count) -> Int { counts[name] ?? 0 }
        let expected: [(IndexFormat.Section, Int)] = [
            (.itemParts, 4 * count(.items)), (.itemTextStarts, 4 * (count(.items) + 1)),
            (.itemTexts, 4 * count(.itemTexts)), (.textItemStarts, 4 * (count(.texts) + 1)),
            (.textItems, 4 * count(.itemTexts)), (.tokenStarts, 4 * (count(.texts) + 1)),
            (.filter, 8 * count(.filterWords)), (.buckets, 4 * (count(.buckets) + 1)),
            (.entries, IndexFormat.entryByteCount * count(.distinctNGrams)), (.shortTexts, 12 * count(.shortTexts)),
        ]
        for (section, byteCount) in expected where size(section) != byteCount { throw damaged(section) }
        guard count(.filterWords) > 0, count(.buckets) > 0, let filterPlace = header.sections[.filter] else {
            throw damaged(.filter)
        }
        self.file = file
        self.header = header
        self.counts = counts
        hashing = NGramHash(n: header.n, bitCount: header.hashBitCount)
        // The mapping lives as long as `file`, which `self` holds.
        unsafe base = file.bytes.withUnsafeBytes { unsafe $0.baseAddress.unsafelyUnwrapped }
        unsafe filter = base + filterPlace.offset
        filterWordCount = UInt64(count(.filterWords))
        bucketCount = UInt64(count(.buckets))
    }

    public var profile: Profile { header.profile }
    public var n: Int { header.n }
    /// XXH3-128 of the index's settings and content.
    package var fingerprint: Hash128 { header.fingerprint }
    package var fileByteCount: Int { file.count }
    package var formatVersion: Int { Int(IndexFormat.version) }

    package var itemCount: Int { counts[.items] ?? 0 }
    package var shortItemCount: Int { counts[.shortItems] ?? 0 }
    package var itemsWithoutTokensCount: Int { counts[.itemsWithoutTokens] ?? 0 }
    package var itemTextCount: Int { counts[.itemTexts] ?? 0 }
    package var textCount: Int { counts[.texts] ?? 0 }
    package var tokenCount: Int { counts[.tokens] ?? 0 }
    package var distinctNGramCount: Int { counts[.distinctNGrams] ?? 0 }
    /// UTF-8 bytes of all distinct texts.
    package var textByteCount: Int { counts[.textBytes] ?? 0 }

    /// The sections' names and sizes, in file order.
    package var sectionByteCounts: [(name: String, byteCount: Int)] {
        header.listed.map { ($0.name, $0.place.byteCount) }
    }

    /// Reads every section and compares its checksum. Cost: one pass over the file.
    package func verify() throws(AssayError) {
        for (name, place) in header.listed {
            guard XXH3.hash64(Span(_bytes: bytes(at: place))) == place.checksum else {
                throw AssayError(
                    "the index is damaged: the checksum of section \(name) is wrong; build it again with `assay index`",
                    path: path, byteOffset: place.offset)
            }
        }
    }

    // MARK: Reading sections

    /// The bytes of a section.
    @_lifetime(borrow self)
    func bytes(_ section: IndexFormat.Section) -> RawSpan {
        bytes(at: header.sections[section] ?? IndexHeader.Place(offset: 0, byteCount: 0, checksum: 0))
    }

    @_lifetime(borrow self)
    private func bytes(at place: IndexHeader.Place) -> RawSpan {
        // Safe: the header's places lie within the mapping, which lives as long as `file`, which `self` holds.
        let bytes = unsafe RawSpan(_unsafeStart: base + place.offset, byteCount: place.byteCount)
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }

    /// The 32-bit number at `index` of a section that is an array of them.
    @inline(__always)
    func uint32(_ section: IndexFormat.Section, _ index: Int) throws(AssayError) -> Int {
        let bytes = self.bytes(section)
        guard index >= 0, 4 * index + 4 <= bytes.byteCount else { throw damaged(section) }
        return Int(bytes.uint32(at: 4 * index))
    }

    func damaged(_ section: IndexFormat.Section) -> AssayError {
        AssayError(
            "the index is damaged in section \(section.rawValue); build it again with `assay index`", path: path)
    }
}
