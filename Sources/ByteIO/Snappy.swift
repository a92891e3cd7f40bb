import CSnappy

/// Blocks in Snappy's raw format (google/snappy, format_description.txt). Thread-safe.
package enum Snappy {
    /// A copy of 64 bytes, the longest, is stored in 3 bytes or more.
    private static let largestRatio = 22

    /// Throws if no block of `storedByteCount` bytes can hold `byteCount`; costs nothing.
    package static func checkSize(_ byteCount: Int, storedByteCount: Int) throws(AssayError) {
        try BlockCodec.checkRatio("Snappy", storedByteCount, byteCount, largestRatio: largestRatio)
    }

    /// Sets `buffer[offset..<offset + byteCount]` to what `block` holds; throws if that is another count.
    package static func decompress(
        _ block: RawSpan, into buffer: inout [UInt8], at offset: Int, count byteCount: Int
    ) throws(AssayError) {
        try checkSize(byteCount, storedByteCount: block.byteCount)
        try unsafe BlockCodec.withPointers(block, &buffer, at: offset, count: byteCount) {
            (block, room) throws(AssayError) in
            var found = 0
            // Safe: the pointers come with their counts, and the library keeps none.
            guard unsafe snappy_uncompressed_length(block.baseAddress, block.count, &found) == SNAPPY_OK else {
                throw BlockCodec.damaged("Snappy", byteCount)
            }
            if found != byteCount {
                throw BlockCodec.wrongSize("Snappy", found: "\(found)", expected: byteCount)
            }
            guard unsafe snappy_uncompress(block.baseAddress, block.count, room.baseAddress, &found) == SNAPPY_OK else {
                throw BlockCodec.damaged("Snappy", byteCount)
            }
        }
    }
}
