import CLZ4

/// Blocks in LZ4's block format, without a frame (lz4/lz4, doc/lz4_Block_format.md). Thread-safe.
package enum LZ4Block {
    /// A byte of a match's length stands for 255 bytes of content.
    private static let largestRatio = 256

    /// Throws if no block of `storedByteCount` bytes can hold `byteCount`; costs nothing.
    package static func checkSize(_ byteCount: Int, storedByteCount: Int) throws(AssayError) {
        try BlockCodec.checkRatio("LZ4", storedByteCount, byteCount, largestRatio: largestRatio)
    }

    /// Sets `buffer[offset..<offset + byteCount]` to what `block` holds; throws if that is another count.
    package static func decompress(
        _ block: RawSpan, into buffer: inout [UInt8], at offset: Int, count byteCount: Int
    ) throws(AssayError) {
        try checkSize(byteCount, storedByteCount: block.byteCount)
        // The library counts in 32 bits.
        guard let stored = Int32(exactly: block.byteCount), let room32 = Int32(exactly: byteCount) else {
            throw AssayError("an LZ4 block of \(byteCount) bytes is larger than 2 GiB; write smaller ones")
        }
        try unsafe BlockCodec.withPointers(block, &buffer, at: offset, count: byteCount) {
            (block, room) throws(AssayError) in
            // Safe: the pointers come with their counts, which the library does not pass, and it keeps none.
            let found = unsafe LZ4_decompress_safe(
                block.baseAddress?.assumingMemoryBound(to: CChar.self),
                room.baseAddress?.assumingMemoryBound(to: CChar.self), stored, room32)
            if found < 0 { throw BlockCodec.damaged("LZ4", byteCount) }
            if Int(found) != byteCount {
                throw BlockCodec.wrongSize("LZ4", found: "\(found)", expected: byteCount)
            }
        }
    }
}
