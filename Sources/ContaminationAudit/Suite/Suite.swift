public import ByteIO
public import DatasetIO

/// Benchmarks named together in a YAML file: what `assay index --suite` builds an index of.
///
/// A value type; safe to share between threads.
public struct Suite: Sendable, Equatable {
    /// The profile the file asks for; `nil` where it names none.
    public var profile: String?
    /// Tokens of an n-gram, from 1 to 255; `nil` where the file names none.
    public var n: Int?
    /// At least one, each with files that were there when the suite was read. Folders are resolved to their files.
    public var benchmarks: [BenchmarkSpec]

    /// Reads and checks the suite file at `path`; the files it names are looked for beside it.
    ///
    /// - Throws: an error with path and line: not YAML, an unknown key, a wrong type, a name given twice, a file that is
    ///   not there, an n out of range. Where more than one thing is wrong the message goes on with a line for each.
    public static func read(path: String) throws(AssayError) -> Suite {
        let bytes = try ReportJSON.readWhole(path)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw AssayError("is not UTF-8 text; save it as UTF-8", path: path)
        }
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
        var reader = SuiteReader(path: path, folder: folder)
        return try reader.read(bytes)
    }
}

extension IndexOptions {
    /// The profiles there are, the default one first.
    public static let profiles = ["words", "skywork", "whitespace"]
}
