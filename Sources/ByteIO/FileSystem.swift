#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Folders, names and kinds of files. Thread-safe, as far as the file system is.
package enum FileSystem {
    /// What stands at a path.
    package enum Kind: Sendable { case file, directory, other }

    /// What stands at `path`, a link's target if it is a link; `nil` if there is nothing or only a dangling link.
    ///
    /// Throws if a folder on the way cannot be searched.
    package static func kind(of path: String) throws(AssayError) -> Kind? {
        try status(of: path).map { status in
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            default: .other
            }
        }
    }

    /// The path of `name` in `folder`, which may end in a slash or not.
    package static func path(of name: String, in folder: String) -> String {
        folder + (folder.hasSuffix("/") ? "" : "/") + name
    }

    /// The system's folder for temporary files: what the environment's TMPDIR names, or `/tmp`.
    package static var temporaryFolder: String {
        // Safe: the value is copied at once, and nothing here changes the environment.
        guard let folder = unsafe getenv("TMPDIR") else { return "/tmp" }
        return unsafe String(cString: folder)
    }

    /// Whether there is something at `path`. Throws if that cannot be told.
    package static func isThere(_ path: String) throws(AssayError) -> Bool { try kind(of: path) != nil }

    /// Whether a link is at `path`, wherever it leads. Throws if that cannot be told.
    package static func isLink(_ path: String) throws(AssayError) -> Bool {
        try status(of: path, followingLinks: false).map { $0.st_mode & S_IFMT == S_IFLNK } ?? false
    }

    /// Whether there is something at `path`; also false where that cannot be told.
    package static func exists(_ path: String) -> Bool {
        (try? kind(of: path)) != nil
    }

    /// Throws if there is something at `path`, which a new file would replace.
    package static func refuseReplacing(_ path: String) throws(AssayError) {
        if try isThere(path) {
            throw AssayError(
                "a file of this name is there already; name another, or replace it with --force", path: path)
        }
    }

    /// The stored size of the file at `path`. Throws if there is none or it is not a file.
    package static func byteCount(of path: String) throws(AssayError) -> Int {
        guard let status = try status(of: path) else { throw AssayError.system(ENOENT, "tell the size", path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AssayError("this is not a file and has no size; name a file", path: path)
        }
        return Int(status.st_size)
    }

    /// The absolute path of what stands at `path`, without links and dots. Throws if there is nothing.
    package static func canonicalPath(of path: String) throws(AssayError) -> String {
        try FileDescriptor.refuseNUL(in: path)
        guard let canonical = unsafe realpath(path, nil) else {
            throw AssayError.system(errno, "find the file", path: path)
        }
        // Safe: `realpath` allocated a C string that is this function's to free.
        defer { unsafe free(canonical) }
        return unsafe String(cString: canonical)
    }

    /// Makes the folder at `path` and those above it; one that is there is left as it is.
    package static func makeDirectories(_ path: String) throws(AssayError) {
        try FileDescriptor.refuseNUL(in: path)
        if try kind(of: path) == .directory { return }
        if let parent = parentFolder(of: path), parent != path { try makeDirectories(parent) }
        if unsafe mkdir(path, 0o777) == 0 { return }
        let code = errno
        // Another process may have made it in the meantime.
        if code == EEXIST, try kind(of: path) == .directory { return }
        throw AssayError.system(code, "make the folder", path: path)
    }

    /// Gives what stands at `source` the name `destination` in one step, and waits until the new name is on the disk.
    ///
    /// Replaces a file by a file and an empty folder by a folder. Both must be on one file system.
    package static func rename(from source: String, to destination: String) throws(AssayError) {
        try FileDescriptor.refuseNUL(in: source)
        try FileDescriptor.refuseNUL(in: destination)
        #if canImport(Glibc)
            let code = unsafe Glibc.rename(source, destination)
        #else
            let code = unsafe Darwin.rename(source, destination)
        #endif
        if code != 0 { throw AssayError.system(errno, "rename \(source) to this name", path: destination) }
        try syncFolder(parentFolder(of: destination) ?? ".")
    }

    /// Waits until a folder's list of names is on the disk.
    package static func syncFolder(_ path: String) throws(AssayError) {
        let folder = try FileDescriptor(
            path: path, name: path, flags: O_RDONLY | O_DIRECTORY, action: "open the folder")
        // Some network file systems know no sync for folders: they keep names in order by themselves.
        if fsync(folder.number) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EINTR {
            throw AssayError.system(errno, "save the folder to the disk", path: path)
        }
    }

    /// The path of the folder that holds `path`; "." for a bare name, `nil` for the root or an empty path.
    package static func parentFolder(of path: String) -> String? {
        var bytes = path.utf8[...]
        while bytes.count > 1 && bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
        if bytes.isEmpty || bytes.elementsEqual("/".utf8) { return nil }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        var parent = bytes[..<slash]
        while parent.count > 1 && parent.last == UInt8(ascii: "/") { parent = parent.dropLast() }
        return parent.isEmpty ? "/" : String(Substring(parent))
    }

    /// The status of what stands at `path`, or of a link itself; `nil` if there is nothing.
    static func status(of path: String, followingLinks: Bool = true) throws(AssayError) -> stat? {
        try FileDescriptor.refuseNUL(in: path)
        var status = stat()
        let code = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
        if code == 0 { return status }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw AssayError.system(errno, "look at it", path: path)
    }
}
