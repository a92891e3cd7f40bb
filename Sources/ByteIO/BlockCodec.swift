/// A whole block that was compressed by itself, whose decompressed size is known: as Parquet stores its pages.
///
/// One file per codec has the function `decompress` for it. Each fills exactly the room it is given and throws, without a
/// path, if the block is damaged or holds another count of bytes; what is in the room is then undefined.
enum BlockCodec {
    /// Calls `body` with the block and the room for its content, as pointers that are valid during the call.
    static func withPointers(
        _ block: RawSpan, _ buffer: inout [UInt8], at offset: Int, count byteCount: Int,
        _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(AssayError) -> Void
    ) throws(AssayError) {
        precondition(offset >= 0 && byteCount >= 0 && byteCount <= buffer.count - offset, "room outside the buffer")
        // Safe: the room was just checked, and neither pointer is kept.
        try unsafe block.withUnsafeBytes { block throws(AssayError) in
            try unsafe buffer.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                let room = unsafe UnsafeMutableBufferPointer(rebasing: buffer[offset..<offset + byteCount])
                try unsafe body(block, UnsafeMutableRawBufferPointer(room))
            }
        }
    }

    /// Throws if a block of `storedByteCount` bytes cannot hold `byteCount`, as none of the codec is `largestRatio`
    /// times smaller than its content: a damaged size must not make a reader allocate what the block could never fill.
    static func checkRatio(_ codec: String, _ storedByteCount: Int, _ byteCount: Int, largestRatio: Int)
        throws(AssayError)
    {
        if byteCount < 0 || byteCount / largestRatio > storedByteCount {
            throw AssayError(
                "a \(codec) block of \(storedByteCount) bytes cannot hold \(byteCount); \(damagedFileAdvice)")
        }
    }

    /// The error for a block that is damaged.
    static func damaged(_ codec: String, _ byteCount: Int, _ detail: String = "") -> AssayError {
        let detail = detail.isEmpty ? "" : " (\(detail))"
        return AssayError("a \(codec) block of \(byteCount) bytes of content is damaged\(detail); \(damagedFileAdvice)")
    }

    /// The error for a block that holds `found` bytes where `expected` were announced.
    static func wrongSize(_ codec: String, found: String, expected: Int) -> AssayError {
        AssayError("a \(codec) block holds \(found) bytes instead of \(expected); \(damagedFileAdvice)")
    }
}
