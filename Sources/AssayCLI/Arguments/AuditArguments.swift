import ArgumentParser
import ContaminationAudit

/// What of a record is searched.
enum Scope: String, ExpressibleByArgument, CaseIterable { case prompt, response, all }

/// What becomes of prompts with fewer than n tokens.
enum ShortPrompts: String, ExpressibleByArgument, CaseIterable {
    case exact, ignore

    var setting: MatchRule.ShortTexts {
        switch self {
        case .exact: .exact
        case .ignore: .ignore
        }
    }
}

/// The arguments that `audit` and `clean` share.
struct AuditArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, folders (every shard below), or - for standard input. JSONL, one JSON array or CSV; plain, zstd or gzip.",
            valueName: "dataset"))
    var datasets: [String]

    @Option(help: ArgumentHelp("The index to audit against.", valueName: "file"))
    var index: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write the results to.", valueName: "folder"))
    var output: String

    @Option(help: "Which text of a record is searched.")
    var scope: Scope = .prompt

    @Option(
        help: ArgumentHelp(
            "The field that names a record's source. (default: source, where records have it)", valueName: "field"))
    var sourceField: String?

    @Option(
        help: ArgumentHelp(
            "Text of a shape that is not recognised, such as data.question=prompt. May be repeated.",
            valueName: "path=role"),
        transform: ValueParsing.unit)
    var unit: [String] = []

    @Option(
        help: ArgumentHelp("Count a pair only from so many tokens in a row.", valueName: "tokens"),
        transform: ValueParsing.atLeastOne)
    var minLongest: Int?

    @Option(
        help: ArgumentHelp(
            "Count a pair only from such a share of the prompt's tokens: 0.5 or 50%.", valueName: "share"),
        transform: ValueParsing.coverage)
    var minCoverage: Double?

    @Option(
        help: """
            Whether a prompt of fewer than n tokens matches a whole text that equals it, or nothing. \
            (default: exact for the profile words, else ignore)
            """)
    var short: ShortPrompts?

    @Option(
        help: ArgumentHelp("How many bad records to allow before giving up.", valueName: "count"),
        transform: ValueParsing.atLeastZero)
    var maxBadRecords: Int = 0

    @Option(
        help: ArgumentHelp(
            "End with exit code 1 where a larger share of the records is contaminated: 0.05 or 5%.", valueName: "rate"),
        transform: ValueParsing.rate)
    var failAbove: Double?

    @Option(
        help: ArgumentHelp("How many threads work. (default: one a core)", valueName: "count"),
        transform: ValueParsing.atLeastOne)
    var threads: Int?

    @Flag(help: "Replace results that are in the output folder already.")
    var force = false

    func validate() throws {
        if datasets.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("standard input (-) can be read only once")
        }
    }

    /// The same as the library takes it.
    func resolved() -> AuditOptions {
        var options = AuditOptions(indexPath: index, datasets: datasets, outputPath: output)
        options.scope = scope.rawValue
        options.rule = MatchRule(shortTexts: short?.setting, minLongest: minLongest, minCoverage: minCoverage)
        options.sourceField = sourceField
        options.units = unit
        options.maxBadRecords = maxBadRecords
        options.threadCount = threads
        options.overwrite = force
        return options
    }

    /// Warns of records that were not searched, prints the summary, and ends with 1 above the threshold.
    func finish(
        _ report: AuditReport, manifest: Manifest?, display: DisplayArguments, quiet: Bool
    ) throws {
        for warning in TerminalSummary.warnings(of: report) { Console.warn(warning) }
        if !quiet {
            let text = TerminalSummary.text(
                of: report, manifest: manifest, outputPath: output, style: display.style)
            try Exit.onError { () throws(AssayError) in try Console.writeResult(text) }
        }
        let summary = report.summary
        if let failAbove, Double(summary.contaminatedRecords) > failAbove * Double(summary.records) {
            let share = CountText.share(summary.contaminatedRecords, of: summary.records, "record")
            Console.writeError("assay: \(share) overlap: above the \(CountText.percent(failAbove)) of --fail-above")
            throw Exit.aboveThreshold
        }
    }
}
