import CTextScan

/// The ASCII tokens that lie within one block of 64 bytes, each of at least one byte.
@unsafe struct TokenBlock {
    /// The block, A-Z as a-z, with 16 readable bytes behind it; valid during the call.
    var lowered: UnsafePointer<UInt8>
    /// A bit for each token's first byte, and for the byte behind its last.
    var starts: UInt64
    var ends: UInt64
    /// Where the block begins in the text.
    var offset: Int
}

/// What a tokeniser hands its tokens to.
protocol TokenSink {
    /// Takes the tokens at the start of `text` that lie in whole blocks of ASCII, as far as the sink can do that faster than
    /// by being handed them; `text` is byte `offset` of the text and begins at a token's border.
    ///
    /// Returns how many bytes were taken, up to another border, or `nil` when the sink has enough.
    @unsafe mutating func takeASCII(
        _ text: UnsafePointer<UInt8>, at offset: Int, count: Int, _ rule: ASCIITokenRule
    ) -> Int?

    /// Some tokens, in order; the same as handing them on one by one.
    @unsafe mutating func receive(_ block: TokenBlock) -> Bool

    /// One token: its normalised bytes (valid during the call), their hash (`assay_hash_token`), and the bytes of the text it stands in.
    ///
    /// Returns whether to go on: a sink that has enough may still be handed some more.
    @unsafe mutating func receive(_ normalised: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>)
        -> Bool
}

/// What tells the tokens of ASCII text, for the C loops.
struct ASCIITokenRule {
    /// One of `assay_ascii_rule`.
    var bytes: Int32
    /// Tokens of fewer characters vanish: 1 or 2.
    var minimumCharacterCount: Int32
    /// One of `assay_instructions`.
    var instructions: Int32
}

extension TokenSink {
    @inline(__always)
    @unsafe mutating func takeASCII(
        _ text: UnsafePointer<UInt8>, at offset: Int, count: Int, _ rule: ASCIITokenRule
    ) -> Int? { 0 }

    @inline(__always)
    @unsafe mutating func receiveOneByOne(_ block: TokenBlock) -> Bool {
        var starts = unsafe block.starts
        var ends = unsafe block.ends
        while starts != 0 {
            let start = starts.trailingZeroBitCount
            let end = ends.trailingZeroBitCount
            let bytes = unsafe block.lowered + start
            let hash = unsafe assay_hash_token_padded(bytes, end - start)
            let range = unsafe block.offset + start..<block.offset + end
            if !(unsafe receive(bytes, count: end - start, hash: hash, byteRange: range)) { return false }
            starts &= starts &- 1
            ends &= ends &- 1
        }
        return true
    }
}
