#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A claim on a folder that ends with the value or with the process, however that ends.
///
/// It is an advisory lock on a file in the folder: only programs that ask for it are kept out. Not thread-safe.
package final class FileLock {
    private let descriptor: FileDescriptor

    /// Claims the file at `path`, which is made if it is absent; `nil` if another process holds it.
    ///
    /// Throws if the file cannot be made.
    package static func take(_ path: String) throws(AssayError) -> FileLock? {
        while true {
            let descriptor = try FileDescriptor(
                path: path, name: path, flags: O_RDWR | O_CREAT, mode: 0o666, action: "open the file")
            while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
                let code = errno
                if code == EINTR { continue }
                if code == EWOULDBLOCK { return nil }
                // A file system without locks: nobody can be kept out.
                break
            }
            // Its last holder may have removed the file between the two calls: then nobody else would meet this lock.
            let mine = try descriptor.status()
            if let there = try FileSystem.status(of: path), there.st_ino == mine.st_ino { return FileLock(descriptor) }
        }
    }

    private init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
}
