import ArgumentParser
import ContaminationAudit

/// The orders of a review.
enum ReviewSorting: String, ExpressibleByArgument, CaseIterable {
    case file, longest, coverage

    var order: ReviewOrder {
        switch self {
        case .file: .file
        case .longest: .longest
        case .coverage: .coverage
        }
    }
}

/// What a pair may be decided as, to filter by.
enum ReviewDecided: String, ExpressibleByArgument, CaseIterable {
    case undecided, leak, boilerplate, unsure, noted

    var decided: ReviewFilter.Decided {
        switch self {
        case .undecided: .undecided
        case .leak: .leak
        case .boilerplate: .boilerplate
        case .unsure: .unsure
        case .noted: .noted
        }
    }
}

/// `assay review`: the matches one by one, and what they are taken for.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Go through an audit's matches on the terminal, and decide on them.",
        discussion: """
            Shows a match a screen, what both texts share marked, and keeps each decision (leak, boilerplate, unsure, a \
            note) at once in decisions.jsonl in the folder. report shows the decisions; clean --decisions honours them. \
            The key ? lists the keys.

            With --list, prints a line for each match instead, its cells separated by tabs.

            Example:
              assay review out/v0.1
              assay review out/v0.1 --order longest --decided undecided
              assay review out/v0.1 --list --source magpie-ultra | head
            """)

    @Argument(help: ArgumentHelp("The output folder of audit or clean.", valueName: "folder"))
    var folder: String

    @Option(help: "The order of the matches.")
    var order: ReviewSorting = .file

    @Option(help: ArgumentHelp("Only the prompts of this benchmark.", valueName: "name"))
    var benchmark: String?

    @Option(help: ArgumentHelp("Only the prompts of this subset.", valueName: "name"))
    var subset: String?

    @Option(help: ArgumentHelp("Only the records of this source.", valueName: "name"))
    var source: String?

    @Option(help: "Only the pairs that are decided so.")
    var decided: ReviewDecided?

    @Flag(help: "Print the matches as lines; needs no terminal.")
    var list = false

    @OptionGroup var display: DisplayArguments

    func run() throws {
        let ending = try Exit.onError { () throws(AssayError) in try review() }
        if ending == .stopped { throw Exit.stopped }
    }

    private func review() throws(AssayError) -> ReviewLoop.Ending {
        guard list || (Console.isInputTerminal && Console.isTerminal(.output)) else {
            throw AssayError(
                "review shows the matches on a terminal, and standard input or output is none; print them with --list")
        }
        let session = try ReviewSession(folder: folder)
        let filter = ReviewFilter(benchmark: benchmark, subset: subset, source: source, decided: decided?.decided)
        session.show(filter, order.order)
        session.move(to: 0)
        if list {
            try ReviewLines.write(session) { bytes throws(AssayError) in try Console.writeResult(copy bytes) }
            return .quit
        }
        let review = try ReviewController(session)
        let style = ReviewText.Style(color: display.style.color)
        let ending = try ReviewLoop(review: review, style: style).run()
        let decisions = session.allDecisions
        let path = SafeText.terminal(session.decisionsPath)
        try Console.writeResult(
            decisions.isEmpty
                ? "no decisions yet\n" : "\(CountText.counted(decisions.byPair.count, "decision")) in \(path)\n")
        return ending
    }
}
