import ByteIO

/// Reads a text's tokens as they come and stops at the first n-gram that may be in the index.
///
/// This is what every text unit of a dataset goes through; nearly all end here without a candidate. It keeps the hashes of
/// the last 256 tokens and allocates nothing.
struct CandidateScan: TokenSink {
    private let index: NGramIndex
    private let n: Int
    private let outgoingFactor: UInt64
    private let mask: UInt64
    /// Token hashes by token number modulo 256, which no n exceeds.
    private var recent = InlineArray<256, UInt64>(repeating: 0)
    private var rolling: UInt64 = 0
    private(set) var tokenCount = 0
    private(set) var hasCandidate = false
    /// A damaged index, met in the middle of a text.
    private(set) var failure: AssayError?

    init(index: NGramIndex) {
        self.index = index
        n = index.n
        outgoingFactor = index.hashing.outgoingFactor
        mask = index.hashing.mask
    }

    mutating func reset() {
        rolling = 0
        tokenCount = 0
        hasCandidate = false
    }

    @inline(__always)
    @unsafe mutating func receive(
        _ normalised: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>
    ) -> Bool {
        rolling = rolling &* NGramHash.base &+ hash
        if tokenCount >= n { rolling &-= recent[(tokenCount &- n) & 255] &* outgoingFactor }
        recent[tokenCount & 255] = hash
        tokenCount &+= 1
        guard tokenCount >= n, index.mayContain(rolling & mask) else { return true }
        return confirmed()
    }

    /// Asks the table; returns whether to go on.
    @inline(never)
    private mutating func confirmed() -> Bool {
        do {
            hasCandidate = try index.hasCandidate(rolling & mask)
        } catch {
            failure = error
            return false
        }
        return !hasCandidate
    }
}
