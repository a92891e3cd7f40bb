import ByteIO
import NGramIndexing

/// Runs an audit, or an audit that cleans, from its options to its output folder.
struct AuditEngine {
    let plan: AuditPlan
    let cleaning: CleanOptions?
    let progress: (@Sendable (AuditProgress) -> Void)?
    let cancellation: AuditCancellation?

    struct Result {
        var report: AuditReport
        var manifest: Manifest?
    }

    /// Audits without writing anything: for checking a split.
    func dryRun(stagingFolder: String) throws(AssayError) -> AuditReport {
        let run = AuditRun(
            plan, stagingFolder: stagingFolder, evidence: nil, progress: progress, cancellation: cancellation)
        return try report(of: run, tally: try run.run()).report()
    }

    func run() throws(AssayError) -> Result {
        let folder = try OutputFolder(path: plan.options.outputPath, overwrite: plan.options.overwrite)
        do {
            let result = try run(in: folder)
            try folder.publish()
            return result
        } catch {
            folder.discard()
            throw error
        }
    }

    private func run(in folder: OutputFolder) throws(AssayError) -> Result {
        let staging = folder.stagingPath
        // Level 1: its window is a quarter of level 3's, and evidence is written while records are audited.
        let evidence = try OutputFile(path: staging + "/matches.jsonl.zst", compression: .zstd, level: 1)
        defer { evidence.discard() }
        let run = AuditRun(
            plan, stagingFolder: staging, evidence: evidence, progress: progress, cancellation: cancellation)
        let tally = try run.run()
        _ = try evidence.finish()

        let assembly = try report(of: run, tally: tally)
        var report = assembly.report()
        try Self.check(report)
        if let cleaning, let decisions = plan.cleaning?.decisions {
            report.decisions = try DecisionSummary(
                of: decisions, matchesPath: staging + "/matches.jsonl.zst", onlySources: cleaning.onlySources)
        }
        try Self.write(ReportJSON.encode(report), to: staging + "/report.json")
        try Self.write(Array(MarkdownReport.text(of: report).utf8), to: staging + "/report.md")
        // Drawn from the two files alone, so that drawing it again gives the same bytes.
        try Self.write(AuditPage.render(folder: staging), to: staging + "/report.html")
        var manifest: Manifest?
        if cleaning != nil {
            let made = try ManifestAssembly(report: report, run: assembly.run, accounts: assembly.accounts).manifest()
            try Self.write(ReportJSON.encode(made), to: staging + "/manifest.json")
            try FileSystem.makeDirectories(staging + "/clean")
            try FileSystem.makeDirectories(staging + "/removed")
            manifest = made
        }
        return Result(report: report, manifest: manifest)
    }

    private func report(of run: AuditRun, tally: Tally) throws(AssayError) -> ReportAssembly {
        let assembly = ReportAssembly(
            run: RunDescription(plan), tally: tally, accounts: run.shards.map(\.account))
        if !plan.allowsShardsWithoutText { try assembly.refuseUnsearched() }
        return assembly
    }

    /// The report's own sums: a report that contradicts itself must not be written.
    private static func check(_ report: AuditReport) throws(AssayError) {
        let inputs = report.inputs
        let summary = report.summary
        let addsUp =
            inputs.reduce(0) { $0 + $1.records } == summary.records
            && inputs.reduce(0) { $0 + $1.contaminatedRecords } == summary.contaminatedRecords
            && inputs.reduce(0) { $0 + $1.badRecords } == summary.badRecords
            && report.bySubset.reduce(0) { $0 + $1.matchedPrompts } == summary.matchedPrompts
            && (report.bySource.isEmpty
                || report.bySource.reduce(0) { $0 + $1.records } + summary.badRecords == summary.records)
        guard addsUp else {
            throw AssayError(
                "the report's counts do not add up, which is an error of this program; nothing was written")
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(AssayError) {
        let file = try OutputFile(path: path)
        try file.write(bytes)
        _ = try file.finish()
    }
}
