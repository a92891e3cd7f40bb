#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells, without reading it, that a file is not what it was: another size, time of change, or another file.
///
/// A change that keeps the size and sets the times back is not seen. A value type; safe to share between threads.
package struct FileStamp: Sendable, Equatable, Codable {
    /// Bytes as stored.
    package var byteCount: Int
    /// When the content was last written, in nanoseconds since 1970.
    package var modificationNanoseconds: Int
    /// When the content, the name or the rights were last changed, in nanoseconds since 1970.
    package var changeNanoseconds: Int
    /// The file's number on its file system.
    package var fileNumber: UInt64
}

extension FileSystem {
    /// The stamp of the file at `path`; `nil` for what is no file, such as a pipe. Throws if nothing is there.
    package static func stamp(of path: String) throws(AssayError) -> FileStamp? {
        guard let status = try status(of: path) else { throw AssayError.system(ENOENT, "look at it", path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Glibc)
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #else
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #endif
        return FileStamp(
            byteCount: Int(status.st_size), modificationNanoseconds: nanoseconds(modified),
            changeNanoseconds: nanoseconds(changed), fileNumber: UInt64(status.st_ino))
    }

    private static func nanoseconds(_ time: timespec) -> Int {
        time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ time.tv_nsec
    }
}
