import ByteIO

/// Writes the files of a finished run's results, but for the evidence and the shards, to the staging folder.
struct ResultFiles {
    static let evidenceName = "matches.jsonl.zst"

    let assembly: ReportAssembly
    /// The decisions that the cleaning honours.
    var decisions: Decisions?
    let stagingPath: String

    struct Written {
        var report: AuditReport
        /// Where something was cleaned.
        var manifest: Manifest?
    }

    /// The report and the manifest, checked, without writing them; what decisions come to is told of a whole run alone.
    func unwritten() throws(AssayError) -> Written { try made(assembly.report()) }

    private func made(_ report: AuditReport) throws(AssayError) -> Written {
        try Self.check(report)
        guard assembly.run.onlySources != nil else { return Written(report: report) }
        let manifest = try ManifestAssembly(report: report, run: assembly.run, accounts: assembly.accounts).manifest()
        return Written(report: report, manifest: manifest)
    }

    /// Writes every form of the report, and the manifest of a cleaning.
    func write() throws(AssayError) -> Written {
        var report = assembly.report()
        if let decisions {
            report.decisions = try DecisionSummary(
                of: decisions, matchesPath: stagingPath + "/" + Self.evidenceName,
                onlySources: assembly.run.onlySources ?? [])
        }
        let made = try made(report)
        try write(ReportJSON.encode(made.report), as: "report.json")
        try write(Array(MarkdownReport.text(of: made.report).utf8), as: "report.md")
        // Drawn from the two files alone, so that drawing it again gives the same bytes.
        try write(AuditPage.render(folder: stagingPath), as: "report.html")
        if let manifest = made.manifest {
            try write(ReportJSON.encode(manifest), as: "manifest.json")
            try FileSystem.makeDirectories(stagingPath + "/clean")
            try FileSystem.makeDirectories(stagingPath + "/removed")
        }
        return made
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

    private func write(_ bytes: [UInt8], as name: String) throws(AssayError) {
        let file = try OutputFile(path: stagingPath + "/" + name)
        try file.write(bytes)
        _ = try file.finish()
    }
}
