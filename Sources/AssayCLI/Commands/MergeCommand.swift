import ArgumentParser
import ContaminationAudit

/// `assay merge`: the parts of a run to the whole.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Join the parts of an audit or a cleaning that ran on several machines.",
        usage: "assay merge -o <folder> [<options>] <part> ...",
        discussion: """
            Parts are made with --part. The result has the bytes that one run over all shards would have written. Parts \
            that are missing, are there twice, or differ in inputs, index or settings are refused.

            Example:
              assay merge parts/* -o out/v0.1
              (after assay audit --index bench.assay -o parts/1 --part 1/2 data/, and the same with 2/2)
            """)

    @Argument(help: ArgumentHelp("The output folders of all parts, in any order.", valueName: "part"))
    var parts: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write the results to.", valueName: "folder"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "End with exit code 1 where a larger share of the records is contaminated: 0.05 or 5%.", valueName: "rate"),
        transform: ValueParsing.rate)
    var failAbove: Double?

    @Option(
        help: ArgumentHelp("The decisions that the parts were cleaned by, where they were.", valueName: "file"))
    var decisions: String?

    @Flag(help: "Replace results that are in the output folder already.")
    var force = false

    @OptionGroup var quiet: QuietArguments
    @OptionGroup var display: DisplayArguments

    func run() throws {
        let (report, manifest) = try Exit.whileWatching(quiet: quiet.quiet) { _, cancellation throws(AssayError) in
            try Assay.merge(
                parts: parts, outputPath: output, overwrite: force, decisionsPath: decisions,
                cancellation: cancellation)
        }
        try AuditArguments.finish(
            report, manifest: manifest, output: output, failAbove: failAbove, display: display, quiet: quiet.quiet)
    }
}
