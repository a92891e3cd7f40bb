public import ByteIO

/// An audit's or a cleaning's output folder, read back.
public enum StoredResult {
    /// Whether `path` is a folder, as results are, rather than a file, as an index is.
    ///
    /// - Throws: an error where nothing is there.
    public static func isFolder(_ path: String) throws(AssayError) -> Bool {
        guard let kind = try FileSystem.kind(of: path) else {
            throw AssayError("there is no such file or folder; check the path", path: path)
        }
        return kind == .directory
    }

    /// Whether the folder holds an audit's or a cleaning's results.
    public static func isIn(_ path: String) throws(AssayError) -> Bool {
        for name in ["report.json", "manifest.json"] where try FileSystem.isThere(FileSystem.path(of: name, in: path)) {
            return true
        }
        return false
    }

    /// The report in the folder, and the manifest where the folder is a cleaning's.
    public static func read(_ path: String) throws(AssayError) -> (report: AuditReport, manifest: Manifest?) {
        let report = try ReportJSON.readReport(ofAudit: path)
        let file = FileSystem.path(of: "manifest.json", in: path)
        guard try FileSystem.isThere(file) else { return (report, nil) }
        return (report, try ReportJSON.manifest(ReportJSON.readWhole(file), path: file))
    }
}
