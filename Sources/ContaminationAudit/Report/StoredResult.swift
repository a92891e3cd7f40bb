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

    /// The report in the folder, and the manifest where the folder is a cleaning's.
    public static func read(_ path: String) throws(AssayError) -> (report: AuditReport, manifest: Manifest?) {
        let report = try ReportJSON.readReport(ofAudit: path)
        let file = FileSystem.path(of: "manifest.json", in: path)
        guard FileSystem.exists(file) else { return (report, nil) }
        return (report, try ReportJSON.manifest(ReportJSON.readWhole(file), path: file))
    }
}
