import CTextScan

/// The hash of n consecutive tokens: a polynomial in their XXH3-64 hashes, modulo 2^64, that rolls on in one step a token.
///
///     hash(t0 ... tn-1) = t0 * base^(n-1) + ... + tn-2 * base + tn-1
///
/// The tokens' hashes are spread already, so the sum needs no finishing; where few bits are used, the highest are. It is
/// never the last word: what it finds is confirmed on the tokens.
struct NGramHash: Sendable {
    /// An odd multiplier with bits well mixed (xxHash's first 64-bit prime).
    static let base: UInt64 = 0x9E37_79B1_85EB_CA87

    let n: Int
    /// base^(n-1): what the oldest token of an n-gram has been multiplied by.
    let leadingFactor: UInt64
    /// base^n: the same, one token later.
    var outgoingFactor: UInt64 { leadingFactor &* Self.base }
    /// The bits that are used: all of them, but for tests of collisions.
    let mask: UInt64

    /// - Parameter bitCount: how many of the highest bits are used, from 1 to 64.
    init(n: Int, bitCount: Int = 64) {
        self.n = n
        var factor: UInt64 = 1
        for _ in 1..<max(1, n) { factor &*= Self.base }
        leadingFactor = factor
        mask = bitCount >= 64 ? ~0 : ~(~0 >> UInt64(bitCount))
    }

    /// The hash of the n-gram at `position` of a text.
    func hash(_ tokenHashes: [UInt64], at position: Int) -> UInt64 {
        var hash: UInt64 = 0
        for token in position..<position + n { hash = hash &* Self.base &+ tokenHashes[token] }
        return hash & mask
    }

    /// Calls `body` with the hash of each n-gram of a text and the token it begins at.
    @inline(__always)
    func forEach<Failure: Error>(
        in tokenHashes: [UInt64], _ body: (_ position: Int, _ hash: UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        guard tokenHashes.count >= n else { return }
        var rolling: UInt64 = 0
        for index in tokenHashes.indices {
            rolling = rolling &* Self.base &+ tokenHashes[index]
            if index >= n { rolling &-= tokenHashes[index - n] &* outgoingFactor }
            if index >= n - 1 { try body(index - n + 1, rolling & mask) }
        }
    }

    /// The hash of a whole token sequence, for texts shorter than n: XXH3-64 of its normalised bytes.
    func whole(_ text: TokenizedText) -> UInt64 {
        // `normalised` is read for its own count.
        unsafe text.normalised.withUnsafeBufferPointer { unsafe assay_hash64($0.baseAddress, $0.count) } & mask
    }
}
