import ByteIO
import Foundation
import Testing

@Suite("Exit codes, standard input and signals")
struct ExitCodeTests {
    private static let item = "one two three four five six seven eight nine ten"

    private func scratch() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        try scratch.write(#"{"id": "1", "prompt": "\#(Self.item)"}"# + "\n", as: "bench.jsonl")
        let leak = #"{"prompt": "say \#(Self.item)"}"# + "\n"
        try scratch.write(leak + String(repeating: "{\"prompt\": \"fine\"}\n", count: 3), as: "d.jsonl")
        let run = try CommandRun(["index", "-q", "-o", "b.assay", "bench=bench.jsonl"], in: scratch.folder)
        try #require(run.status == 0, "\(run.error)")
        return scratch
    }

    private func names(_ scratch: ScratchFiles) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: scratch.folder))
    }

    @Test("0 when done, 1 above the threshold, with the results written all the same")
    func threshold() throws {
        let scratch = try scratch()
        for (rate, status) in [("0.25", 0), ("25%", 0), ("0.249", 1), ("0", 1), ("1", 0)] {
            for command in ["audit", "clean"] {
                let run = try CommandRun(
                    [command, "--index", "b.assay", "-o", "out", "--force", "--fail-above", rate, "d.jsonl"],
                    in: scratch.folder)
                #expect(run.status == status, "\(command) \(rate): \(run.error)")
                #expect(run.output.contains("1 of 4"), "\(run.output)")
                #expect(FileManager.default.fileExists(atPath: scratch.folder + "/out/report.json"))
            }
        }
    }

    @Test("2 for an error, which goes to standard error alone; 64 for wrong usage; nothing is left of either")
    func errors() throws {
        let scratch = try scratch()
        try scratch.write("{\"prompt\": \"fine\"}\nnot JSON\n", as: "bad.jsonl")
        try scratch.write("{\"body\": \"text\"}\n", as: "other.jsonl")
        let before = try names(scratch)
        for (arguments, status, words) in [
            (["bad.jsonl"], 2, "bad.jsonl:2: not JSON"), (["other.jsonl"], 2, "has a field that is looked for"),
            (["--unit", "data.q=prompt", "d.jsonl"], 2, "has a field that is looked for"),
            (["gone.jsonl"], 2, "no such file"),
            (["--scope", "both", "d.jsonl"], 64, "scope"), (["--min-coverage", "2", "d.jsonl"], 64, "coverage"),
            ([], 64, "dataset"),
        ] {
            let run = try CommandRun(["audit", "--index", "b.assay", "-o", "out"] + arguments, in: scratch.folder)
            #expect(run.status == status, "\(arguments)")
            #expect(run.output.isEmpty, "\(arguments)")
            #expect(run.error.contains(words), "\(arguments): \(run.error)")
            #expect(try names(scratch) == before, "\(arguments)")
        }
    }

    @Test("Standard input, a pipe of it, gzip and zstd give the result of the plain file")
    func standardInput() throws {
        let scratch = try scratch()
        let plain = scratch.folder + "/d.jsonl"
        let text = try Data(contentsOf: URL(fileURLWithPath: plain))
        for (name, compression) in [("d.gz", ByteStream.Compression.gzip), ("d.zst", .zstd)] {
            let file = try OutputFile(path: scratch.folder + "/" + name, compression: compression)
            try file.write(Array(text))
            _ = try file.finish()
        }
        func result(_ dataset: String, input: FileHandle?) throws -> [String] {
            let run = try CommandRun(
                ["audit", "-q", "--force", "--index", "b.assay", "-o", "out", dataset], in: scratch.folder, input: input
            )
            try #require(run.status == 0, "\(run.error)")
            var report = try Corpora.object(scratch.folder + "/out/report.json")
            report["inputs"] = nil
            var lines = try Corpora.lines(scratch.folder + "/out/matches.jsonl.zst")
            for number in lines.indices { lines[number]["file"] = nil }
            return try ([report] + lines).map {
                String(decoding: try JSONSerialization.data(withJSONObject: $0, options: .sortedKeys), as: UTF8.self)
            }
        }
        let expected = try result("d.jsonl", input: nil)
        #expect(expected.count == 2)
        for name in ["d.jsonl", "d.gz", "d.zst"] {
            #expect(try result(name, input: nil) == expected, "\(name)")
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.folder + "/" + name))
            #expect(try result("-", input: handle) == expected, "\(name) as standard input")
        }
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: text)
        try pipe.fileHandleForWriting.close()
        #expect(try result("-", input: pipe.fileHandleForReading) == expected, "a pipe")
    }

    @Test(
        "A signal ends a run that reads a pipe with 130, and nothing is left, whether or not more data comes",
        arguments: [SIGINT, SIGTERM], [false, true])
    func signal(number: Int32, goesOn: Bool) throws {
        let scratch = try scratch()
        let before = try names(scratch)
        let pipe = Pipe()
        let run = try CommandRun(
            ["audit", "--index", "b.assay", "-o", "out", "-"], in: scratch.folder, input: pipe.fileHandleForReading
        ) { process in
            let line = Data("{\"prompt\": \"\(String(repeating: "lorem ", count: 100))\"}\n".utf8)
            // The staging folder is made once the signal is watched for.
            var rounds = 0
            while !FileManager.default.fileExists(atPath: scratch.folder + "/out/.assay-partial"), rounds < 3000 {
                usleep(10_000)
                rounds += 1
            }
            try pipe.fileHandleForWriting.write(contentsOf: line)
            kill(process.processIdentifier, number)
            rounds = 0
            while process.isRunning, rounds < 3000 {
                usleep(10_000)
                rounds += 1
                if goesOn, rounds % 2 == 0 { try? pipe.fileHandleForWriting.write(contentsOf: line) }
            }
            #expect(!process.isRunning)
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        #expect(run.status == 130)
        #expect(run.output.isEmpty)
        #expect(run.error.contains("stopped before the end"))
        #expect(try names(scratch) == before)
    }
}
