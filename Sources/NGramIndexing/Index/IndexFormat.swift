/// The numbers of the index file format, version 1, in one place. The document of record is docs/index-format.md.
enum IndexFormat {
    /// A byte above 7F against seven-bit transport, the name, and a line ending against text conversion.
    static let magic: [UInt8] = [0x89, 0x41, 0x53, 0x53, 0x41, 0x59, 0x0D, 0x0A]
    static let version: UInt32 = 1
    static let headerByteCount = 64
    static let sectionEntryByteCount = 32
    /// Sections begin at multiples of this many bytes: a cache line.
    static let alignment = 64
    /// More sections than any reader needs to look through.
    static let maximumSectionCount = 64
    /// Texts and item ids are compressed in blocks of about this many bytes.
    static let blockByteCount = 1 << 16
    static let compressionLevel: Int32 = 12
    /// The filter's bits for each distinct n-gram; two are set.
    static let filterBitsPerNGram = 12
    /// Entries to a bucket of the n-gram table, on average.
    static let entriesPerBucket = 4
    /// Set in an entry's place: the rest is an offset into the postings.
    static let postingsFlag: UInt32 = 1 << 31
    static let entryByteCount = 6

    enum HeaderOffset {
        static let version = 8
        static let sectionCount = 12
        static let fileByteCount = 16
        static let profile = 24
        static let n = 25
        static let hashBitCount = 26
        static let fingerprintHigh = 32
        static let fingerprintLow = 40
        static let checksum = 48
    }

    /// The sections, in file order.
    enum Section: String, CaseIterable {
        /// Eleven 64-bit counts.
        case counts = "COUN"
        /// The names of benchmarks, subsets and splits: zero-terminated UTF-8.
        case names = "NAME"
        /// A row of 20 bytes for each (benchmark, subset, split): three name offsets, items, short items.
        case parts = "PART"
        /// For each item its part, 32 bits.
        case itemParts = "IPRT"
        /// Items + 1 numbers of 32 bits: where each item's texts begin in `itemTexts`.
        case itemTextStarts = "ITXS"
        /// Text numbers, 32 bits each.
        case itemTexts = "ITXT"
        /// Texts + 1 numbers of 32 bits: where each text's users begin in `textItems`.
        case textItemStarts = "TITS"
        /// Item numbers, 32 bits each.
        case textItems = "TITM"
        /// Texts + 1 numbers of 32 bits: the tokens before each text.
        case tokenStarts = "TOKS"
        /// Block directories (16 bytes a block) and the compressed item ids and texts.
        case idBlocks = "IDBL"
        case ids = "IDSZ"
        case textBlocks = "TXBL"
        case texts = "TXTZ"
        /// 64-bit words.
        case filter = "FILT"
        /// Buckets + 1 numbers of 32 bits: where each bucket begins in `entries`.
        case buckets = "BUCK"
        /// Six bytes an n-gram: 16 bits of its hash, its place.
        case entries = "ENTR"
        /// For n-grams that stand in several places: a count and the places' differences, as varints.
        case postings = "POST"
        /// Twelve bytes for each text shorter than n: the hash of all its tokens, its number.
        case shortTexts = "SHRT"
    }

    /// The fields of the section `counts`, in order.
    enum Count: Int, CaseIterable {
        case items, shortItems, itemsWithoutTokens, itemTexts, texts, tokens, distinctNGrams, filterWords, buckets,
            shortTexts, textBytes
    }

    /// The high 64 bits of `hash` times `count`: a number below `count`, in the order of the hashes.
    @inline(__always)
    static func reduce(_ hash: UInt64, below count: UInt64) -> UInt64 { hash.multipliedFullWidth(by: count).high }

    /// The 16 bits of a hash that its entry keeps: those that follow the ones its bucket is chosen by.
    @inline(__always)
    static func fingerprint(_ hash: UInt64, bucketCount: UInt64) -> UInt16 {
        UInt16(truncatingIfNeeded: hash.multipliedFullWidth(by: bucketCount).low >> 48)
    }

    /// The two bits of an n-gram in its filter word, chosen by bits of the hash that its bucket and its entry do not use: what
    /// passes the filter by chance must not be more likely to pass the table.
    @inline(__always)
    static func filterBits(_ hash: UInt64, wordCount: UInt64) -> (word: Int, bits: UInt64) {
        (Int(reduce(hash, below: wordCount)), 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }
}
