import ByteIO
import NGramIndexing

/// Runs an audit, or an audit that cleans, from its options to its output folder.
struct AuditEngine {
    let plan: AuditPlan
    let progress: (@Sendable (AuditProgress) -> Void)?
    let cancellation: AuditCancellation?

    /// Audits without writing anything: for checking a split.
    func dryRun() throws(AssayError) -> AuditReport {
        let outcome = try AuditRun(plan, output: nil, progress: progress, cancellation: cancellation).run()
        return try assembly(outcome).report()
    }

    func run() throws(AssayError) -> ResultFiles.Written {
        let options = plan.options
        let folder = try OutputFolder(
            path: options.outputPath, overwrite: options.overwrite, isResuming: options.resume)
        var journal: CheckpointJournal?
        do throws(AssayError) {
            let content = plan.checkpointRun
            let resumption = Resumption(
                current: content, inputPaths: plan.shards.map(\.path), stagingPath: folder.stagingPath,
                evidenceName: evidenceName)
            if options.resume, try folder.isPublishing() {
                return try publishRest(of: folder, resumption)
            }
            let found = options.resume ? try resumption.find(keeping: OutputFolder.ownNames) : nil
            journal = found?.journal
            if journal == nil { try folder.clear() }
            if journal == nil {
                journal = try CheckpointJournal(beginning: content, stagingPath: folder.stagingPath)
            }
            guard let journal else { throw AssayError("the run has no journal, which is an error of this program") }
            let written = try run(in: folder, journal, found?.evidence)
            try folder.publish()
            return written
        } catch {
            // A refusal must not take away what could be gone on from with other arguments.
            let isDone = journal.map { !$0.doneNumbers.isEmpty } ?? UnfinishedRun.isIn(folder.stagingPath)
            folder.discard(keepsFinished: isDone)
            throw error
        }
    }

    private var evidenceName: String {
        plan.options.share == nil ? ResultFiles.evidenceName : CheckpointFormat.partEvidenceName
    }

    private func run(
        in folder: OutputFolder, _ journal: CheckpointJournal, _ earlierEvidence: EarlierEvidence?
    ) throws(AssayError) -> ResultFiles.Written {
        let staging = folder.stagingPath
        let joinedPath = staging + "/" + CheckpointFormat.joinedEvidenceName
        if let parent = FileSystem.parentFolder(of: joinedPath) { try FileSystem.makeDirectories(parent) }
        // Level 1: its window is a quarter of level 3's, and evidence is written while records are audited.
        let evidence = try OutputFile(
            path: staging + "/" + evidenceName, compression: .zstd, level: 1, unfinishedPath: joinedPath)
        defer { evidence.discard() }
        let output = ShardGathering.Output(
            stagingPath: staging, journal: journal, evidence: evidence, earlierEvidence: earlierEvidence)
        let outcome = try AuditRun(plan, output: output, progress: progress, cancellation: cancellation).run()
        _ = try evidence.finish()
        plan.cache.removeAll()
        ProcessMemory.returnFreeMemory()
        let files = ResultFiles(
            assembly: try assembly(outcome), decisions: plan.cleaning?.decisions, stagingPath: staging)
        guard plan.options.share != nil else { return try files.write() }
        try PartFile.write(journal, outcome, of: plan, stagingPath: staging)
        return try files.unwritten()
    }

    /// The results of a run that was stopped while it moved them under their names.
    private func publishRest(
        of folder: OutputFolder, _ resumption: Resumption
    ) throws(AssayError) -> ResultFiles.Written {
        guard let journal = try CheckpointJournal(stagingPath: folder.stagingPath) else {
            throw AssayError(
                "the unfinished run in it has lost its checkpoints; run without --resume to start again",
                path: folder.path)
        }
        try resumption.refuseOther(journal.content)
        if plan.options.share == nil {
            try folder.publishRest()
            let stored = try StoredResult.read(folder.path)
            return ResultFiles.Written(report: stored.report, manifest: stored.manifest)
        }
        let assembly = try ReportAssembly(run: journal.content.run, journal: journal)
        try folder.publishRest()
        return try ResultFiles(assembly: assembly, stagingPath: folder.stagingPath).unwritten()
    }

    private func assembly(_ outcome: AuditRun.Outcome) throws(AssayError) -> ReportAssembly {
        let assembly = ReportAssembly(run: RunDescription(plan), tally: outcome.tally, accounts: outcome.accounts)
        if !plan.allowsShardsWithoutText, plan.options.share == nil { try assembly.refuseUnsearched() }
        return assembly
    }
}
