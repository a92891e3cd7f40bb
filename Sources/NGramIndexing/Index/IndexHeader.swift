import ByteIO

/// What an index file's first bytes say: its settings and where its sections are.
///
/// Reading it checks the magic, the version, the header's checksum and that every section lies within the file; it does not
/// read the sections. Cost: a few hundred bytes, whatever the file's size.
struct IndexHeader: Sendable {
    let profile: Profile
    let n: Int
    let hashBitCount: Int
    let fingerprint: Hash128
    let sections: [IndexFormat.Section: Place]
    /// Every section in the file, those unknown to this version too.
    let listed: [(name: String, place: Place)]

    struct Place: Sendable {
        var offset: Int
        var byteCount: Int
        var checksum: UInt64
    }

    init(_ bytes: RawSpan, path: String) throws(AssayError) {
        func fail(_ what: String) -> AssayError {
            AssayError(what + "; build it again with `assay index`", path: path)
        }
        let magic = IndexFormat.magic
        guard bytes.byteCount >= IndexFormat.headerByteCount else {
            throw fail("this is not an Assay index: it has \(bytes.byteCount) bytes, fewer than a header")
        }
        for (offset, byte) in magic.enumerated() where bytes.uint8(at: offset) != byte {
            throw fail("this is not an Assay index: its first bytes are not an index's")
        }
        let version = bytes.uint32(at: IndexFormat.HeaderOffset.version)
        guard version == IndexFormat.version else {
            throw fail("the index has format version \(version); this program reads version \(IndexFormat.version)")
        }
        let fileByteCount = bytes.uint64(at: IndexFormat.HeaderOffset.fileByteCount)
        guard fileByteCount == UInt64(bytes.byteCount) else {
            throw fail("the index is damaged: its header says \(fileByteCount) bytes, the file has \(bytes.byteCount)")
        }
        let sectionCount = Int(bytes.uint32(at: IndexFormat.HeaderOffset.sectionCount))
        let tableEnd = IndexFormat.headerByteCount + sectionCount * IndexFormat.sectionEntryByteCount
        guard sectionCount <= IndexFormat.maximumSectionCount, tableEnd <= bytes.byteCount else {
            throw fail("the index is damaged: it lists \(sectionCount) sections")
        }
        var checked: [UInt8] = []
        for offset in 0..<tableEnd
        where offset < IndexFormat.HeaderOffset.checksum || offset >= IndexFormat.headerByteCount {
            checked.append(bytes.uint8(at: offset))
        }
        guard XXH3.hash64(checked.span) == bytes.uint64(at: IndexFormat.HeaderOffset.checksum) else {
            throw fail("the index is damaged: the checksum of its header is wrong")
        }
        let identifier = bytes.uint8(at: IndexFormat.HeaderOffset.profile)
        guard let profile = Profile.identified(by: identifier) else {
            throw fail("the index is for profile number \(identifier), which this program does not know")
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
        var sections: [IndexFormat.Section: Place] = [:]
        var listed: [(name: String, place: Place)] = []
        for number in 0..<sectionCount {
            let entry = IndexFormat.headerByteCount + number * IndexFormat.sectionEntryByteCount
            var name: [UInt8] = []
            for offset in 0..<4 { name.append(bytes.uint8(at: entry + offset)) }
            let text = String(decoding: name, as: UTF8.self)
            let offset = bytes.uint64(at: entry + 8)
            let byteCount = bytes.uint64(at: entry + 16)
            guard offset <= fileByteCount, byteCount <= fileByteCount - offset else {
                throw fail("the index is damaged: section \(text) lies outside the file")
            }
            let place = Place(offset: Int(offset), byteCount: Int(byteCount), checksum: bytes.uint64(at: entry + 24))
            listed.append((text, place))
            if let section = IndexFormat.Section(rawValue: text) { sections[section] = place }
        }
        for section in IndexFormat.Section.allCases where sections[section] == nil {
            throw fail("the index is damaged: section \(section.rawValue) is missing")
        }
        self.sections = sections
        self.listed = listed
    }
}
