import ArgumentParser
import ContaminationAudit

/// `assay verify`: that files are what they were when they were written.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check an index's or a cleaned split's checksums, and audit a cleaned split again.",
        discussion: """
            Of an index every checksum is computed, and its table is held against its texts. Of a cleaned split every \
            file is read and held against manifest.json; with --index the split is audited again as well.

            Example:
              assay verify bench.assay
              assay verify out/v0.2 --index bench.assay
            """)

    @Argument(help: ArgumentHelp("An index file, or the output folder of clean.", valueName: "path"))
    var path: String

    @Option(help: ArgumentHelp("Audit the cleaned split again, against this index.", valueName: "file"))
    var index: String?

    @Option(
        help: ArgumentHelp("How many threads work. (default: one a core)", valueName: "count"),
        transform: ValueParsing.atLeastOne)
    var threads: Int?

    @OptionGroup var quiet: QuietArguments
    @OptionGroup var display: DisplayArguments

    func run() throws {
        let result = try Exit.whileWatching(quiet: quiet.quiet) { progress, cancellation throws(AssayError) in
            try Assay.verify(
                path: path, indexPath: index, threadCount: threads, progress: progress, cancellation: cancellation)
        }
        if quiet.quiet { return }
        let text = VerifyText.text(of: result, path: path, style: display.style)
        try Exit.onError { () throws(AssayError) in try Console.writeResult(text) }
    }
}
