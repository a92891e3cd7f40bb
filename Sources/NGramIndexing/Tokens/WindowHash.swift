/// The windows that the filter of an index knows: shorter than an n-gram, so that a text needs to be asked about at every
/// few tokens only.
///
///     n = 8:   stride 4, 5 tokens        text     0 1 2 3 4 5 6 7 8 9 ...
///                                        windows  [0 . . . 4]
///                                                         [4 . . . 8]
///
/// Of `stride` consecutive windows one begins at a multiple of `stride`, and n tokens hold that many windows: so every n-gram
/// of a text holds a window that begins at a multiple, exactly one, and the filter has it if the n-gram is in the index.
/// A window's hash is that of its tokens rotated and joined by exclusive or; the filter's answer is confirmed by the table.
struct WindowHash: Sendable {
    /// How many tokens lie between the windows of a text that are looked at.
    let stride: Int
    /// The tokens of a window.
    let tokenCount: Int
    /// The bits that are used, as in `NGramHash`.
    let mask: UInt64

    init(n: Int, mask: UInt64) {
        stride = max(1, n / 2)
        tokenCount = n - stride + 1
        self.mask = mask
    }

    /// The hash of the window whose token hashes begin at `tokens`.
    @inline(__always)
    func hash(_ tokens: UnsafePointer<UInt64>) -> UInt64 {
        var hash = unsafe tokens[0]
        // Safe: the caller has the window's tokens there.
        for token in 1..<max(1, tokenCount) {
            hash = unsafe (hash << 11 | hash >> 53) ^ tokens[token]
        }
        return hash & mask
    }

    /// Calls `body` with the hash of each window of a text, at every token.
    func forEach(in tokenHashes: [UInt64], _ body: (UInt64) -> Void) {
        guard tokenHashes.count >= tokenCount else { return }
        unsafe tokenHashes.withUnsafeBufferPointer { tokens in
            let first = unsafe tokens.baseAddress.unsafelyUnwrapped
            for position in 0...tokens.count - tokenCount { body(unsafe hash(first + position)) }
        }
    }
}
