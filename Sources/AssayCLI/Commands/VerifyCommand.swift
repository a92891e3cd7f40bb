import ArgumentParser
import ContaminationAudit

/// `assay verify`: that files are what they were when they were written.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check an index's or a cleaned split's checksums, and audit a cleaned split again.",
        discussion: """
            Of an index every checksum is computed, and its table is held against its texts. Of a cleaned split every \
            file is read and held against manifest.json; with --index the split is audited again as well, by the rule it \
            was cleaned by. Of an audit the counts are held against the evidence. Anything else, with --index, is a dataset \
            that is said to be clean: it is audited, and overlap is an error.

            Example:
              assay verify bench.assay
              assay verify out/v0.2 --index bench.assay
              assay verify data/v0.2 --index bench.assay --scope all
            """)

    @Argument(help: ArgumentHelp("An index file, an output folder of audit or clean, or a dataset.", valueName: "path"))
    var path: String

    @Option(help: ArgumentHelp("Audit the cleaned split, or the dataset, against this index.", valueName: "file"))
    var index: String?

    @Option(help: "Of a dataset: which text of a record is searched. (default: prompt)")
    var scope: Scope?

    @Option(
        help: ArgumentHelp("How many threads work. (default: one a core)", valueName: "count"),
        transform: ValueParsing.atLeastOne)
    var threads: Int?

    @OptionGroup var quiet: QuietArguments
    @OptionGroup var display: DisplayArguments

    func run() throws {
        let result = try Exit.whileWatching(quiet: quiet.quiet) { progress, cancellation throws(AssayError) in
            if let index, try isDataset() {
                var options = AuditOptions(indexPath: index, datasets: [path], outputPath: "")
                options.scope = (scope ?? .prompt).rawValue
                options.threadCount = threads
                return try Assay.verifyClaim(options, progress: progress, cancellation: cancellation)
            }
            return try Assay.verify(
                path: path, indexPath: index, threadCount: threads, progress: progress, cancellation: cancellation)
        }
        if quiet.quiet { return }
        let text = VerifyText.text(of: result, path: path, style: display.style)
        try Exit.onError { () throws(AssayError) in try Console.writeResult(text) }
    }

    /// Whether the path is neither an index nor a folder with results.
    private func isDataset() throws(AssayError) -> Bool {
        if path == "-" { return true }
        guard try StoredResult.isFolder(path) else { return true }
        return try !StoredResult.isIn(path)
    }
}
