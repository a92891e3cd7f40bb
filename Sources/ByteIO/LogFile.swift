#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that grows at its end and may be cut back: for a log whose last entry may be torn.
///
/// What was appended is there for other processes at once, and on the disk after `sync`. Reading is thread-safe beside
/// appending; append, cut and sync from one thread at a time.
package final class LogFile: @unchecked Sendable {
    /// The path, as the caller gave it.
    package let path: String
    /// How many bytes the file has.
    package private(set) var byteCount: Int
    private let descriptor: FileDescriptor

    /// Opens the file at `path`, or makes an empty one.
    ///
    /// Throws if the folder is absent or not writable, or if `path` is no file.
    package convenience init(path: String) throws(AssayError) { try self.init(path: path, flags: O_RDWR | O_CREAT) }

    /// Opens the file at `path` for reading only.
    ///
    /// Throws if it is absent or no file.
    package convenience init(reading path: String) throws(AssayError) {
        try self.init(path: path, flags: O_RDONLY | O_NONBLOCK)
    }

    private init(path: String, flags: Int32) throws(AssayError) {
        self.path = path
        let descriptor = try FileDescriptor(path: path, name: path, flags: flags, mode: 0o666, action: "open the file")
        let status = try descriptor.status()
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AssayError("this is a folder, a device or a pipe; name a file", path: path)
        }
        byteCount = Int(status.st_size)
        self.descriptor = descriptor
    }

    /// Adds `bytes` at the end. After an error the end may be torn.
    package func append(_ bytes: [UInt8]) throws(AssayError) {
        if lseek(descriptor.number, off_t(byteCount), SEEK_SET) < 0 {
            throw AssayError.system(errno, "write the file", path: path)
        }
        // Safe: the bytes are only read, during the call.
        try unsafe bytes.span.withUnsafeBytes { bytes throws(AssayError) in try unsafe descriptor.write(bytes) }
        byteCount += bytes.count
    }

    /// Cuts the file back to its first `count` bytes.
    package func cut(to count: Int) throws(AssayError) {
        while ftruncate(descriptor.number, off_t(count)) != 0 {
            if errno != EINTR { throw AssayError.system(errno, "cut the file", path: path) }
        }
        byteCount = count
    }

    /// The `count` bytes at `offset`, fewer where the file ends.
    package func read(at offset: Int, count: Int) throws(AssayError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = try unsafe bytes.withUnsafeMutableBufferPointer { bytes throws(AssayError) in
            try unsafe descriptor.read(
                at: offset, into: UnsafeMutableRawBufferPointer(bytes), action: "read the file")
        }
        if got < count { bytes.removeLast(count - got) }
        return bytes
    }

    /// Waits until what was appended is on the disk.
    package func sync() throws(AssayError) { try descriptor.sync() }
}
