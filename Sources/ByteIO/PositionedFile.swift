#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file whose bytes are read by their position, or bytes in memory that stand for one.
///
/// Nothing is mapped: a file that is cut while it is read gives an error. Thread-safe: no position is kept.
package final class PositionedFile: Sendable {
    /// The path or name for error messages.
    package let name: String
    /// The length in bytes, as it was when the file was opened.
    package let byteCount: Int
    /// The open file; `nil` if it is in memory. Safe to share: reads by position use the number alone, which stays.
    nonisolated(unsafe) private let descriptor: FileDescriptor?
    private let bytes: [UInt8]

    /// Opens the file at `path`, which messages call `name`.
    ///
    /// Throws if it is absent, not readable, or not a file: a pipe has no positions.
    package init(path: String, name: String? = nil) throws(AssayError) {
        let name = name ?? path
        let descriptor = try FileDescriptor(
            path: path, name: name, flags: O_RDONLY | O_NONBLOCK, action: "open the file")
        let status = try descriptor.status()
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AssayError("this is a folder, a device or a pipe; name a file", path: name)
        }
        self.name = name
        byteCount = Int(status.st_size)
        bytes = []
        unsafe self.descriptor = consume descriptor
    }

    /// A file that is in memory already.
    package init(bytes: [UInt8], name: String) {
        self.name = name
        byteCount = bytes.count
        self.bytes = bytes
        unsafe descriptor = nil
    }

    /// Sets `buffer[start..<start + count]` to the `count` bytes at `offset` in the file.
    ///
    /// Requires that they lie within `byteCount`; throws if they cannot be read, or are no longer there.
    package func read(at offset: Int, count: Int, into buffer: inout [UInt8], at start: Int) throws(AssayError) {
        precondition(offset >= 0 && count >= 0 && count <= byteCount - offset, "read outside the file")
        precondition(start >= 0 && count <= buffer.count - start, "no room for what is read")
        // Safe: the room was checked above.
        let got = try unsafe buffer.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
            try unsafe descriptor?.read(
                at: offset,
                into: UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: buffer[start..<start + count])),
                action: "read the file")
        }
        if let got, got < count {
            throw AssayError(
                "the file was cut while it was read; do not change files that are being read", path: name,
                byteOffset: offset + got)
        }
        if got == nil { buffer.copy(bytes, from: offset, to: offset + count, at: start) }
    }
}
