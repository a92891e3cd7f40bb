#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension OutputFile {
    /// Where a file that is to be at `path` is written: at the end of a link, so that the link stays one.
    ///
    /// Refuses devices, pipes and folders: the rename at the end would replace them.
    static func finalPath(for path: String) throws(AssayError) -> String {
        if path.isEmpty || path.utf8.last == UInt8(ascii: "/") {
            throw AssayError("the path names no file to write; add a file's name", path: path)
        }
        switch try FileSystem.kind(of: path) {
        case nil: return path
        case .file: return try FileSystem.canonicalPath(of: path)
        case .directory: throw AssayError.system(EISDIR, "write the file", path: path)
        case .other: throw AssayError("this is a device or a pipe; name a file to write", path: path)
        }
    }

    /// A path for a temporary file beside `finalPath`: a name that is taken is a crashed process's, or another output's to the
    /// same path.
    static func freeTemporaryPath(for finalPath: String) -> String {
        var attempt = 0
        while FileSystem.exists(temporaryPath(for: finalPath, attempt: attempt)) { attempt += 1 }
        return temporaryPath(for: finalPath, attempt: attempt)
    }

    /// The path of the temporary file beside `finalPath`; `attempt` tells those of one process apart.
    static func temporaryPath(for finalPath: String, attempt: Int) -> String {
        let folder: Substring
        var name: Substring
        if let slash = finalPath.utf8.lastIndex(of: UInt8(ascii: "/")) {
            folder = finalPath[...slash]
            name = finalPath[finalPath.utf8.index(after: slash)...]
        } else {
            folder = ""
            name = finalPath[...]
        }
        // A name may have 255 bytes; one that leaves no room for the additions is replaced by its hash.
        if name.utf8.count > 200 { name = XXH3.hash128(Array(name.utf8).span).hex[...] }
        return "\(folder).\(name).assay-tmp-\(getpid())" + (attempt == 0 ? "" : "-\(attempt)")
    }
}
