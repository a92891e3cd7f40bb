import Foundation
import Testing

/// Holds a run against the file of that name in Snapshots: command, exit code, standard output, standard error.
///
/// `ASSAY_RECORD_SNAPSHOTS=1 swift test --filter AssayCLITests` writes the files anew; such a run fails, so that it is
/// never taken for a test.
func expectSnapshot(
    _ name: String, of run: CommandRun, _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let command = arguments.map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }.joined(separator: " ")
    let text = """
        $ assay \(command)
        exit code \(run.status)
        --- stdout
        \(run.output)--- stderr
        \(run.error)
        """
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["ASSAY_RECORD_SNAPSHOTS"] != nil {
        try Data(text.utf8).write(to: file)
        Issue.record("recorded \(name)", sourceLocation: sourceLocation)
        return
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "see Snapshots/\(name).txt", sourceLocation: sourceLocation)
}
