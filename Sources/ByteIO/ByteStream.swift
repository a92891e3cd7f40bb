/// The decompressed bytes of a file or of standard input, read in pieces.
///
/// The compression (zstd, gzip or none) is told from the content. Memory is bounded by the decoder's window, whatever the
/// file's size. Not thread-safe: one owner at a time.
package final class ByteStream {
    /// How the content is stored.
    package enum Compression: String, Sendable { case none, zstd, gzip }

    /// How the content is stored, as told by its first bytes. A skippable zstd frame counts as zstd.
    package let compression: Compression

    /// The name in error messages: the path, "standard input", or what the caller gave.
    package let name: String

    private let source: StoredByteSource
    private let decoder: any StreamDecoder
    /// What a read threw: the bytes after it are not to be trusted, so each later read throws it again.
    private var failure: AssayError?

    /// Opens the file at `path`; `-` is standard input. Reads the first stored bytes to tell the compression.
    ///
    /// Throws if the file is absent, a folder, or not readable.
    package convenience init(path: String) throws(AssayError) {
        try self.init(path: path, name: path == "-" ? "standard input" : path)
    }

    /// Opens the file at `path`, as `init(path:)` does; error messages call it `name`.
    package convenience init(path: String, name: String) throws(AssayError) {
        try self.init(path: path, name: name, calls: .system)
    }

    /// Opens the file at `path`, as `init(path:)` does; a read throws once `isStopped`, even while it waits for bytes.
    ///
    /// - Parameter largestWindowByteCount: the most memory that a zstd frame may ask for; one that wants more is an error.
    package convenience init(
        path: String, largestWindowByteCount: Int = 1 << 31, isStopped: @escaping @Sendable () -> Bool
    ) throws(AssayError) {
        try self.init(
            path: path, name: path == "-" ? "standard input" : path, calls: .system(until: isStopped),
            largestWindowByteCount: largestWindowByteCount)
    }

    init(
        path: String, name: String, calls: SystemCalls, largestWindowByteCount: Int = 1 << 31
    ) throws(AssayError) {
        self.name = name
        source = try StoredByteSource(path: path, name: name, calls: calls)
        try source.fill(to: 4)
        compression = unsafe Self.compression(ofFirstBytes: source.unread)
        decoder =
            switch compression {
            case .none: PlainDecoder()
            case .zstd: try ZstdStreamDecoder(name: name, largestWindowByteCount: largestWindowByteCount)
            case .gzip: try GzipStreamDecoder(name: name)
            }
    }

    /// Fills `buffer[offset...]` up to the buffer's count with the next decompressed bytes and returns how many; 0 at the
    /// end. Only the last call before the end returns less than there was room for.
    ///
    /// Leave room for at least one byte, or a 0 would not mean the end. Throws for damaged, truncated or surplus stored
    /// bytes and for a failed read; the message names the stored byte, and what `buffer` holds from `offset` on is then
    /// undefined. After an error each further call throws the same error.
    package func read(into buffer: inout [UInt8], at offset: Int) throws(AssayError) -> Int {
        precondition(offset >= 0 && offset <= buffer.count, "offset outside the buffer")
        if let failure { throw failure }
        do throws(AssayError) {
            return try unsafe buffer.withUnsafeMutableBufferPointer { bytes throws(AssayError) in
                // Safe: `offset` was checked, and the decoder keeps no pointer after the call.
                let room = unsafe UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: bytes[offset...]))
                return try unsafe decoder.decode(from: source, into: room)
            }
        } catch {
            failure = error
            throw error
        }
    }

    /// Stored (compressed) bytes read so far, up to a buffer's length ahead of what the decoder has used.
    package var storedByteCount: Int { source.byteCount }

    /// XXH3-128 of all stored bytes, in 32 hexadecimal digits; valid once `read` has returned 0 or less than it had room
    /// for.
    package var storedHash: String { source.digest().hex }

    /// Tells the compression from a file's first four bytes (fewer if the file is shorter).
    ///
    /// RFC 8878 sections 3.1.1 and 3.1.2; RFC 1952 section 2.3.1.
    private static func compression(ofFirstBytes bytes: UnsafeRawBufferPointer) -> Compression {
        // Safe: each index is below the count checked before it.
        if unsafe bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b { return .gzip }
        // A file that is only a part of the frame magic is a truncated zstd file: 28 b5 begins no UTF-8 text.
        if unsafe bytes.count >= 2 && bytes.prefix(4).elementsEqual([0x28, 0xb5, 0x2f, 0xfd].prefix(bytes.count)) {
            return .zstd
        }
        guard bytes.count >= 4 else { return .none }
        let magic = unsafe UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
        return magic & 0xffff_fff0 == 0x184D_2A50 ? .zstd : .none
    }

    /// Reads what is left and lets go of it, so that it is decoded and hashed; afterwards `storedHash` is valid.
    package func readToEnd() throws(AssayError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while try read(into: &buffer, at: 0) > 0 {}
    }
}
