import ArgumentParser
import ContaminationAudit

/// `assay inspect`: what is in an index, or in an audit's output folder.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in an index, or in the output folder of an audit.",
        discussion: """
            Example:
              assay inspect bench.assay
              assay inspect out/v0.1 --format json
            """)

    @Argument(help: ArgumentHelp("An index file, or the output folder of audit or clean.", valueName: "path"))
    var path: String

    @Option(help: "How to print it.")
    var format: ResultFormat = .text

    @OptionGroup var display: DisplayArguments

    func run() throws {
        let style = display.style
        try Exit.onError { () throws(AssayError) in
            if try StoredResult.isFolder(path) {
                let (report, manifest) = try StoredResult.read(path)
                switch format {
                case .text:
                    let text = TerminalSummary.text(of: report, manifest: manifest, outputPath: path, style: style)
                    try Console.writeResult(text)
                case .json: try Console.writeResult(ReportJSON.encode(report))
                }
            } else {
                let summary = try Assay.inspectIndex(path: path)
                switch format {
                case .text:
                    let text = IndexText.text(of: summary, path: path, style: style)
                    try Console.writeResult(text + IndexText.sections(of: summary, style: style))
                case .json: try Console.writeResult(ReportJSON.encode(summary))
                }
            }
        }
    }
}
