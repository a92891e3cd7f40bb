import ByteIO
import NGramIndexing

/// Checks an output folder: its counts against each other and against the evidence, a cleaned split against its manifest
/// and, with the index, by auditing it again.
struct Verification {
    let path: String
    let indexPath: String?
    let threadCount: Int?
    let progress: (@Sendable (AuditProgress) -> Void)?
    let cancellation: AuditCancellation?

    func run() throws(AssayError) -> VerifyResult {
        let stored = try StoredResult.read(path)
        let matches = FileSystem.path(of: ResultFiles.evidenceName, in: path)
        try AccountCheck.check(stored.report, evidence: matches, folder: path)
        guard let manifest = stored.manifest else {
            return VerifyResult(
                kind: .audit, checkedFiles: 1, checkedBytes: try StoredFile(reading: matches).byteCount)
        }
        try AccountCheck.check(manifest, stored.report, folder: path)
        let checked = try ManifestCheck.check(folder: path, cancellation: cancellation)
        var result = VerifyResult(kind: .clean, checkedFiles: checked.files, checkedBytes: checked.bytes)
        if let indexPath { result.auditedAgain = try auditAgain(indexPath, manifest) }
        return result
    }

    /// Audits `clean/` under the manifest's own settings. Records of sources that were to be cleaned must not match.
    private func auditAgain(_ indexPath: String, _ manifest: Manifest) throws(AssayError) -> VerifyResult.AuditedAgain {
        let base = path + (path.hasSuffix("/") ? "" : "/")
        var options = AuditOptions(indexPath: indexPath, datasets: [base + "clean"], outputPath: "")
        let settings = manifest.settings
        options.scope = settings.scope
        options.rule = MatchRule(
            shortTexts: MatchRule.ShortTexts(rawValue: settings.short), minLongest: settings.minLongest,
            minCoverage: settings.minCoverage)
        options.sourceField = settings.sourceField == "source" ? nil : settings.sourceField
        options.units = settings.units
        options.threadCount = threadCount
        var plan = try AuditPlan(options, cleaning: nil)
        plan.allowsShardsWithoutText = true
        guard plan.index.fingerprint.hex == manifest.index else {
            throw AssayError(
                "this is another index than the split was cleaned with: its fingerprint is \(plan.index.fingerprint.hex), "
                    + "the manifest says \(manifest.index)", path: indexPath)
        }
        let report = try AuditEngine(plan: plan, progress: progress, cancellation: cancellation).dryRun()
        try AccountCheck.check(manifest, auditedAgain: report, folder: path)
        let cleared =
            manifest.onlySources.isEmpty
            ? report.summary.contaminatedRecords
            : report.bySource.filter { row in manifest.onlySources.contains { row.source.isSame(as: $0) } }.reduce(0) {
                $0 + $1.contaminatedRecords
            }
        let kept = manifest.decisions?.recordsKept ?? 0
        guard cleared == kept else {
            let expected = kept == 0 ? "" : ", \(kept) of them kept by decisions"
            throw AssayError(
                "\(cleared) of \(report.summary.records) records of the cleaned split still overlap in the sources that "
                    + "were to be cleaned\(expected); clean again", path: base + "clean")
        }
        return VerifyResult.AuditedAgain(
            records: report.summary.records, contaminatedRecords: report.summary.contaminatedRecords,
            contaminatedInCleanedSources: cleared, keptByDecisions: manifest.decisions?.recordsKept)
    }
}
