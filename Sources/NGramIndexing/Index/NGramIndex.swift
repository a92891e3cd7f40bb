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
    let windows: WindowHash
    let columns: IndexColumns
    let blocks: BlockReaders
    private let file: MappedFile
    /// The mapping's first byte, the filter's and the bucket directory's words, valid as long as `self` is.
    nonisolated(unsafe) private let base: UnsafeRawPointer
    nonisolated(unsafe) let filter: UnsafeRawPointer
    nonisolated(unsafe) let bucketWords: UnsafeRawPointer
    let filterWordCount: UInt64
    let bucketCount: UInt64

    /// Maps the index at `path`.
    ///
    /// Throws if the file cannot be read, is not an index, is of another version or is visibly damaged.
    public init(path: String) throws(AssayError) {
        self.path = path
        let file = try MappedFile(path: path)
        let header = try IndexHeader(file.bytes, path: path)
        // The mapping lives as long as `file`, which `self` holds; the header's check shows that it is not empty.
        let base = unsafe file.bytes.withUnsafeBytes { unsafe $0.baseAddress.unsafelyUnwrapped }
        columns = unsafe try IndexColumns(header, base: base, path: path)
        self.file = file
        self.header = header
        unsafe self.base = base
        blocks = BlockReaders()
        hashing = NGramHash(n: header.n, bitCount: header.hashBitCount)
        windows = WindowHash(n: header.n, mask: hashing.mask)
        unsafe filter = base + header.sections[IndexFormat.Section.filter.rawValue].offset
        unsafe bucketWords = base + header.sections[IndexFormat.Section.buckets.rawValue].offset
        filterWordCount = UInt64(columns.counts[.filterWords])
        bucketCount = UInt64(columns.counts[.buckets])
    }

    public var profile: Profile { header.profile }
    public var n: Int { header.n }
    package var hashBitCount: Int { header.hashBitCount }
    /// XXH3-128 of the index's settings and content.
    package var fingerprint: Hash128 { header.fingerprint }
    package var fileByteCount: Int { file.count }
    package var formatVersion: Int { Int(IndexFormat.version) }

    package var itemCount: Int { columns.counts[.items] }
    package var shortItemCount: Int { columns.counts[.shortItems] }
    package var itemsWithoutTokensCount: Int { columns.counts[.itemsWithoutTokens] }
    package var itemTextCount: Int { columns.counts[.itemTexts] }
    package var textCount: Int { columns.counts[.texts] }
    package var tokenCount: Int { columns.counts[.tokens] }
    package var distinctNGramCount: Int { columns.counts[.distinctNGrams] }
    /// UTF-8 bytes of all distinct texts.
    package var textByteCount: Int { columns.counts[.textBytes] }

    /// The sections' names and sizes, in file order.
    package var sectionByteCounts: [(name: String, byteCount: Int)] {
        header.listed.map { ($0.name, $0.place.byteCount) }
    }

    // MARK: Reading sections

    /// All bytes of the file.
    var fileBytes: RawSpan {
        @_lifetime(borrow self)
        get { bytes(at: IndexHeader.Place(offset: 0, byteCount: file.count, checksum: 0)) }
    }

    /// The bytes of a section.
    @_lifetime(borrow self)
    func bytes(_ section: IndexFormat.Section) -> RawSpan {
        bytes(at: header.sections[section.rawValue])
    }

    @_lifetime(borrow self)
    func bytes(at place: IndexHeader.Place) -> RawSpan {
        // Safe: the header's places lie within the mapping, which lives as long as `file`, which `self` holds.
        let bytes = unsafe RawSpan(_unsafeStart: base + place.offset, byteCount: place.byteCount)
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }

    func damaged(_ section: IndexFormat.Section, _ what: String? = nil) -> AssayError {
        let detail = what.map { ": \($0)" } ?? ""
        return AssayError("the index is damaged in section \(section.name)\(detail); \(IndexHeader.advice)", path: path)
    }
}
