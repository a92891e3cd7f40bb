#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file, closed when the value goes away.
///
/// Not thread-safe. Every call is retried when a signal interrupts it.
struct FileDescriptor: ~Copyable {
    /// The system's number for it.
    let number: Int32
    /// The path for error messages.
    let path: String
    private let calls: SystemCalls
    /// Whether `deinit` closes the file: standard input belongs to the process.
    private var isOwned: Bool

    /// Opens `path`, whose name in messages is `name`. The file is not inherited by child processes.
    init(
        path: String, name: String, flags: Int32, mode: mode_t = 0, action: String, calls: SystemCalls = .system
    ) throws(AssayError) {
        try FileDescriptor.refuseNUL(in: path)
        var number: Int32
        repeat {
            // Safe: the system only reads the path, during the call.
            number = unsafe open(path, flags | O_CLOEXEC, mode)
        } while number < 0 && errno == EINTR
        if number < 0 { throw AssayError.system(errno, action, path: name) }
        self.number = number
        self.path = name
        self.calls = calls
        self.isOwned = true
    }

    /// The process's standard input.
    init(standardInputNamed name: String, calls: SystemCalls = .system) {
        number = STDIN_FILENO
        path = name
        self.calls = calls
        isOwned = false
    }

    deinit {
        // A failed close of a file that was read, or of one being discarded, changes nothing.
        if isOwned { _ = Self.closeNumber(number) }
    }

    /// Reads up to `buffer.count` bytes; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int {
        while true {
            let count = unsafe calls.read(number, buffer)
            if count >= 0 { return count }
            if errno != EINTR { throw AssayError.system(errno, "read the file", path: path) }
        }
    }

    /// Sets `buffer` to the bytes at `offset`; returns how many there were before the file's end. `action` as in `open`.
    ///
    /// Thread-safe: the file's position is neither used nor moved.
    func read(
        at offset: Int, into buffer: UnsafeMutableRawBufferPointer, action: String
    ) throws(AssayError) -> Int {
        var done = 0
        while done < buffer.count {
            // Safe: `done` is within the buffer's bounds.
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let got = unsafe pread(number, rest.baseAddress, rest.count, off_t(offset + done))
            if got == 0 { break }
            if got > 0 {
                done += got
            } else if errno != EINTR {
                throw AssayError.system(errno, action, path: path)
            }
        }
        return done
    }

    #if canImport(Glibc)
        /// Of a file opened without waiting: waits until a pipe has a writer, and lets later reads wait.
        func waitForWriter() throws(AssayError) {
            let kind = try status().st_mode & S_IFMT
            if kind == S_IFREG || kind == S_IFDIR { return }
            if kind == S_IFIFO {
                var waited = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
                // Linux reports the end of a pipe only once it has had a writer.
                while unsafe poll(&waited, 1, 100) == 0 {
                    if calls.isStopped() { throw AssayError.system(ECANCELED, "read the file", path: path) }
                }
            }
            let flags = fcntl(number, F_GETFL)
            if flags < 0 || fcntl(number, F_SETFL, flags & ~O_NONBLOCK) < 0 {
                throw AssayError.system(errno, "open the file", path: path)
            }
        }
    #endif

    /// Writes all of `bytes`.
    func write(_ bytes: UnsafeRawBufferPointer) throws(AssayError) {
        var written = 0
        while written < bytes.count {
            // Safe: `written` is within the bytes' bounds.
            let count = unsafe calls.write(number, UnsafeRawBufferPointer(rebasing: bytes[written...]))
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw AssayError.system(errno, "write the file", path: path)
            }
        }
    }

    /// Waits until what was written is on the disk.
    func sync() throws(AssayError) {
        while calls.sync(number) != 0 {
            if errno != EINTR { throw AssayError.system(errno, "save the file to the disk", path: path) }
        }
    }

    /// Closes the file and reports what a network file system tells only then; nothing else may follow.
    mutating func close() throws(AssayError) {
        guard isOwned else { return }
        isOwned = false
        let code = Self.closeNumber(number)
        // After an interrupted close the number is free on Linux; closing it again could close another thread's file.
        if code != 0 && code != EINTR { throw AssayError.system(code, "close the file", path: path) }
    }

    /// The file's status.
    func status() throws(AssayError) -> stat {
        var status = stat()
        if unsafe fstat(number, &status) != 0 { throw AssayError.system(errno, "read the file's status", path: path) }
        return status
    }

    /// A NUL would end the path early in the system's eyes, and another file would be opened.
    static func refuseNUL(in path: String) throws(AssayError) {
        if path.utf8.contains(0) {
            throw AssayError("the path holds a NUL character; check the path", path: path)
        }
    }

    private static func closeNumber(_ number: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(number) == 0 ? 0 : errno
        #else
            Darwin.close(number) == 0 ? 0 : errno
        #endif
    }
}
