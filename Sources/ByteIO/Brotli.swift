import CBrotli

/// Brotli streams (RFC 7932). Thread-safe.
package enum Brotli {
    /// Sets `buffer[offset..<offset + byteCount]` to what `block` holds; throws if that is another count.
    package static func decompress(
        _ block: RawSpan, into buffer: inout [UInt8], at offset: Int, count byteCount: Int
    ) throws(AssayError) {
        try unsafe BlockCodec.withPointers(block, &buffer, at: offset, count: byteCount) {
            (block, room) throws(AssayError) in
            var found = room.count
            // Safe: the pointers come with their counts, which the library does not pass, and it keeps none.
            let result = unsafe BrotliDecoderDecompress(
                block.count, block.baseAddress?.assumingMemoryBound(to: UInt8.self), &found,
                room.baseAddress?.assumingMemoryBound(to: UInt8.self))
            if result != BROTLI_DECODER_RESULT_SUCCESS {
                throw BlockCodec.damaged("Brotli", byteCount, "or holds more")
            }
            if found != byteCount {
                throw BlockCodec.wrongSize("Brotli", found: "\(found)", expected: byteCount)
            }
        }
    }
}
