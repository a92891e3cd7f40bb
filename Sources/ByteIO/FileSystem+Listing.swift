#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileSystem {
    /// The files in the folder and in those below it, as paths relative to it, sorted by their UTF-8 bytes.
    ///
    /// Hidden files and folders (a name that begins with a dot) are skipped, as are devices and pipes. A link to a folder
    /// is not followed, so there are no circles: one within `folder`, whose files are listed by their own names, is skipped,
    /// and any other is an error. A link to a file is listed, and one that leads nowhere too, so that opening it says what is
    /// missing. Throws if a folder cannot be read or a name is not UTF-8.
    package static func files(below folder: String) throws(AssayError) -> [String] {
        var files: [String] = []
        // Folders still to be read, relative and with a slash at the end; a list, so that no depth is too deep.
        var pending = [""]
        while let prefix = pending.popLast() {
            for name in try names(inFolder: join(folder, prefix)) where name.utf8.first != UInt8(ascii: ".") {
                let path = join(folder, prefix + name)
                guard let status = try status(of: path, followingLinks: false) else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFREG: files.append(prefix + name)
                case S_IFDIR: pending.append(prefix + name + "/")
                case S_IFLNK:
                    let target = try kind(of: path)
                    if target == .file || target == nil { files.append(prefix + name) }
                    if target == .directory { try refuseOtherFolder(path, of: folder) }
                default: break
                }
            }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Throws if the link to a folder at `path` leads to files that are not listed.
    private static func refuseOtherFolder(_ path: String, of folder: String) throws(AssayError) {
        let (target, root) = (try canonicalPath(of: path), try canonicalPath(of: folder))
        if target == root { return }
        let below = name(of: target, below: root).map(components)
        if let below, below.allSatisfy({ $0.utf8.first != UInt8(ascii: ".") }) { return }
        throw AssayError(
            "is a link to a folder elsewhere, which is not followed; name that folder as well and remove the link",
            path: path)
    }

    /// Removes the file, link or empty folder at `path`; with `recursive`, a folder with all that is in it.
    ///
    /// Links are removed, not followed. Nothing at `path` is no error.
    package static func remove(_ path: String, recursive: Bool = false) throws(AssayError) {
        guard let status = try status(of: path, followingLinks: false) else { return }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        if isFolder && recursive {
            for name in try names(inFolder: path) { try remove(join(path, name), recursive: true) }
        }
        // Safe: the system only reads the path, during the call.
        if unsafe (isFolder ? rmdir(path) : unlink(path)) == 0 { return }
        if errno != ENOENT { throw AssayError.system(errno, "remove it", path: path) }
    }

    /// Removes every file and link below the folder, hidden ones too, that is not among `kept`, paths relative to it;
    /// and the folders that are empty then.
    package static func removeFiles(below folder: String, except kept: Set<String>) throws(AssayError) {
        _ = try removeFiles(below: folder, prefix: "", except: kept)
    }

    /// Returns whether nothing is left in the folder `prefix`.
    private static func removeFiles(
        below folder: String, prefix: String, except kept: Set<String>
    ) throws(AssayError) -> Bool {
        var isEmpty = true
        for name in try names(inFolder: join(folder, prefix)) {
            let path = join(folder, prefix + name)
            guard let status = try status(of: path, followingLinks: false) else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                if try removeFiles(below: folder, prefix: prefix + name + "/", except: kept) {
                    try remove(path)
                } else {
                    isEmpty = false
                }
            } else if kept.contains(prefix + name) {
                isEmpty = false
            } else {
                try remove(path)
            }
        }
        return isEmpty
    }

    /// The names in a folder, hidden ones too, without "." and "..", in no order.
    static func names(inFolder folder: String) throws(AssayError) -> [String] {
        try FileDescriptor.refuseNUL(in: folder)
        guard let stream = unsafe opendir(folder) else {
            throw AssayError.system(errno, "list the folder", path: folder)
        }
        // Safe: the stream is this function's own and closed once.
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            // Safe: `d_name` is a C string inside the entry, which is valid until the next `readdir` of this stream.
            let nameOffset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
            let start = unsafe UnsafeRawPointer(entry).advanced(by: nameOffset).assumingMemoryBound(to: CChar.self)
            guard let name = unsafe String(validatingCString: start) else {
                let repaired = unsafe String(cString: start)
                throw AssayError("the name \(repaired) in it is not UTF-8; rename that file", path: folder)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        if errno != 0 { throw AssayError.system(errno, "list the folder", path: folder) }
        return names
    }

    /// The path of `name` in `folder`.
    private static func join(_ folder: String, _ name: String) -> String {
        if name.isEmpty { return folder }
        return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
    }
}
