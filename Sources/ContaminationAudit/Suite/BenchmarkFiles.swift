public import ByteIO

/// Finds the files that make up a benchmark: a file stands for itself, a folder for every file below it.
public enum BenchmarkFiles {
    /// The paths of the files that `path` stands for, sorted by their bytes; `-` (standard input) stands for itself.
    ///
    /// Files and folders whose names begin with a dot are passed over.
    ///
    /// - Throws: an error where nothing is at `path`, it cannot be listed, or a folder there holds no file.
    public static func find(_ path: String) throws(AssayError) -> [String] {
        if path == "-" { return [path] }
        guard let kind = try FileSystem.kind(of: path) else {
            throw AssayError("there is no such file or folder; check the path", path: path)
        }
        guard kind == .directory else { return [path] }
        let base = path.hasSuffix("/") ? path : path + "/"
        let files = try FileSystem.files(below: path).map { base + $0 }
        guard !files.isEmpty else { throw AssayError("this folder holds no file; check the path", path: path) }
        return files
    }
}
