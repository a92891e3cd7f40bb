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

    /// Texts are compressed in blocks of about this many bytes: what one look at a text costs.
    static let textBlockByteCount = 16 << 10
    /// The same for ids.
    static let idBlockByteCount = 8 << 10
    static let compressionLevel: Int32 = 1
    static let blockRowByteCount = 16

    /// The filter's bits for each distinct n-gram; three are set for each window.
    static let filterBitsPerNGram = 8
    /// Entries to a bucket of the n-gram table, on average.
    static let entriesPerBucket = 5
    /// Buckets that share a word of the directory.
    static let bucketsPerGroup = 8
    /// The upper half of a directory word that leads to a row of the overflow table.
    static let overflowMark: UInt64 = 0xFFFF_FFFF
    /// Nine numbers of 32 bits: where each bucket of the group begins, and where the last one ends.
    static let overflowRowByteCount = 36
    /// The most entries a bucket can have in a directory word.
    static let largestPackedBucket = 15
    /// The hash bits kept for each n-gram.
    static let fingerprintBitCount = 13
    /// The lowest hash bit kept: the highest choose the bucket.
    static let fingerprintShift: UInt64 = 20
    static let shortTextByteCount = 12
    /// One set bit in so many of a monotone column has its place sampled.
    static let onesPerSample = 64

    /// The most items, texts and uses of texts; the most tokens of all texts.
    static let maximumTextCount = 1 << 30
    static let maximumTokenCount = Int(Int32.max)

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
        static let reserved = 56
    }

    /// The sections, in file order.
    enum Section: Int, CaseIterable {
        /// 64-bit counts.
        case counts
        /// For each (benchmark, subset, split): the three names, items, short items.
        case parts
        /// Packed, for each item: its part.
        case itemParts
        /// Monotone, items + 1: the slot of each item's first text. A slot is one use of a text by an item.
        case itemSlots
        /// Monotone, texts: the slot that uses each text first.
        case textSlots
        /// Packed, for each slot that is not the first to use its text: the text.
        case repeatedTexts
        /// Monotone, texts + 1: where each text's further users begin in `furtherUsers`.
        case furtherUserStarts
        /// Packed: items, by text.
        case furtherUsers
        /// Monotone, texts + 1: the tokens before each text.
        case tokenStarts
        /// Block directories and compressed blocks of the items' ids and of the texts.
        case idBlocks, ids, textBlocks, texts
        /// 64-bit words.
        case filter
        /// 64-bit words, one a group of buckets, and the overflow table.
        case buckets
        /// Packed, for each distinct n-gram, by hash: some bits of it.
        case fingerprints
        /// Packed, for each distinct n-gram, by hash: the first place where it stands.
        case entries
        /// Monotone: the first place of each run of places whose n-grams stand again further on.
        case postings
        /// Packed, for each of those runs: its length less one.
        case postingLengths
        /// Packed, for each of those runs: the place where the n-gram of its first place stands next.
        case postingTargets
        /// Twelve bytes for each text shorter than n: the hash of all its tokens, its number.
        case shortTexts

        /// The four letters in the section table.
        var name: String { Self.names[rawValue] }

        static let names = [
            "COUN", "PART", "IPRT", "ISLT", "TSLT", "RTXT", "USRS", "USRI", "TOKS", "IDBL", "IDSZ", "TXBL", "TXTZ",
            "WFLT",
            "BUCK", "FPRT", "PLAC", "RUNS", "RLEN", "RTGT", "SHRT",
        ]
    }

    /// The fields of the section `counts`, in order.
    enum Count: Int, CaseIterable {
        case items, shortItems, itemsWithoutTokens, itemTexts, texts, tokens, distinctNGrams, filterWords, buckets,
            overflowRows, runs, shortTexts, textBytes, parts, idBlocks, textBlocks
    }

    static func groupCount(bucketCount: Int) -> Int { (bucketCount + bucketsPerGroup - 1) / bucketsPerGroup }

    /// The high 64 bits of `hash` times `count`: a number below `count`, in the order of the hashes.
    @inline(__always)
    static func reduce(_ hash: UInt64, below count: UInt64) -> UInt64 { hash.multipliedFullWidth(by: count).high }

    /// The bits of a hash that the table keeps, `bitCount` of them.
    @inline(__always)
    static func fingerprint(_ hash: UInt64, bitCount: Int) -> UInt64 {
        hash >> fingerprintShift & (1 << UInt64(truncatingIfNeeded: bitCount) &- 1)
    }

    /// The bits of a window (`WindowHash`) in its filter word.
    @inline(__always)
    static func filterBits(_ window: UInt64, wordCount: UInt64) -> (word: Int, bits: UInt64) {
        let bits: UInt64 = 1 << (window & 63) | 1 << (window >> 6 & 63) | 1 << (window >> 12 & 63)
        return (Int(truncatingIfNeeded: reduce(window, below: wordCount)), bits)
    }

    /// The filter's words for so many distinct n-grams.
    static func filterWordCount(entryCount: Int) -> Int { max(1, (entryCount * filterBitsPerNGram + 63) / 64) }
}
