#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that grows at its end, each addition on the disk before the call returns: a journal.
///
/// An addition is one write to the end of the file, so that lines of two writers do not mix. Not thread-safe: one owner at a
/// time.
package final class AppendingFile {
    private let descriptor: FileDescriptor

    /// Opens the file at `path`, which is made if it is absent.
    ///
    /// - Parameter unfinished: the bytes at the file's end to cut off; a file of another size has grown and is left alone.
    /// - Throws: an error where the file cannot be opened for writing or cut.
    package init(path: String, cuttingOff unfinished: Range<Int>? = nil) throws(AssayError) {
        descriptor = try FileDescriptor(
            path: path, name: path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o666, action: "open the file to add to"
        )
        guard let unfinished, !unfinished.isEmpty, unfinished.upperBound == Int(try descriptor.status().st_size) else {
            return
        }
        while ftruncate(descriptor.number, off_t(unfinished.lowerBound)) != 0 {
            if errno != EINTR { throw AssayError.system(errno, "cut the file's last line off", path: path) }
        }
    }

    /// Adds `bytes` at the end and waits until they are on the disk.
    ///
    /// Throws where the disk is full or a write fails; a part of `bytes` may stand in the file then.
    package func append(_ bytes: [UInt8]) throws(AssayError) {
        // Safe: the bytes are only read, during the call.
        try unsafe bytes.span.withUnsafeBytes { bytes throws(AssayError) in try unsafe descriptor.write(bytes) }
        try descriptor.sync()
    }
}
