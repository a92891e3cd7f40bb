import ArgumentParser
import ContaminationAudit

/// The command `assay`: what it prints of itself, its subcommands, and how the process ends.
@main
struct AssayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract: "Finds and removes the overlap between a dataset and benchmarks.",
        discussion: """
            An index is built once of the benchmarks' prompts; datasets are then audited against it, cleaned, and \
            compared from version to version.

            Example:
              assay index -o bench.assay gsm8k=gsm8k-test.jsonl.zst
              assay audit --index bench.assay -o out/v0.1 data/v0.1/
              assay clean --index bench.assay -o out/v0.2 data/v0.1/
              assay audit --index bench.assay -o out/v0.2-audit out/v0.2/clean/
              assay compare v0.1=out/v0.1 v0.2=out/v0.2-audit

            Results go to standard output; progress, warnings and errors to standard error.

            Exit codes: 0 done; 1 done, and more contaminated than --fail-above; 2 an error; 64 wrong usage; \
            130 stopped.
            """,
        version: "assay \(Assay.version)",
        subcommands: [
            IndexCommand.self, AuditCommand.self, CleanCommand.self, MergeCommand.self, CompareCommand.self,
            InspectCommand.self, VerifyCommand.self, ReviewCommand.self, ReportCommand.self,
        ])

    /// What stands before a usage error's message.
    static var _errorPrefix: String { "assay: error: " }

    static func main() {
        Console.ignoreWriteSignals()
        Console.openClosedStreams()
        ProcessMemory.returnLargeBuffers()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            Console.exit(code.rawValue)
        } catch {
            finish(error)
        }
    }

    /// Ends the process for what the parser threw: help and the version are results, all else is wrong usage.
    private static func finish(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let text = fullMessage(for: error)
        guard code == .success else {
            // The parser repeats what was typed.
            for line in text.split(separator: "\n") { Console.writeError(SafeText.terminal(String(line))) }
            Console.exit(code.rawValue)
        }
        do throws(AssayError) {
            try Console.writeResult(text + "\n")
        } catch {
            Console.report(error)
            Console.exit(Exit.error.rawValue)
        }
        Console.exit(0)
    }
}
