import NGramIndexing

/// The library's front door: builds indexes, audits, cleans, verifies.
///
/// No call prints, exits or reads a clock into a result. Each may be called from any thread; it returns when it is done,
/// its own threads ended. Errors name the file and say what to do.
public enum Assay {
    /// The version of this library and of the reports' `tool`.
    public static let version = "0.1.0"

    /// Builds an index of `benchmarks`, and of those of older indexes, and writes it to `options.outputPath`.
    public static func buildIndex(
        _ benchmarks: [BenchmarkSpec], options: IndexOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> IndexSummary {
        if !options.overwrite { try FileSystem.refuseReplacing(options.outputPath) }
        try refuseOutput(
            options.outputPath, among: benchmarks.flatMap(\.files) + (options.suitePath.map { [$0] } ?? []))
        let previous = try PreviousIndexes(options, benchmarks)
        let builder = IndexBuilder(
            settings: previous.settings, path: options.outputPath, memoryByteCount: options.memoryByteCount,
            isStopped: { cancellation?.isCancelled ?? false })
        try previous.add(to: builder)
        for spec in benchmarks {
            _ = try BenchmarkReader.read(spec) { item throws(AssayError) in
                try builder.add(
                    IndexItem(
                        benchmark: spec.name, id: item.id, subset: item.subset, split: item.split, texts: item.texts))
            }
            progress?(AuditProgress(bytesRead: 0, bytesTotal: nil, records: builder.itemCount, contaminatedRecords: 0))
        }
        if builder.itemCount == 0 { throw AssayError("no prompt is left to index", path: options.outputPath) }
        try builder.write()
        return try inspectIndex(path: options.outputPath)
    }

    /// An index must not take the place of what it is made of.
    private static func refuseOutput(_ path: String, among files: [String]) throws(AssayError) {
        guard try FileSystem.isThere(path) else { return }
        let output = Array(try FileSystem.canonicalPath(of: path).utf8)
        for file in files where file != "-" {
            guard try FileSystem.isThere(file), try Array(FileSystem.canonicalPath(of: file).utf8) == output else {
                continue
            }
            throw AssayError(
                "is the output, and one of the files that the index is to be made of; name another output", path: path)
        }
    }

    /// What the index at `path` holds. Opens it and reads its header; ``verify(path:indexPath:threadCount:progress:cancellation:)``
    /// reads all of it.
    public static func inspectIndex(path: String) throws(AssayError) -> IndexSummary {
        try IndexSummary(NGramIndex(path: path))
    }

    /// Audits `options.datasets` and writes its reports and `matches.jsonl.zst` to the output folder.
    public static func audit(
        _ options: AuditOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> AuditReport {
        let plan = try AuditPlan(options, cleaning: nil)
        return try AuditEngine(plan: plan, progress: progress, cancellation: cancellation).run().report
    }

    /// Audits, and writes the cleaned split, the removed records and the manifest as well.
    public static func clean(
        _ options: AuditOptions, cleaning: CleanOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> (report: AuditReport, manifest: Manifest) {
        let plan = try AuditPlan(options, cleaning: cleaning)
        let engine = AuditEngine(plan: plan, progress: progress, cancellation: cancellation)
        let result = try engine.run()
        guard let manifest = result.manifest else {
            throw AssayError("no manifest was made, which is an error of this program", path: options.outputPath)
        }
        return (result.report, manifest)
    }

    /// Joins the parts of a run, each in the output folder of an audit or a cleaning with a share, to what the run would
    /// have written in one piece, byte for byte.
    ///
    /// - Parameters:
    ///   - parts: the parts' output folders, in any order. They stay as they are.
    ///   - decisionsPath: the file of decisions that the parts were cleaned by; `nil`: there was none.
    /// - Returns: the report, and the manifest where the run cleans.
    public static func merge(
        parts: [String], outputPath: String, overwrite: Bool = false, decisionsPath: String? = nil,
        cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> (report: AuditReport, manifest: Manifest?) {
        let written = try MergeEngine(
            parts: parts, outputPath: outputPath, overwrite: overwrite, decisionsPath: decisionsPath,
            cancellation: cancellation
        ).run()
        return (written.report, written.manifest)
    }

    /// Audits a dataset that is said to be clean, without writing anything.
    ///
    /// - Throws: an error that says how many of its records overlap, unless none does.
    public static func verifyClaim(
        _ options: AuditOptions,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> VerifyResult {
        var options = options
        options.outputPath = ""
        let plan = try AuditPlan(options, cleaning: nil)
        let report = try AuditEngine(plan: plan, progress: progress, cancellation: cancellation).dryRun()
        let summary = report.summary
        guard summary.contaminatedRecords == 0 else {
            let worst = report.inputs.first { $0.contaminatedRecords > 0 }
            throw AssayError(
                "\(CountText.share(summary.contaminatedRecords, of: summary.records, "record")) overlap with "
                    + "\(CountText.counted(summary.matchedPrompts, "benchmark prompt")) "
                    + "(first in \(SafeText.terminal(worst?.path ?? ""))): it is not clean; audit it to see the evidence",
                path: options.datasets.first)
        }
        return VerifyResult(
            kind: .dataset, checkedFiles: report.inputs.count, checkedBytes: report.inputs.reduce(0) { $0 + $1.bytes },
            auditedAgain: VerifyResult.AuditedAgain(
                records: summary.records, contaminatedRecords: 0, contaminatedInCleanedSources: 0))
    }

    /// Checks the checksums of the index, audit or cleaned split at `path`; with an index, audits a cleaned split again.
    public static func verify(
        path: String, indexPath: String? = nil, threadCount: Int? = nil,
        progress: (@Sendable (AuditProgress) -> Void)? = nil, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> VerifyResult {
        guard try StoredResult.isFolder(path) else {
            let index = try NGramIndex(path: path)
            try index.verify(isStopped: { cancellation?.isCancelled ?? false })
            return VerifyResult(
                kind: .index, checkedFiles: index.sectionByteCounts.count, checkedBytes: index.fileByteCount,
                index: try IndexSummary(index))
        }
        return try Verification(
            path: path, indexPath: indexPath, threadCount: threadCount, progress: progress, cancellation: cancellation
        ).run()
    }
}
