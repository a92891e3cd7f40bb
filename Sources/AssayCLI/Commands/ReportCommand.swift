import ArgumentParser
import ContaminationAudit

/// The forms that a report can be drawn in.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case md, html, card, conda, select
    case itemsCSV = "items-csv"
    case recordsCSV = "records-csv"

    var kind: ExportKind {
        switch self {
        case .md: .md
        case .html: .html
        case .card: .card
        case .conda: .conda
        case .select: .select
        case .itemsCSV: .itemsCSV
        case .recordsCSV: .recordsCSV
        }
    }
}

/// The splits of an evaluation dataset.
enum EvaluationSplit: String, ExpressibleByArgument, CaseIterable {
    case train, dev, test

    var split: CondaRows.Split {
        switch self {
        case .train: .train
        case .dev: .dev
        case .test: .test
        }
    }
}

/// `assay report`: reports and exports, drawn from an audit's output folder.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Draw an audit's reports again, or export from it.",
        discussion: """
            Reads report.json, matches.jsonl.zst and decisions.jsonl (see review) from the output folder of audit or clean. \
            Without --format, draws report.md and report.html there again. The formats:

              md            the report
              html          the report as a page for a browser, with the evidence
              card          the section for a dataset's card, in Markdown
              conda         rows for the CONDA Data Contamination Database
              items-csv     the items that match, a row each
              records-csv   the contaminated records, a row each
              select        the rows to leave out of each file, as JSON

            Example:
              assay report out/v0.1
              assay report out/v0.1 --format card >> README.md
              assay report out/v0.1 --format conda --dataset org/name
              assay report out/v0.1 --format records-csv -o records.csv
            """)

    @Argument(help: ArgumentHelp("The output folder of audit or clean.", valueName: "folder"))
    var folder: String

    @Option(help: "What to draw. (default: report.md and report.html, into the folder)")
    var format: ReportFormat?

    @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file. (default: standard output)", valueName: "file"))
    var output: String?

    @Flag(help: "Replace the file if it is there.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "The decisions to show and to honour. (default: decisions.jsonl in the folder, if it is there)",
            valueName: "file"))
    var decisions: String?

    @Option(
        help: ArgumentHelp(
            "For select of an audit: only records of this source; may be repeated. (default: of all sources)",
            valueName: "source"))
    var onlySource: [String] = []

    @Option(
        help: ArgumentHelp(
            "For conda: the audited dataset's path on the Hugging Face Hub, or its name.", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("For conda: the audited dataset's version.", valueName: "version"))
    var datasetVersion: String?

    @Option(help: "For conda: which split of their datasets the benchmarks are. (default: test)")
    var split: EvaluationSplit?

    @Option(help: ArgumentHelp("For conda: the address of a paper or page on the audit.", valueName: "address"))
    var reference: String?

    func validate() throws {
        if output != nil, format == nil {
            throw ValidationError("--output needs a --format; there are \(Self.formats)")
        }
        if format == .conda, dataset == nil {
            throw ValidationError("--format conda needs --dataset, the audited dataset's name")
        }
        if format != .conda, dataset != nil || datasetVersion != nil || split != nil || reference != nil {
            throw ValidationError("--dataset, --dataset-version, --split and --reference belong to --format conda")
        }
        if format != .select, !onlySource.isEmpty {
            throw ValidationError("--only-source belongs to --format select")
        }
    }

    private static var formats: String { ReportFormat.allCases.map(\.rawValue).joined(separator: ", ") }

    func run() throws {
        try Exit.onError { () throws(AssayError) in
            let audit = try AuditFolder(folder, decisionsPath: decisions)
            guard let format else {
                let names = try audit.redraw().joined(separator: ", ")
                return try Console.writeResult("\(SafeText.terminal(folder)): drew \(names)\n")
            }
            if audit.manifest != nil, !onlySource.isEmpty {
                throw AssayError(
                    "this is a cleaning's folder, whose removed records are what select lists; leave --only-source out",
                    path: folder)
            }
            let conda = dataset.map {
                CondaRows(
                    dataset: $0, version: datasetVersion ?? "", split: split?.split ?? .test, reference: reference ?? ""
                )
            }
            guard let output else {
                return try audit.write(format.kind, conda: conda, onlySources: onlySource) { bytes throws(AssayError) in
                    try Console.writeResult(copy bytes)
                }
            }
            try audit.write(format.kind, conda: conda, onlySources: onlySource, toFile: output, overwrite: force)
        }
    }
}
