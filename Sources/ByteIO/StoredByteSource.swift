#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file's bytes as stored, read through a buffer and hashed on the way. Not thread-safe.
@safe final class StoredByteSource {
    /// Large enough to make system calls and hashing cheap, small enough to stay in the second-level cache.
    static let bufferByteCount = 256 << 10

    /// The name for error messages.
    let name: String
    private let descriptor: FileDescriptor
    /// Owned: allocated in `init`, freed in `deinit`; lent only to a decoder for the length of a call.
    private let buffer: UnsafeMutableRawBufferPointer
    /// The bytes of `buffer` not yet used.
    private var unreadRange = 0..<0
    /// Whether the file has said that it has no more.
    private(set) var isAtEnd = false
    /// Stored bytes read from the file so far.
    private(set) var byteCount = 0
    private var hash = XXH3Stream()

    init(path: String, name: String, calls: SystemCalls = .system) throws(AssayError) {
        if path == "-" {
            descriptor = FileDescriptor(standardInputNamed: name, calls: calls)
        } else {
            descriptor = try FileDescriptor(
                path: path, name: name, flags: Self.openFlags, action: "open the file", calls: calls)
            #if canImport(Glibc)
                try descriptor.waitForWriter()
            #endif
        }
        if try descriptor.status().st_mode & S_IFMT == S_IFDIR {
            throw AssayError.system(EISDIR, "read it as a file", path: name)
        }
        #if canImport(Glibc)
            // Only a hint: a larger read-ahead. Pipes refuse it, which does no harm.
            _ = posix_fadvise(descriptor.number, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
        self.name = name
        unsafe buffer = .allocate(byteCount: Self.bufferByteCount, alignment: 64)
    }

    deinit {
        unsafe buffer.deallocate()
    }

    /// Opening a named pipe without a writer would wait where no signal is heeded; so it is opened, and waited for then.
    private static var openFlags: Int32 {
        #if canImport(Glibc)
            O_RDONLY | O_NONBLOCK
        #else
            O_RDONLY
        #endif
    }

    /// The bytes read and not yet used; valid until the next call of another function here.
    var unread: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: buffer[unreadRange])
    }

    /// Whether `unread` is empty.
    var isDrained: Bool { unreadRange.isEmpty }

    /// The stored byte that `unread` starts at.
    var byteOffset: Int { byteCount - unreadRange.count }

    /// Marks the first `count` bytes of `unread` as used.
    func consume(_ count: Int) {
        precondition(count <= unreadRange.count)
        unreadRange = unreadRange.lowerBound + count..<unreadRange.upperBound
    }

    /// Reads until `unread` has `count` bytes or the file ends; for the first bytes, which tell the compression.
    func fill(to count: Int) throws(AssayError) {
        precondition(unreadRange.lowerBound == 0 && count <= Self.bufferByteCount)
        while unreadRange.count < count && !isAtEnd {
            // Safe: the upper bound never passes the buffer's end.
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[unreadRange.upperBound...])
            unreadRange = 0..<unreadRange.upperBound + (try unsafe readFile(into: room))
        }
    }

    /// Reads the next bytes if `unread` is empty; it stays empty at the end of the file only.
    func refill() throws(AssayError) {
        guard unreadRange.isEmpty && !isAtEnd else { return }
        unreadRange = 0..<0
        unreadRange = 0..<(try unsafe readFile(into: buffer))
    }

    /// Reads past the buffer, straight into `room`, which must not be empty; `unread` must be. 0 at the end.
    func read(into room: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int {
        unsafe precondition(unreadRange.isEmpty && !room.isEmpty)
        return isAtEnd ? 0 : try unsafe readFile(into: room)
    }

    /// The hash of the stored bytes read so far.
    func digest() -> Hash128 { hash.digest128() }

    /// An error about the stored bytes at the present place.
    func error(_ problem: String, _ advice: String) -> AssayError {
        AssayError("\(problem) at stored byte \(byteOffset); \(advice)", path: name)
    }

    private func readFile(into room: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int {
        do {
            let count = try unsafe descriptor.read(into: room)
            isAtEnd = count == 0
            byteCount += count
            // Safe: the system has just written that many bytes there.
            unsafe hash.update(UnsafeRawBufferPointer(rebasing: room[..<count]))
            return count
        } catch {
            throw AssayError("\(error.message) (after stored byte \(byteCount))", path: error.path)
        }
    }
}
