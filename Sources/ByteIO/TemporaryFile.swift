#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that others open by its name while this value lives; the name goes with it.
///
/// Not thread-safe: one owner at a time.
package final class NamedTemporaryFile {
    package let path: String
    private let descriptor: FileDescriptor

    /// Makes an empty file in `folder`. Errors name the file it is for, `name`.
    package init(folder: String, name: String) throws(AssayError) {
        let base = FileSystem.path(of: "assay-\(getpid())", in: folder)
        var attempt = 0
        while FileSystem.exists("\(base)-\(attempt)") { attempt += 1 }
        path = "\(base)-\(attempt)"
        descriptor = try FileDescriptor(
            path: path, name: name, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600,
            action: "create a temporary file in \(folder)")
    }

    deinit { _ = unsafe unlink(path) }

    /// Adds `bytes` at the end.
    package func append(_ bytes: Span<UInt8>) throws(AssayError) {
        // Safe: the bytes are only read, during the call.
        try unsafe bytes.withUnsafeBytes { bytes throws(AssayError) in try unsafe descriptor.write(bytes) }
    }
}

/// Bytes that do not fit into memory: a file without a name, gone with the value or the process, whatever ends it.
///
/// Not thread-safe: one owner at a time.
package final class TemporaryFile {
    /// Bytes written so far.
    package private(set) var byteCount = 0
    private let descriptor: FileDescriptor

    /// Makes the file in the folder of `path`, the file that it helps to write and that error messages name.
    package init(beside path: String) throws(AssayError) {
        let finalPath = try OutputFile.finalPath(for: path)
        var attempt = 0
        while FileSystem.exists(OutputFile.temporaryPath(for: finalPath, attempt: attempt)) { attempt += 1 }
        let temporaryPath = OutputFile.temporaryPath(for: finalPath, attempt: attempt)
        descriptor = try FileDescriptor(
            path: temporaryPath, name: path, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600,
            action: "create a temporary file beside it")
        // The open descriptor keeps the bytes; without a name nothing is left behind.
        _ = unsafe unlink(temporaryPath)
    }

    /// Adds `bytes` at the end.
    package func append(_ bytes: RawSpan) throws(AssayError) {
        // Safe: the bytes are only read, during the call.
        try unsafe bytes.withUnsafeBytes { bytes throws(AssayError) in try unsafe descriptor.write(bytes) }
        byteCount += bytes.byteCount
    }

    /// Sets `buffer` to the `count` bytes at `offset`; allocates only if it was smaller.
    ///
    /// Requires that so many were written.
    package func read(at offset: Int, count: Int, into buffer: inout [UInt8]) throws(AssayError) {
        precondition(offset >= 0 && count >= 0 && count <= byteCount - offset, "read outside the temporary file")
        if buffer.count > count {
            buffer.removeLast(buffer.count - count)
        } else if buffer.count < count {
            buffer.append(contentsOf: repeatElement(0, count: count - buffer.count))
        }
        let got = try unsafe buffer.withUnsafeMutableBufferPointer { bytes throws(AssayError) in
            try unsafe descriptor.read(
                at: offset, into: UnsafeMutableRawBufferPointer(bytes), action: "read a temporary file beside it")
        }
        if got < count {
            throw AssayError("a temporary file beside it was cut short; try again", path: descriptor.path)
        }
    }
}
