public import ByteIO

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds the files that make up a benchmark: a file stands for itself, a folder for every file below it.
public enum BenchmarkFiles {
    /// The paths of the files that `path` stands for, sorted by their bytes; `-` (standard input) stands for itself.
    ///
    /// Files and folders whose names begin with a dot are passed over; a link is followed where it leads to a file.
    ///
    /// - Throws: an error where nothing is at `path`, or a folder there holds no file.
    public static func find(_ path: String) throws(AssayError) -> [String] {
        if path == "-" { return [path] }
        guard let isFolder = isFolder(path) else {
            throw AssayError("there is no such file or folder; check the path", path: path)
        }
        if !isFolder { return [path] }
        let below: [String]
        do {
            below = try FileManager.default.subpathsOfDirectory(atPath: path)
        } catch {
            throw AssayError("this folder cannot be listed; check its permissions", path: path)
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        let files = below.filter { name in
            !name.split(separator: "/").contains { $0.hasPrefix(".") } && isFolder(at: base + name) == false
        }
        guard !files.isEmpty else { throw AssayError("this folder holds no file; check the path", path: path) }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { base + $0 }
    }

    /// Whether a folder is at `path`, links followed; `nil` where nothing is there.
    package static func isFolder(at path: String) -> Bool? { isFolder(path) }

    private static func isFolder(_ path: String) -> Bool? {
        var isFolder = false
        #if canImport(FoundationEssentials)
            // Safe: the pointer is to a local variable and is used during the call only.
            let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        #else
            var flag: ObjCBool = false
            let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &flag)
            isFolder = flag.boolValue
        #endif
        return exists ? isFolder : nil
    }
}
