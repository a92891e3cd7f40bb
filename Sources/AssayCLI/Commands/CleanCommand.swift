import ArgumentParser
import ContaminationAudit

/// `assay clean`: an audit, and the dataset without what overlaps.
struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Audit a dataset and write it again without the records that overlap.",
        discussion: """
            Beside what audit writes: clean/ holds the shards without the contaminated records, every kept line as it was; \
            removed/ the records taken out, with the reason; manifest.json the counts and checksums. The dataset itself \
            is not changed.

            Example:
              assay clean --index bench.assay -o out/v0.2 data/v0.1/
              assay clean --index bench.assay -o out/v0.2 --only-source magpie-ultra data/
              assay clean --index bench.assay -o v0.2 --decisions v0.1/decisions.jsonl data/
            """)

    @OptionGroup var audit: AuditArguments

    @Option(
        help: ArgumentHelp(
            "Remove contaminated records of this source only; may be repeated. (default: of all sources)",
            valueName: "source"))
    var onlySource: [String] = []

    @Option(
        help: ArgumentHelp(
            "Decisions made with review: a pair judged boilerplate removes no record.", valueName: "file"))
    var decisions: String?

    @OptionGroup var quiet: QuietArguments
    @OptionGroup var display: DisplayArguments

    func run() throws {
        let options = audit.resolved()
        let cleaning = CleanOptions(onlySources: onlySource, decisionsPath: decisions)
        let (report, manifest) = try audit.watch(quiet: quiet.quiet) {
            progress, cancellation throws(AssayError) in
            try Assay.clean(options, cleaning: cleaning, progress: progress, cancellation: cancellation)
        }
        try audit.finish(report, manifest: manifest, display: display, quiet: quiet.quiet)
    }
}
