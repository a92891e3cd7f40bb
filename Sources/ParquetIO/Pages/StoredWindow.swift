internal import ByteIO

/// A piece of the file that is read from its front to its end through a buffer. Not thread-safe.
struct StoredWindow {
    /// Large enough to make system calls cheap, small enough to stay in the second-level cache.
    private static let readByteCount = 256 << 10

    private let file: PositionedFile
    /// What was read; its bytes from `position` to `filled` are not yet used.
    private(set) var buffer: [UInt8] = []
    private(set) var position = 0
    private(set) var filled = 0
    /// The file's bytes that are not yet in the buffer.
    private var unread: Range<Int>

    init(_ file: PositionedFile, _ range: Range<Int>) {
        self.file = file
        unread = range
    }

    /// The file's byte at `position`.
    var byteOffset: Int { unread.lowerBound - (filled - position) }

    /// The bytes up to the end of the piece.
    var remainingByteCount: Int { unread.upperBound - byteOffset }

    /// Reads on until `count` bytes can be used, or as many as there are.
    mutating func fill(_ count: Int) throws(AssayError) {
        let missing = min(count, remainingByteCount) - (filled - position)
        if missing <= 0 { return }
        let want = min(max(missing, Self.readByteCount), unread.count)
        if position > 0 {
            buffer.move(from: position, to: filled, at: 0)
            filled -= position
            position = 0
        }
        // A page that was far larger than the others does not keep its room.
        if buffer.count > 8 * (filled + want) + Self.readByteCount { buffer.removeLast(buffer.count - filled - want) }
        buffer.makeRoom(for: filled + want, filler: 0)
        try file.read(at: unread.lowerBound, count: want, into: &buffer, at: filled)
        filled += want
        unread = unread.lowerBound + want..<unread.upperBound
    }

    /// Marks `count` bytes as used; so many were filled.
    mutating func consume(_ count: Int) {
        precondition(count <= filled - position)
        position += count
    }
}
