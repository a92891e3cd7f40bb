import ByteIO
import Foundation
import Testing

/// Names of files that are made to be taken for something else.
@Suite("Hostile names of files")
struct HostileNameTests {
    private static let item = "one two three four five six seven eight nine ten"

    /// Names below `in`. Two differ in how a letter is composed alone, and one begins with a mark, which with the slash
    /// before it makes one `Character`.
    private static let names = [
        "line\nend.jsonl", "assay: error: x.jsonl", "escape\u{1B}[2J.jsonl", "\u{202E}lnosj.jsonl", "-q.jsonl",
        "<b>&amp;|`.jsonl", "$(touch owned) 'x'.jsonl", "e\u{301}.jsonl", "\u{E9}.jsonl", "\u{301}mark.jsonl",
        "a/\u{301}mark.jsonl", "one/same.jsonl", "two/same.jsonl", "a...jsonl", "a\\..\\b.jsonl", "link.jsonl",
        "table\n.parquet", "other/table\n.parquet",
    ]

    private func lines(_ number: Int) -> String {
        "{\"prompt\": \"fine \(number)\"}\n{\"prompt\": \"\(Self.item) \(number)\"}\n"
    }

    private func scratch() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        let items = [Self.item, "hello"].map { "{\"prompt\": \"\($0)\"}\n" }
        try scratch.write(items.joined(), as: "b")
        let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("DatasetIOTests/Fixtures/chat.parquet")
        for (number, name) in Self.names.enumerated() {
            if name.hasSuffix(".parquet") {
                try scratch.write("", as: "in/" + name)
                scratch.remove("in/" + name)
                try FileManager.default.copyItem(atPath: table.path, toPath: scratch.folder + "/in/" + name)
            } else if name == "link.jsonl" {
                // Out of the tree, to a file: read as a shard of its own, and written as one.
                try scratch.write(lines(number), as: "elsewhere/target.jsonl")
                try FileManager.default.createSymbolicLink(
                    atPath: scratch.folder + "/in/" + name, withDestinationPath: "../elsewhere/target.jsonl")
            } else {
                try scratch.write(lines(number), as: "in/" + name)
            }
        }
        let run = try CommandRun(["index", "-q", "-o", "b.assay", "bench=b"], in: scratch.folder)
        try #require(run.status == 0, "\(run.error)")
        return scratch
    }

    private func run(_ arguments: [String], _ scratch: ScratchFiles, in folder: String = "") throws -> CommandRun {
        let run = try CommandRun(arguments, in: scratch.folder + "/" + folder)
        #expect(run.status == 0, "\(arguments): \(run.error)")
        for text in [run.output, run.error] {
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(arguments)")
            #expect(!text.split(separator: "\n").contains { $0.hasPrefix("end.jsonl") }, "\(arguments)")
        }
        return run
    }

    @Test("Every shard is cleaned below its name, and nothing is written elsewhere; parts, merged, give the same")
    func everyShard() throws {
        let scratch = try scratch()
        let options = ["--index", "b.assay", "--threads", "2"]
        let before = Set(scratch.files("").keys)
        _ = try run(["clean"] + options + ["-o", "out", "in"], scratch)
        let written = scratch.files("out")
        let top = Set(written.keys.compactMap { FileSystem.components(of: $0).first })
        let expected: Set = [
            "clean", "removed", "report.json", "report.md", "report.html", "matches.jsonl.zst", "manifest.json",
        ]
        #expect(top == expected)
        #expect(Set(scratch.files("").keys.filter { !$0.hasPrefix("out/") }) == before)
        for (number, name) in Self.names.enumerated() {
            // By path: a dictionary takes names that are composed in two ways for one.
            let cleaned = FileManager.default.contents(atPath: scratch.folder + "/out/clean/" + name)
            let removed = FileManager.default.contents(
                atPath: scratch.folder + "/out/removed/\(name).removed.jsonl.zst")
            #expect(removed != nil, "\(name.debugDescription)")
            if name.hasSuffix(".parquet") {
                #expect(cleaned != nil)
            } else {
                #expect(cleaned == Data("{\"prompt\": \"fine \(number)\"}\n".utf8), "\(name.debugDescription)")
            }
        }
        let report = try Corpora.object(scratch.folder + "/out/report.json")
        let inputs = try #require(report["inputs"] as? [[String: Any]])
        let found = inputs.compactMap { ($0["path"] as? String).map { Array($0.utf8) } }
        #expect(found == Self.names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(inputs.allSatisfy { $0["contaminated_records"] as? Int == 1 })
        _ = try run(["verify", "--index", "b.assay", "out"], scratch)

        for part in 1...3 {
            _ = try run(
                ["clean"] + options + ["--resume", "--part", "\(part)/3", "-o", "part\(part)", "in"], scratch)
        }
        _ = try run(["merge", "-o", "merged", "part3", "part1", "part2"], scratch)
        #expect(scratch.files("merged") == written)
        for name in Self.names {
            #expect(FileManager.default.fileExists(atPath: scratch.folder + "/merged/clean/" + name))
        }
        _ = try run(["audit"] + options + ["--resume", "-o", "audited", "in"], scratch)
        #expect(scratch.files("audited")["matches.jsonl.zst"] == written["matches.jsonl.zst"])
        _ = try run(["report", "audited"], scratch)
    }

    @Test("Paths with .. name what they lead to, and no output leaves its folder")
    func dots() throws {
        let scratch = try scratch()
        let before = Set(scratch.files("").keys)
        _ = try run(
            [
                "clean", "--index", "../../b.assay", "-o", "../../out", "../two/same.jsonl", "../two/../one/same.jsonl",
                "../\u{301}mark.jsonl", "../../in/a/\u{301}mark.jsonl", "./../link.jsonl",
            ],
            scratch, in: "in/one")
        let cleaned = Set(scratch.files("out/clean").keys.map { Array($0.utf8) })
        let expected = [
            "a/\u{301}mark.jsonl", "in/\u{301}mark.jsonl", "link.jsonl", "one/same.jsonl", "two/same.jsonl",
        ]
        #expect(cleaned.isSuperset(of: expected.map { Array($0.utf8) }), "\(scratch.files("out/clean").keys)")
        #expect(Set(scratch.files("").keys.filter { !$0.hasPrefix("out/") }) == before)
        _ = try run(["verify", "--index", "b.assay", "out"], scratch)
    }

    @Test("A link to a folder elsewhere is no reason to read less: it is an error; one within the tree is")
    func folderLinks() throws {
        let scratch = try scratch()
        let link = scratch.folder + "/in/more"
        let targets = [("../elsewhere", true), ("..", true), ("one", false), (".", false), ("../in/a", false)]
        for (target, isRefused) in targets {
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
            for command in ["audit", "clean"] {
                let run = try CommandRun(
                    [command, "-q", "--index", "b.assay", "-o", "out", "in"], in: scratch.folder)
                #expect(run.status == (isRefused ? 2 : 0), "\(target): \(run.error)")
                if isRefused { #expect(run.error.contains("in/more: is a link to a folder elsewhere"), "\(run.error)") }
                #expect(FileManager.default.fileExists(atPath: scratch.folder + "/out") == !isRefused)
                scratch.remove("out")
            }
            scratch.remove("in/more")
        }
    }

    @Test("A link in place of the staging folder is an error, and what it leads to stays")
    func stagingLink() throws {
        let scratch = try scratch()
        try scratch.write("kept", as: "precious/file")
        try FileManager.default.createDirectory(atPath: scratch.folder + "/out", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: scratch.folder + "/out/.assay-partial", withDestinationPath: "../precious")
        for options in [[], ["--resume"], ["--force"]] {
            let run = try CommandRun(
                ["clean", "-q", "--index", "b.assay", "-o", "out", "in"] + options, in: scratch.folder)
            #expect(run.status == 2)
            #expect(run.error.contains("out/.assay-partial: is a link"), "\(run.error)")
            #expect(scratch.files("precious") == ["file": Data("kept".utf8)])
            #expect(scratch.files("out").isEmpty)
        }
    }

    @Test("An input in the output folder is refused, whatever its name begins with")
    func inOutput() throws {
        let scratch = try scratch()
        try scratch.write(lines(1), as: "out/\u{301}mark.jsonl")
        let run = try CommandRun(
            ["clean", "-q", "--force", "--index", "b.assay", "-o", "out", "out/\u{301}mark.jsonl"], in: scratch.folder)
        #expect(run.status == 2)
        #expect(run.error.contains("lies in the output folder"), "\(run.error)")
    }
}
