/// The decompressed bytes of a file or of standard input, read in pieces.
///
/// The compression (zstd, gzip or none) is told from the content. Memory is bounded by the decoder's window, whatever the
/// file's size. Not thread-safe: one owner at a time.
package final class ByteStream {
    /// How the content is stored.
    package enum Compression: String, Sendable { case none, zstd, gzip }

    /// Opens the file at `path`; `-` is standard input.
    package init(path: String) throws(AssayError) { throw AssayError("not written yet", path: path) }

    package var compression: Compression { .none }

    /// Fills `buffer[offset...]` up to the buffer's count with the next decompressed bytes and returns how many; 0 at the
    /// end. Only the last call before the end returns less than there was room for.
    package func read(into buffer: inout [UInt8], at offset: Int) throws(AssayError) -> Int { 0 }

    /// Stored (compressed) bytes read so far.
    package var storedByteCount: Int { 0 }

    /// XXH3-128 of all stored bytes, in 32 hexadecimal digits; valid once `read` has returned 0.
    package var storedHash: String { "" }
}
