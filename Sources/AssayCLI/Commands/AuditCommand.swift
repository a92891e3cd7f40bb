import ArgumentParser
import ContaminationAudit

/// `assay audit`: what of a dataset overlaps with what of the benchmarks.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Find the overlap between a dataset and an index's benchmarks.",
        discussion: """
            Writes to the output folder report.html (charts, and the texts side by side, for a browser), report.md, \
            report.json and matches.jsonl.zst (every pair of a record and a prompt that overlap, with the places in both \
            texts), and prints a summary.

            Example:
              assay audit --index bench.assay -o out/v0.1 data/v0.1/
              zstd -dc shard.jsonl.zst | assay audit --index bench.assay -o out/one -
              assay audit --index bench.assay -o out/ci --fail-above 0 data/
            """)

    @OptionGroup var audit: AuditArguments
    @OptionGroup var quiet: QuietArguments
    @OptionGroup var display: DisplayArguments

    func run() throws {
        let options = audit.resolved()
        let report = try audit.watch(quiet: quiet.quiet) { progress, cancellation throws(AssayError) in
            try Assay.audit(options, progress: progress, cancellation: cancellation)
        }
        try audit.finish(report, manifest: nil, display: display, quiet: quiet.quiet)
    }
}
