import CZlib

/// Gzip members, one after another, and zero bytes after the last one (RFC 1952).
///
/// zlib checks each member's CRC-32 and length. Memory: 32 KiB of window.
@safe final class GzipStreamDecoder: StreamDecoder {
    private enum Place { case insideMember, betweenMembers, padding }

    /// Owned: made in `init`, freed in `deinit`. On the heap because zlib's state points back at it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var place = Place.insideMember

    init(name: String) throws(AssayError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // The widest window, and 16 for a gzip wrapper (zlib.h: inflateInit2).
        let code = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        if code != Z_OK {
            throw AssayError("cannot start to decompress gzip (zlib error \(code)); use fewer workers", path: name)
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    func decode(from source: StoredByteSource, into room: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int {
        var filled = 0
        while filled < room.count {
            try source.refill()
            switch place {
            case .insideMember:
                // Safe: `filled` is within the room's bounds.
                filled += try unsafe inflateOnce(
                    from: source, into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
            case .betweenMembers:
                if source.isDrained { return filled }
                switch unsafe source.unread[0] {
                case 0x00:
                    place = .padding
                case 0x1f:
                    unsafe inflateReset(stream)
                    place = .insideMember
                default:
                    throw source.error("bytes that are no gzip member follow the last member", damagedFileAdvice)
                }
            case .padding:
                if source.isDrained { return filled }
                let zeroCount = unsafe source.unread.prefix { $0 == 0 }.count
                source.consume(zeroCount)
                if !source.isDrained {
                    throw source.error("bytes follow the zero padding of the gzip data", damagedFileAdvice)
                }
            }
        }
        return filled
    }

    /// One call of `inflate`; the count of bytes written to `room`.
    private func inflateOnce(
        from source: StoredByteSource, into room: UnsafeMutableRawBufferPointer
    ) throws(AssayError) -> Int {
        let unread = unsafe source.unread
        // zlib only reads the input, though its header lacks the `const`; its counts have 32 bits.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: unread.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = UInt32(unread.count)
        let roomByteCount = min(room.count, 1 << 30)
        unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(roomByteCount)
        // Safe: both pointers come with their counts and are not used after the call.
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        source.consume(unsafe unread.count - Int(stream.pointee.avail_in))
        let written = unsafe roomByteCount - Int(stream.pointee.avail_out)
        switch code {
        case Z_STREAM_END:
            place = .betweenMembers
        case Z_OK, Z_BUF_ERROR:
            // `Z_BUF_ERROR` only means that this call could do nothing: at the end of the file, that nothing follows.
            if unsafe unread.isEmpty && written == 0 {
                throw source.error(
                    "the gzip data ends in the middle of a member", "the file is truncated: fetch it again")
            }
        case Z_MEM_ERROR:
            throw source.error("not enough memory to decompress gzip", "use fewer workers or a larger machine")
        default:
            // Safe: zlib's messages are constants.
            let detail = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "zlib error \(code)"
            throw source.error("the gzip data is damaged (\(detail))", damagedFileAdvice)
        }
        return written
    }
}
