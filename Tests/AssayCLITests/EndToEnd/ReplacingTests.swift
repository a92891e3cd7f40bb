import Foundation
import Testing

/// What is there stays, unless the user says otherwise.
@Suite("Files that are there")
struct ReplacingTests {
    private func scratch() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        let item = "{\"prompt\": \"one two three four five six seven eight nine ten\"}\n"
        try scratch.write(item, as: "bench.jsonl")
        try scratch.write(item, as: "d.jsonl")
        for arguments in [
            ["index", "-o", "b.assay", "bench=bench.jsonl"], ["audit", "--index", "b.assay", "-o", "out", "d.jsonl"],
        ] {
            let run = try CommandRun(arguments + ["-q"], in: scratch.folder)
            try #require(run.status == 0, "\(run.error)")
        }
        return scratch
    }

    @Test(
        "An index, an export and a page replace a file with --force alone",
        arguments: [
            ["index", "-q", "bench=bench.jsonl"], ["report", "out", "--format", "items-csv"],
            ["report", "out", "--format", "html"], ["compare", "a=out", "b=out"],
        ])
    func force(arguments: [String]) throws {
        let scratch = try scratch()
        try scratch.write("kept", as: "there")
        let refused = try CommandRun(arguments + ["-o", "there"], in: scratch.folder)
        #expect(refused.status == 2)
        #expect(refused.error.contains("there: a file of this name is there already"), "\(refused.error)")
        #expect(refused.error.contains("--force"))
        #expect(scratch.files("there") == ["": Data("kept".utf8)])
        let replaced = try CommandRun(arguments + ["-o", "there", "--force"], in: scratch.folder)
        #expect(replaced.status == 0, "\(replaced.error)")
        #expect(scratch.files("there") != ["": Data("kept".utf8)])
        let fresh = try CommandRun(arguments + ["-o", "new"], in: scratch.folder)
        #expect(fresh.status == 0, "\(fresh.error)")
    }

    @Test("An index never takes the place of one of its files or its suite, also through a link")
    func ownInput() throws {
        let scratch = try scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.folder + "/link", withDestinationPath: "bench.jsonl")
        let before = scratch.files("bench.jsonl")
        for (input, output) in [("bench.jsonl", "bench.jsonl"), ("bench.jsonl", "link"), ("link", "./bench.jsonl")] {
            let run = try CommandRun(
                ["index", "-q", "--force", "-o", output, "bench=\(input)"], in: scratch.folder)
            #expect(run.status == 2)
            #expect(run.error.contains("one of the files that the index is to be made of"), "\(run.error)")
            #expect(scratch.files("bench.jsonl") == before)
        }
        let suite = "benchmarks:\n  - name: bench\n    files: bench.jsonl\n"
        try scratch.write(suite, as: "suite.yaml")
        let own = try CommandRun(
            ["index", "-q", "--force", "-o", "suite.yaml", "--suite", "suite.yaml"], in: scratch.folder)
        #expect(own.status == 2)
        #expect(own.error.contains("one of the files that the index is to be made of"), "\(own.error)")
        #expect(scratch.files("suite.yaml") == ["": Data(suite.utf8)])
        // An index that is taken over from may be replaced by what is made of it.
        let run = try CommandRun(["index", "-q", "--force", "-o", "b.assay", "--from", "b.assay"], in: scratch.folder)
        #expect(run.status == 0, "\(run.error)")
    }
}
