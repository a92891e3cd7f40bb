import Foundation
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test(
        "A missing file ends with 2 and is named on standard error",
        arguments: [
            ("index-file", ["index", "-o", "i", "a=gone.jsonl"]),
            ("index-suite", ["index", "-o", "i", "--suite", "gone.yaml"]),
            ("index-empty-folder", ["index", "-o", "i", "a=empty"]),
            ("inspect", ["inspect", "gone"]),
            ("inspect-no-audit", ["inspect", "empty"]),
            ("report", ["report", "empty"]),
            ("review", ["review", "empty", "--list"]),
            ("review-no-terminal", ["review", "empty"]),
            ("compare", ["compare", "a=gone", "b=gone"]),
            ("suite", ["index", "-o", "i", "--suite", "suite.yaml"]),
        ] as [(String, [String])])
    func missing(name: String, arguments: [String]) throws {
        let scratch = try ScratchFiles()
        try scratch.write("", as: "empty/.hidden")
        try scratch.write("n: 0\nbenchmarks:\n  - name: a\n    files: gone.jsonl\n    ids: x\n", as: "suite.yaml")
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        try expectSnapshot("error-\(name)", of: run, arguments)
    }

    @Test("A missing index or dataset is an error, never a clean audit", arguments: ["audit", "clean"])
    func missingInput(command: String) throws {
        let scratch = try ScratchFiles()
        let run = try CommandRun([command, "--index", "gone.assay", "-o", "out", "gone.jsonl"], in: scratch.folder)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.hasPrefix("assay: error: "))
    }

    @Test("Names cannot steer the terminal from an error")
    func escapes() throws {
        let run = try CommandRun(["inspect", "a\u{1B}[31mb"])
        #expect(run.status == 2)
        #expect(run.error.contains("a\\u{1B}[31mb"))
        #expect(!run.error.contains("\u{1B}"))
    }
}
