import ArgumentParser
import ContaminationAudit

/// The forms a comparison can be printed in.
enum CompareFormat: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

/// `assay compare`: what changed between audits of versions of a dataset.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare audits of versions of a dataset.",
        discussion: """
            Shows both sides' counts of each audit, what each source and subset lost or gained from one to the next, and \
            which prompts are no longer, still or newly matched. The audits must be of one index, scope and rule. The \
            folder of a cleaning holds the audit of what was cleaned: audit its clean/ folder for the result's.

            Example:
              assay compare v0.1=out/v0.1 v0.2=out/v0.2-audit
              assay compare v0.1=out/v0.1 v0.2=out/v0.2-audit --format json
              assay compare v0.1=out/v0.1 v0.2=out/v0.2-audit -o compare.html
            """)

    @Argument(
        help: ArgumentHelp("A name and the output folder of an audit; two or more.", valueName: "name=folder"))
    var audits: [String]

    @Option(help: "How to print it; json lists every prompt.")
    var format: CompareFormat = .text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Also write the comparison as a page for a browser, with the matches of its prompts.", valueName: "file"))
    var output: String?

    @Flag(help: "Replace the page if it is there.")
    var force = false

    @OptionGroup var display: DisplayArguments

    func validate() throws {
        if audits.count < 2 { throw ValidationError("one audit is nothing to compare; give NAME=FOLDER twice or more") }
        var names: Set<String> = []
        for side in try sides() where !names.insert(side.name).inserted {
            throw ValidationError("two audits are named '\(side.name)'; give each a name of its own")
        }
    }

    func run() throws {
        let sides = try sides()
        try Exit.onError { () throws(AssayError) in
            let report = try Comparison.compare(sides)
            if let output { try ComparePage.write(report, of: sides, to: output, overwrite: force) }
            switch format {
            case .text: try Console.writeResult(CompareText.text(of: report, style: display.style))
            case .markdown: try Console.writeResult(CompareText.markdown(of: report))
            case .json: try Console.writeResult(ReportJSON.encode(report))
            }
        }
    }

    private func sides() throws -> [Comparison.Side] {
        try audits.map { argument in
            guard let (name, path) = NamedPaths.split(argument), !name.isEmpty, !path.isEmpty else {
                throw ValidationError("'\(argument)' is not NAME=FOLDER, such as v0.1=out/v0.1")
            }
            return Comparison.Side(name: name, path: path)
        }
    }
}
