import ByteIO

/// What an index file's first bytes say: its settings and where its sections are.
///
/// Reading it checks the magic, the version, the header's checksum and that every section lies within the file, behind the
/// one before; it does not read the sections. Cost: a few hundred bytes, whatever the file's size.
struct IndexHeader: Sendable {
    let profile: Profile
    let n: Int
    let hashBitCount: Int
    let fingerprint: Hash128
    /// The sections this version knows, by their raw values.
    let sections: [Place]
    /// Every section in the file, those unknown to this version too.
    let listed: [(name: String, place: Place)]
    /// Where the section table ends.
    let tableEnd: Int

    struct Place: Sendable {
        var offset: Int
        var byteCount: Int
        var checksum: UInt64
    }

    static let advice = "build it again with `assay index`"

    init(_ bytes: RawSpan, path: String) throws(AssayError) {
        func fail(_ what: String) -> AssayError { AssayError("\(what); \(Self.advice)", path: path) }
        let sectionCount = try Self.checkedSectionCount(bytes, path: path)
        tableEnd = IndexFormat.headerByteCount + sectionCount * IndexFormat.sectionEntryByteCount
        let identifier = bytes.uint8(at: IndexFormat.HeaderOffset.profile)
        guard let profile = Profile.identified(by: identifier) else {
            throw AssayError(
                "the index is for profile number \(identifier), which this program does not know; use a newer one",
                path: path)
        }
        self.profile = profile
        n = Int(bytes.uint8(at: IndexFormat.HeaderOffset.n))
        hashBitCount = Int(bytes.uint8(at: IndexFormat.HeaderOffset.hashBitCount))
        guard n >= 1, (1...64).contains(hashBitCount) else {
            throw fail("the index is damaged: its settings are impossible")
        }
        fingerprint = Hash128(
            high: bytes.uint64(at: IndexFormat.HeaderOffset.fingerprintHigh),
            low: bytes.uint64(at: IndexFormat.HeaderOffset.fingerprintLow))

        let nowhere = Place(offset: 0, byteCount: -1, checksum: 0)
        var sections = [Place](repeating: nowhere, count: IndexFormat.Section.allCases.count)
        var listed: [(name: String, place: Place)] = []
        var end = tableEnd
        for number in 0..<sectionCount {
            let entry = IndexFormat.headerByteCount + number * IndexFormat.sectionEntryByteCount
            var name: [UInt8] = []
            for offset in 0..<4 { name.append(bytes.uint8(at: entry + offset)) }
            let text = String(decoding: name, as: UTF8.self)
            let offset = bytes.uint64(at: entry + 8)
            let byteCount = bytes.uint64(at: entry + 16)
            guard offset >= UInt64(end), offset <= UInt64(bytes.byteCount),
                byteCount <= UInt64(bytes.byteCount) - offset, offset % UInt64(IndexFormat.alignment) == 0
            else { throw fail("the index is damaged: section \(text) lies outside the file or over another") }
            let place = Place(offset: Int(offset), byteCount: Int(byteCount), checksum: bytes.uint64(at: entry + 24))
            end = place.offset + place.byteCount
            listed.append((text, place))
            guard let section = IndexFormat.Section.names.firstIndex(of: text) else { continue }
            guard sections[section].byteCount < 0 else {
                throw fail("the index is damaged: section \(text) is there twice")
            }
            sections[section] = place
        }
        for section in IndexFormat.Section.allCases where sections[section.rawValue].byteCount < 0 {
            throw fail("the index is damaged: section \(section.name) is missing")
        }
        self.sections = sections
        self.listed = listed
    }

    /// How many sections there are, once the magic, the version, the file's size and the checksum are right.
    private static func checkedSectionCount(_ bytes: RawSpan, path: String) throws(AssayError) -> Int {
        func fail(_ what: String) -> AssayError { AssayError("\(what); \(advice)", path: path) }
        for (offset, byte) in IndexFormat.magic.enumerated()
        where offset >= bytes.byteCount || bytes.uint8(at: offset) != byte {
            throw AssayError("this is not an Assay index; name a file that `assay index` wrote", path: path)
        }
        guard bytes.byteCount >= IndexFormat.headerByteCount else {
            throw fail("this is not an Assay index, or one that was cut: it has \(bytes.byteCount) bytes")
        }
        let version = bytes.uint32(at: IndexFormat.HeaderOffset.version)
        guard version == IndexFormat.version else {
            throw fail("the index has format version \(version), and this program reads version \(IndexFormat.version)")
        }
        let fileByteCount = bytes.uint64(at: IndexFormat.HeaderOffset.fileByteCount)
        guard fileByteCount == UInt64(bytes.byteCount) else {
            throw fail("the index is damaged: its header says \(fileByteCount) bytes, the file has \(bytes.byteCount)")
        }
        let sectionCount = Int(bytes.uint32(at: IndexFormat.HeaderOffset.sectionCount))
        guard sectionCount <= IndexFormat.maximumSectionCount,
            IndexFormat.headerByteCount + sectionCount * IndexFormat.sectionEntryByteCount <= bytes.byteCount
        else { throw fail("the index is damaged: it lists \(sectionCount) sections") }
        let tableEnd = IndexFormat.headerByteCount + sectionCount * IndexFormat.sectionEntryByteCount
        var checked: [UInt8] = []
        for offset in 0..<tableEnd
        where offset < IndexFormat.HeaderOffset.checksum || offset >= IndexFormat.headerByteCount {
            checked.append(bytes.uint8(at: offset))
        }
        guard XXH3.hash64(checked.span) == bytes.uint64(at: IndexFormat.HeaderOffset.checksum),
            bytes.uint64(at: IndexFormat.HeaderOffset.reserved) == 0
        else { throw fail("the index is damaged: the checksum of its header is wrong") }
        return sectionCount
    }
}
