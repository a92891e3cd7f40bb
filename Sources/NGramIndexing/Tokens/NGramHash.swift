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
    /// base^n: what the token that falls out of the window has been multiplied by.
    let outgoingFactor: UInt64
    /// The bits that are used: all of them, but for tests of collisions.
    let mask: UInt64

    /// - Parameter bitCount: how many of the highest bits are used, from 1 to 64.
    init(n: Int, bitCount: Int = 64) {
        self.n = n
        var factor: UInt64 = 1
        for _ in 0..<n { factor &*= Self.base }
        outgoingFactor = factor
        mask = bitCount >= 64 ? ~0 : ~(~0 >> UInt64(bitCount))
    }

    /// Calls `body` with the hash of each n-gram of a text and the token it begins at.
    func forEach(in tokenHashes: [UInt64], _ body: (_ position: Int, _ hash: UInt64) -> Void) {
        guard tokenHashes.count >= n else { return }
        var rolling: UInt64 = 0
        for index in tokenHashes.indices {
            rolling = rolling &* Self.base &+ tokenHashes[index]
            if index >= n { rolling &-= tokenHashes[index - n] &* outgoingFactor }
            if index >= n - 1 { body(index - n + 1, rolling & mask) }
        }
    }

    /// The hash of a whole token sequence, for texts shorter than n: XXH3-64 of its normalised bytes.
    func whole(_ text: TokenizedText) -> UInt64 {
        // `normalised` is read for its own count.
        unsafe text.normalised.withUnsafeBufferPointer { unsafe assay_hash64($0.baseAddress, $0.count) } & mask
    }
}
