import CZlib

/// Whole blocks as gzip members or a zlib stream, and CRC-32 (RFC 1950, 1952). Thread-safe.
package enum GzipBlock {
    /// Deflate stores 258 bytes, the longest match, in 2 bits or more.
    private static let largestRatio = 1032

    /// Throws if no block of `storedByteCount` bytes can hold `byteCount`; costs nothing.
    package static func checkSize(_ byteCount: Int, storedByteCount: Int) throws(AssayError) {
        try BlockCodec.checkRatio("gzip", storedByteCount, byteCount, largestRatio: largestRatio)
    }

    /// Sets `buffer[offset..<offset + byteCount]` to what `block` holds; throws if that is another count.
    package static func decompress(
        _ block: RawSpan, into buffer: inout [UInt8], at offset: Int, count byteCount: Int
    ) throws(AssayError) {
        try checkSize(byteCount, storedByteCount: block.byteCount)
        guard let stored = UInt32(exactly: block.byteCount), let room32 = UInt32(exactly: byteCount) else {
            throw AssayError("a gzip block of \(byteCount) bytes is larger than 4 GiB; write smaller ones")
        }
        try unsafe BlockCodec.withPointers(block, &buffer, at: offset, count: byteCount) {
            (block, room) throws(AssayError) in
            var stream = unsafe z_stream()
            // The widest window, and 32 to tell gzip and zlib apart (zlib.h: inflateInit2).
            guard unsafe inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
            else {
                throw AssayError("not enough memory to decompress gzip; use fewer workers")
            }
            defer { unsafe inflateEnd(&stream) }
            // Safe: the pointers come with their counts; zlib only reads the input, though its header lacks the `const`.
            unsafe stream.next_in = UnsafeMutablePointer(
                mutating: block.baseAddress?.assumingMemoryBound(to: UInt8.self))
            unsafe stream.avail_in = stored
            // An empty room would be a null pointer, which zlib takes for misuse.
            var spare: UInt8 = 0
            try unsafe withUnsafeMutablePointer(to: &spare) { spare throws(AssayError) in
                unsafe stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? spare
                unsafe stream.avail_out = room32
                try unsafe inflate(&stream, byteCount)
            }
        }
    }

    /// Inflates member after member until the input or the room ends, which has to be at once.
    private static func inflate(_ stream: inout z_stream, _ byteCount: Int) throws(AssayError) {
        while true {
            // Safe: as set up by the caller, whose pointers are valid during the call.
            let code = unsafe CZlib.inflate(&stream, Z_FINISH)
            switch code {
            case Z_STREAM_END:
                if unsafe stream.avail_in == 0 {
                    if unsafe stream.avail_out == 0 { return }
                    throw BlockCodec.wrongSize(
                        "gzip", found: unsafe "\(byteCount - Int(stream.avail_out))", expected: byteCount)
                }
                unsafe inflateReset(&stream)
            case Z_BUF_ERROR where unsafe stream.avail_out == 0 && stream.avail_in > 0:
                throw BlockCodec.wrongSize("gzip", found: "more", expected: byteCount)
            case Z_BUF_ERROR:
                throw BlockCodec.damaged("gzip", byteCount, "it ends in the middle")
            case Z_MEM_ERROR:
                throw AssayError("not enough memory to decompress gzip; use fewer workers")
            default:
                // Safe: zlib's messages are constants.
                let detail = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "zlib error \(code)"
                throw BlockCodec.damaged("gzip", byteCount, detail)
            }
        }
    }
}

/// CRC-32 as in gzip and Parquet (ISO 3309, zlib's crc32). Thread-safe; far below a nanosecond a byte.
package enum CRC32 {
    /// The checksum of `bytes`.
    package static func checksum(_ bytes: RawSpan) -> UInt32 {
        // Safe: the bytes are only read, during the call.
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe UInt32(
                truncatingIfNeeded: crc32_z(0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
        }
    }
}
