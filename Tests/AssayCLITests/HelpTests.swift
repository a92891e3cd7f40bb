import Testing

@Suite("Help and version")
struct HelpTests {
    @Test(
        "Every command explains itself",
        arguments: ["index", "audit", "clean", "merge", "compare", "inspect", "verify", "review", "report"])
    func command(name: String) throws {
        let arguments = [name, "--help"]
        let run = try CommandRun(arguments)
        try expectSnapshot("help-\(name)", of: run, arguments)
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        #expect(run.output.contains("Example:\n  assay \(name)"))
    }

    @Test("The root names the commands and the exit codes")
    func root() throws {
        let run = try CommandRun(["--help"])
        try expectSnapshot("help", of: run, ["--help"])
    }

    @Test("The version is one line")
    func version() throws {
        let run = try CommandRun(["--version"])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("assay "))
        #expect(run.output.split(separator: "\n").count == 1)
    }
}
