import Foundation
import Testing

@Suite("Parquet on the command line")
struct ParquetTests {
    /// Tables made by another program; `generate.py` there says what they hold.
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("DatasetIOTests/Fixtures")

    /// A folder with an index of two benchmarks, one of them read from Parquet, and the tables.
    private func scratch() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path) {
            try FileManager.default.copyItem(
                at: Self.fixtures.appendingPathComponent(name),
                to: URL(fileURLWithPath: scratch.folder + "/" + name))
        }
        try scratch.write("{\"prompt\": \"hello\"}\n{\"prompt\": \"q3\"}\n", as: "items.jsonl")
        let run = try CommandRun(
            ["index", "-o", "i.assay", "a=items.jsonl", "--quiet"], in: scratch.folder)
        try #require(run.status == 0, "\(run.error)")
        return scratch
    }

    @Test(
        "What is wrong with a file is said with its place, and never passes as clean",
        arguments: [
            ("columns", ["audit", "--index", "i.assay", "-o", "out", "unknown.parquet"]),
            ("columns-beside", ["audit", "--index", "i.assay", "-o", "out", "chat.jsonl", "unknown.parquet"]),
            ("unit", ["audit", "--index", "i.assay", "-o", "out", "unknown.parquet", "--unit", "bodi=prompt"]),
            ("bad-record", ["audit", "--index", "i.assay", "-o", "out", "wrong.parquet"]),
            ("bad-text", ["audit", "--index", "i.assay", "-o", "out", "bytes.parquet"]),
            ("scope", ["audit", "--index", "i.assay", "-o", "out", "prompts.parquet", "--scope", "response"]),
            ("cut", ["audit", "--index", "i.assay", "-o", "out", "cut.parquet"]),
            ("encrypted", ["audit", "--index", "i.assay", "-o", "out", "encrypted.parquet"]),
            ("compressed", ["audit", "--index", "i.assay", "-o", "out", "chat.parquet.gz"]),
            ("field", ["index", "-o", "j.assay", "a=flat.parquet", "--field", "instructions"]),
            ("no-field", ["index", "-o", "j.assay", "a=unknown.parquet"]),
        ] as [(String, [String])])
    func problems(name: String, arguments: [String]) throws {
        let scratch = try scratch()
        let chat = try Data(contentsOf: URL(fileURLWithPath: scratch.folder + "/chat.parquet"))
        try chat.prefix(chat.count - 100).write(to: URL(fileURLWithPath: scratch.folder + "/cut.parquet"))
        let encrypted = Data("PARE".utf8) + Data(count: 40) + Data([40, 0, 0, 0]) + Data("PARE".utf8)
        try encrypted.write(to: URL(fileURLWithPath: scratch.folder + "/encrypted.parquet"))
        let packer = Process()
        packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        packer.arguments = ["gzip", "-kn", scratch.folder + "/chat.parquet"]
        try packer.run()
        packer.waitUntilExit()
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        try expectSnapshot("error-parquet-\(name)", of: run, arguments)
    }

    @Test("A Parquet file among shards of text gives what its records give as text, cleaned and verified")
    func amongShards() throws {
        let scratch = try scratch()
        for name in ["chat.jsonl", "chat.parquet", "preference.parquet"] {
            try FileManager.default.createDirectory(
                atPath: scratch.folder + "/in", withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                atPath: scratch.folder + "/" + name, toPath: scratch.folder + "/in/" + name)
        }
        let clean = ["clean", "--index", "i.assay", "-o", "out", "in", "--quiet"]
        let run = try CommandRun(clean, in: scratch.folder)
        #expect(run.status == 0, "\(run.error)")
        func json(_ path: String) throws -> [String: Any] {
            let data = try Data(contentsOf: URL(fileURLWithPath: scratch.folder + "/" + path))
            return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
        let inputs = try #require(try json("out/report.json")["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["format"] as? String } == ["jsonl", "parquet", "parquet"])
        #expect(inputs.map { $0["records"] as? Int } == [6, 6, 7])
        #expect(inputs.map { $0["contaminated_records"] as? Int } == [1, 1, 1])
        let outputs = try #require(try json("out/manifest.json")["outputs"] as? [[String: Any]])
        #expect(
            outputs.map { "\($0["path"] ?? "") \($0["records"] ?? "")" } == [
                "clean/chat.jsonl 5", "clean/chat.parquet 5", "clean/preference.parquet 6",
                "removed/chat.jsonl.removed.jsonl.zst 1", "removed/chat.parquet.removed.jsonl.zst 1",
                "removed/chat.parquet.removed.parquet 1", "removed/preference.parquet.removed.jsonl.zst 1",
                "removed/preference.parquet.removed.parquet 1",
            ])
        let verify = try CommandRun(["verify", "out", "--index", "i.assay"], in: scratch.folder)
        #expect(verify.status == 0, "\(verify.error)")
        // The removed rows are records like others, and all of them match.
        let removed = try CommandRun(
            [
                "audit", "--index", "i.assay", "-o", "again", "out/removed/preference.parquet.removed.parquet",
                "--quiet",
            ],
            in: scratch.folder)
        #expect(removed.status == 0, "\(removed.error)")
        let again = try #require(try json("again/report.json")["summary"] as? [String: Any])
        #expect(again["contaminated_records"] as? Int == 1)
    }

    @Test("Through a pipe a Parquet file gives what it gives by name, and leaves no temporary file")
    func piped() throws {
        let scratch = try scratch()
        try FileManager.default.createDirectory(atPath: scratch.folder + "/tmp", withIntermediateDirectories: true)
        let environment = ["TMPDIR": scratch.folder + "/tmp"]
        func audit(_ dataset: String, input: FileHandle? = nil) throws -> (CommandRun, [String: Any]) {
            let run = try CommandRun(
                ["audit", "--index", "i.assay", "-o", "out", dataset, "--quiet", "--force"], in: scratch.folder,
                environment: environment, input: input)
            let data = try Data(contentsOf: URL(fileURLWithPath: scratch.folder + "/out/report.json"))
            return (run, try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
        }
        let file = try #require(FileHandle(forReadingAtPath: scratch.folder + "/preference.parquet"))
        let (named, report) = try audit("preference.parquet")
        let (piped, other) = try audit("-", input: file)
        #expect((named.status, piped.status) == (0, 0))
        let (input, piece) = (
            try #require((report["inputs"] as? [[String: Any]])?.first),
            try #require((other["inputs"] as? [[String: Any]])?.first)
        )
        #expect(piece["path"] as? String == "stdin")
        for key in ["bytes", "records", "text_units"] { #expect(piece[key] as? Int == input[key] as? Int) }
        #expect(piece["xxh3"] as? String == input["xxh3"] as? String)
        let items = try #require(FileHandle(forReadingAtPath: scratch.folder + "/preference.parquet"))
        let index = try CommandRun(
            ["index", "-o", "p.assay", "p=-", "--field", "prompt", "--quiet"], in: scratch.folder,
            environment: environment, input: items)
        #expect(index.status == 0, "\(index.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/tmp").isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/out").sorted().first
                == "matches.jsonl.zst")
    }
}
