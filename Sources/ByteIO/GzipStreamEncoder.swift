import CZlib

/// One gzip member without a name or a time (RFC 1952), so that equal content gives equal bytes.
@safe final class GzipStreamEncoder: StreamEncoder {
    /// Owned: made in `init`, freed in `deinit`. On the heap because zlib's state points back at it.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Owned in the same way. zlib reads it when it writes the member's first bytes.
    private let header: UnsafeMutablePointer<gz_header>
    /// Owned in the same way.
    private let buffer: UnsafeMutableRawBufferPointer

    /// Levels outside zlib's 1 to 9 are taken as the nearer end.
    init(level: Int32, name: String) throws(AssayError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe header = .allocate(capacity: 1)
        unsafe header.initialize(to: gz_header())
        unsafe buffer = .allocate(byteCount: 128 << 10, alignment: 64)
        // The widest window, 16 for a gzip wrapper, and zlib's default memory level (zlib.h: deflateInit2).
        let code = unsafe deflateInit2_(
            stream, min(max(level, 1), 9), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        if code != Z_OK {
            throw AssayError("cannot start to compress gzip (zlib error \(code)); use fewer workers", path: name)
        }
        // 255 is "unknown": zlib would write the number of the system it was built for.
        unsafe header.pointee.os = 255
        unsafe deflateSetHeader(stream, header)
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
        unsafe header.deallocate()
        unsafe buffer.deallocate()
    }

    func encode(_ piece: UnsafeRawBufferPointer, _ end: PieceEnd, to sink: StoredByteSink) throws(AssayError) {
        // zlib only reads the input, though its header lacks the `const`; a piece is far below its 32-bit counts.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = UInt32(piece.count)
        let directive =
            switch end {
            case .more: Z_NO_FLUSH
            case .flush: Z_SYNC_FLUSH
            case .last: Z_FINISH
            }
        var isDone = false
        while !isDone {
            unsafe stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(buffer.count)
            // Safe: both pointers come with their counts and are not used after the call.
            let code = unsafe deflate(stream, directive)
            if code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR {
                throw AssayError("cannot compress gzip (zlib error \(code)); use fewer workers", path: sink.name)
            }
            // Safe: zlib has filled the buffer up to what it says is still available.
            let room = unsafe Int(stream.pointee.avail_out)
            try unsafe sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count - room)]))
            // Room left over means that zlib holds nothing more that it could write now.
            isDone = end == .last ? code == Z_STREAM_END : room > 0
        }
    }
}
