#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system calls whose failures in the middle of a file matter: a test replaces one to make it fail.
///
/// Each behaves as the call of the same name: the count or 0, or -1 with the reason in `errno`. A buffer is used during the call only.
@safe struct SystemCalls {
    var read: (_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int
    var write: (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int
    var sync: (_ descriptor: Int32) -> Int32
    /// Whether whoever waits for the bytes has given up.
    var isStopped: @Sendable () -> Bool = { false }

    /// The operating system's own.
    static var system: SystemCalls {
        // Safe: each buffer is passed with its own count and is not kept.
        unsafe SystemCalls(
            read: { descriptor, buffer in
                #if canImport(Glibc)
                    unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
            },
            write: { descriptor, bytes in
                #if canImport(Glibc)
                    unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                #else
                    unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
                #endif
            },
            sync: { descriptor in fsync(descriptor) })
    }

    /// The operating system's, but a read, which of a pipe may wait for ever, fails with ECANCELED once `isStopped`.
    static func system(until isStopped: @escaping @Sendable () -> Bool) -> SystemCalls {
        var calls = SystemCalls.system
        calls.isStopped = isStopped
        let read = unsafe calls.read
        unsafe calls.read = { descriptor, buffer in
            var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while !isStopped() {
                // A file is always ready. What cannot be waited for is read, and that says why.
                if unsafe poll(&waited, 1, 100) != 0 { return unsafe read(descriptor, buffer) }
            }
            errno = ECANCELED
            return -1
        }
        return calls
    }
}

extension AssayError {
    /// The error for a failed system call: `action` is what was tried ("open the file"), `code` the call's `errno`.
    static func system(_ code: Int32, _ action: String, path: String) -> AssayError {
        AssayError("cannot \(action): \(words(for: code))", path: path)
    }

    /// What an `errno` means and what to do about it.
    private static func words(for code: Int32) -> String {
        switch code {
        case ENOENT: "there is no such file or folder; check the path"
        case EACCES, EPERM: "permission denied; check who owns it and its access rights"
        case EISDIR: "it is a folder; name a file"
        case ENOTDIR: "a part of the path is a file, not a folder; check the path"
        case EEXIST: "something with this name exists; choose another name or remove it"
        case ENOTEMPTY: "the folder is not empty; choose another name or remove it"
        case ENOSPC: "no space is left on the disk; free some space or write elsewhere"
        case EDQUOT: "the disk quota is used up; free some space or write elsewhere"
        case EFBIG:
            "it grew larger than the file system allows, or the limit on a file's size (ulimit -f); raise it, or write elsewhere"
        case EROFS: "the file system is read-only; write elsewhere"
        case EMFILE, ENFILE: "too many files are open; raise the limit (ulimit -n) or use fewer workers"
        case ENAMETOOLONG: "the name is too long; choose a shorter one"
        case ELOOP: "the path goes through too many symbolic links; check them for a circle"
        case EXDEV: "the two names are on different file systems; choose a name on the same one"
        case EIO: "the disk or the network reported an input/output error; check it and try again"
        case ENOMEM: "not enough memory; use fewer workers or a larger machine"
        default:
            // Safe: `strerror` returns a C string that lives until this thread's next call, and it is copied at once.
            unsafe "\(String(cString: strerror(code))) (system error \(code))"
        }
    }
}
