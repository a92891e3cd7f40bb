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
            """
            Files, folders (every shard below), or - for standard input. JSONL, one JSON array or CSV, plain, zstd or \
            gzip; Parquet.
            """,
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

    @Option(
        help: ArgumentHelp(
            """
            The most memory for zstd windows, Parquet pages and long records, such as 512MiB; an input that wants more \
            is an error. \
            (default: 2GiB a thread)
            """, valueName: "size"),
        transform: ValueParsing.memory)
    var memory: Int?

    @Flag(help: "Replace results that are in the output folder already.")
    var force = false

    @Flag(
        help: """
            Go on from the shards that a run in the output folder has done, and keep what is done if this one stops. \
            Starts anew where there is nothing to go on from.
            """)
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Audit a share of the shards only, such as 3/16; assay merge joins the parts.", valueName: "part"),
        transform: ValueParsing.part)
    var part: ShardShare?

    func validate() throws {
        if part != nil, failAbove != nil {
            throw ValidationError("--fail-above is for the whole: give it to assay merge")
        }
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
        options.memoryByteCount = memory
        options.overwrite = force
        options.resume = resume
        options.share = part
        return options
    }

    /// Runs the engine with a progress line, and says what is gone on from and what is left to go on from.
    func watch<Result>(
        quiet: Bool,
        _ body: (_ progress: (@Sendable (AuditProgress) -> Void)?, AuditCancellation) throws(AssayError) -> Result
    ) throws -> Result {
        guard resume else { return try Exit.whileWatching(quiet: quiet, body) }
        let before = try Exit.onError { () throws(AssayError) in try UnfinishedRun.find(in: output) }
        if !quiet {
            Console.writeError(
                before.map { "assay: going on from \(Self.words($0))" } ?? "assay: nothing to go on from; starting anew"
            )
        }
        do {
            return try Exit.whileWatching(quiet: quiet, body)
        } catch {
            if let left = try? UnfinishedRun.find(in: output), left.doneShards > 0 {
                Console.writeError("assay: \(Self.words(left)) and kept; go on with --resume")
            }
            throw error
        }
    }

    private static func words(_ run: UnfinishedRun) -> String {
        "\(CountText.grouped(run.doneShards)) of \(CountText.counted(run.shards, "shard")) done"
    }

    /// Warns of records that were not searched, prints the summary, and ends with 1 above the threshold.
    func finish(
        _ report: AuditReport, manifest: Manifest?, display: DisplayArguments, quiet: Bool
    ) throws {
        if let part {
            if quiet { return }
            let text = PartText.text(of: report, share: part, outputPath: output, style: display.style)
            return try Exit.onError { () throws(AssayError) in try Console.writeResult(text) }
        }
        try AuditArguments.finish(
            report, manifest: manifest, output: output, failAbove: failAbove, display: display, quiet: quiet)
    }

    /// The same for a whole that was joined.
    static func finish(
        _ report: AuditReport, manifest: Manifest?, output: String, failAbove: Double?, display: DisplayArguments,
        quiet: Bool
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
