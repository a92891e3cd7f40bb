import ArgumentParser
import ContaminationAudit

/// When to use colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

/// The form of a result on standard output.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// How results are shown.
struct DisplayArguments: ParsableArguments {
    @Option(help: "When to use colour; auto: on a terminal, unless NO_COLOR is set.")
    var color: ColorChoice = .auto

    /// What that means for standard output.
    var style: TextStyle {
        let color =
            switch color {
            case .always: true
            case .never: false
            case .auto:
                Console.isTerminal(.output) && Console.environment("NO_COLOR") == nil
                    && Console.environment("TERM") != "dumb"
            }
        return TextStyle(color: color, width: Console.columns(.output) ?? 100)
    }
}

/// The switch for scripts.
struct QuietArguments: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Print no progress and no summary; only warnings and errors.")
    var quiet = false
}
