#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file's bytes in memory, read from the disk when they are first touched.
///
/// Many processes share one copy. Thread-safe: the bytes are read-only. The file must not be shortened or changed while
/// it is mapped: touching a page that is gone ends the process. Files written by `OutputFile` are replaced, never changed.
@safe package final class MappedFile: Sendable {
    /// The file's length in bytes.
    package let count: Int
    /// Mapped in `init`, unmapped in `deinit`, lent only as spans that cannot outlive this object; `nil` if empty. Safe to
    /// share: nobody writes through it.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer?

    /// Maps the file at `path`. Cost: independent of its size.
    ///
    /// Throws if the file is absent, not readable, or not a file (a pipe cannot be mapped).
    package init(path: String) throws(AssayError) {
        let descriptor = try FileDescriptor(
            path: path, name: path, flags: O_RDONLY | O_NONBLOCK, action: "open the file")
        let status = try descriptor.status()
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AssayError("this is a folder, a device or a pipe; name a file", path: path)
        }
        count = Int(status.st_size)
        guard count > 0 else {
            unsafe base = nil
            return
        }
        // Safe: a new mapping overlaps nothing, and it stays after the descriptor is closed.
        let mapping = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
            throw AssayError.system(errno, "map the file", path: path)
        }
        unsafe base = mapping
    }

    deinit {
        // Safe: the same range was mapped in `init`, and no span of it is left.
        if let base = unsafe base { _ = unsafe munmap(base, count) }
    }

    /// All of the file's bytes, valid while this object lives.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            // Safe: the mapping has `count` bytes and lives as long as `self`, which the span borrows.
            let span = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count))
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }
}
