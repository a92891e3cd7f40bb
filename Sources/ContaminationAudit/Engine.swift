/// The library's front door: builds indexes, audits, cleans, verifies.
///
/// No call prints, exits or reads a clock into a result. Each may be called from any thread; it returns when it is done,
/// its own threads ended. Errors name the file and say what to do.
public enum Assay {
    /// The version of this library and of the reports' `tool`.
    public static let version = "0.1.0"

    /// Builds an index of `benchmarks` and writes it to `options.outputPath`.
    public static func buildIndex(
        _ benchmarks: [BenchmarkSpec], options: IndexOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> IndexSummary {
        throw AssayError("not written yet")
    }

    /// What the index at `path` holds. Opens it and reads its header; ``verify(path:indexPath:threadCount:progress:cancellation:)``
    /// reads all of it.
    public static func inspectIndex(path: String) throws(AssayError) -> IndexSummary {
        throw AssayError("not written yet")
    }

    /// Audits `options.datasets` and writes `report.json`, `report.md` and `matches.jsonl.zst` to the output folder.
    public static func audit(
        _ options: AuditOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> AuditReport {
        throw AssayError("not written yet")
    }

    /// Audits, and writes the cleaned split, the removed records and the manifest as well.
    public static func clean(
        _ options: AuditOptions, cleaning: CleanOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> (report: AuditReport, manifest: Manifest) {
        throw AssayError("not written yet")
    }

    /// Checks the checksums of the index, audit or cleaned split at `path`; with an index, audits a cleaned split again.
    public static func verify(
        path: String, indexPath: String? = nil, threadCount: Int? = nil,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> VerifyResult {
        throw AssayError("not written yet")
    }
}
