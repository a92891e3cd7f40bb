/// Turns stored bytes into content, a piece at a time. One file per codec.
protocol StreamDecoder: AnyObject {
    /// Writes the next bytes of the content to the front of `room` and returns how many; less than `room.count` at the
    /// end of the content only. Throws for damaged, truncated or surplus stored bytes.
    func decode(from source: StoredByteSource, into room: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int
}

/// What to do about a damaged file.
let damagedFileAdvice = "the file is damaged: fetch or write it again"

/// Content stored as it is.
final class PlainDecoder: StreamDecoder {
    /// Below this much room a read goes through the source's buffer, to save system calls.
    private static let directByteCount = 64 << 10

    func decode(from source: StoredByteSource, into room: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int {
        var filled = 0
        while filled < room.count {
            // Safe: `filled` is within the room's bounds.
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            if source.isDrained && rest.count >= Self.directByteCount {
                let count = try unsafe source.read(into: rest)
                if count == 0 { break }
                filled += count
                continue
            }
            try source.refill()
            if source.isDrained { break }
            let count = unsafe min(rest.count, source.unread.count)
            // Safe: both sides hold `count` bytes, and the source's buffer is never the caller's.
            unsafe rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: source.unread[..<count]))
            source.consume(count)
            filled += count
        }
        return filled
    }
}
