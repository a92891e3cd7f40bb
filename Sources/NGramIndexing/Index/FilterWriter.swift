import ByteIO

/// Collects the windows of a new index and makes its filter of them: a few bits of one word for each.
///
/// How large the filter is follows from the number of n-grams, which is known only when all windows have been seen; so their
/// hashes are kept, 8 bytes each, in memory or past a limit in a file, and gone through once for every part of the filter
/// that fits the memory given for it.
final class FilterWriter {
    private let hashing: WindowHash
    private let hashes: SpillingBytes
    private let limit: Int
    private let path: String
    private var pending: [UInt64] = []

    /// - Parameter limit: the bytes of memory for the hashes, and once more for the part of the filter that is made.
    init(hashing: WindowHash, limit: Int, path: String) {
        self.hashing = hashing
        self.limit = limit
        self.path = path
        hashes = SpillingBytes(limit: limit, path: path)
    }

    /// Adds the windows of a text that is long enough for an n-gram.
    func add(_ tokenHashes: [UInt64]) throws(AssayError) {
        pending.removeAll(keepingCapacity: true)
        hashing.forEach(in: tokenHashes) { pending.append($0) }
        try hashes.append(words: pending)
    }

    /// The section for an index of so many distinct n-grams.
    func write(entryCount: Int, sectionLimit: Int) throws(AssayError) -> SpillingBytes {
        let section = SpillingBytes(limit: sectionLimit, path: path)
        let wordCount = IndexFormat.filterWordCount(entryCount: entryCount)
        let partWordCount = max(1 << 10, limit / 8)
        var first = 0
        while first < wordCount {
            var words = FilterWords(first..<min(first + partWordCount, wordCount), of: wordCount)
            try hashes.forEachPiece { piece throws(AssayError) in
                let bytes = piece.rawSpan
                // Written by this process: in its own byte order.
                for place in 0..<bytes.byteCount / 8 { words.add(UInt64(littleEndian: bytes.uint64(at: 8 * place))) }
            }
            try section.append(words: words.words)
            first += partWordCount
        }
        return section
    }
}

/// A range of a filter's words.
struct FilterWords {
    private let range: Range<Int>
    private let wordCount: Int
    /// In the file's byte order.
    private(set) var words: [UInt64]

    init(_ range: Range<Int>, of wordCount: Int) {
        self.range = range
        self.wordCount = wordCount
        words = [UInt64](repeating: 0, count: range.count)
    }

    /// Sets a window's bits, if its word is one of these.
    @inline(__always)
    mutating func add(_ window: UInt64) {
        let place = IndexFormat.filterBits(window, wordCount: UInt64(wordCount))
        guard range.contains(place.word) else { return }
        words[place.word - range.lowerBound] |= place.bits.littleEndian
    }
}
