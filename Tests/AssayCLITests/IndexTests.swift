import Foundation
import Testing

@Suite("Indexes from indexes")
struct IndexTests {
    private func scratch() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        for (name, word) in [("a", "one"), ("b", "two"), ("c", "three")] {
            let lines = (0..<5).map {
                #"{"id": \#($0), "question": "\#(word) question number \#($0) of a set of several"}"#
            }
            try scratch.write(lines.joined(separator: "\n"), as: "\(name).jsonl")
        }
        return scratch
    }

    private func index(_ arguments: [String], in scratch: ScratchFiles) throws -> CommandRun {
        try CommandRun(["index", "-n", "3", "--force", "-q"] + arguments, in: scratch.folder)
    }

    private func bytes(_ name: String, in scratch: ScratchFiles) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: scratch.folder + "/" + name))
    }

    @Test("Added to, merged and dropped from, with any memory: the bytes of one made at once")
    func sameBytes() throws {
        let scratch = try scratch()
        let commands = [
            ["-o", "abc.assay", "a=a.jsonl", "b=b.jsonl", "c=c.jsonl"], ["-o", "ab.assay", "b=b.jsonl", "a=a.jsonl"],
            ["-o", "c.assay", "c=c.jsonl"], ["-o", "added.assay", "--from", "ab.assay", "c=c.jsonl"],
            ["-o", "merged.assay", "--from", "c.assay", "--from", "ab.assay"],
            ["-o", "replaced.assay", "--from", "abc.assay", "--drop", "b", "b=b.jsonl"],
            ["-o", "small.assay", "--memory", "16MiB", "c=c.jsonl", "b=b.jsonl", "a=a.jsonl"],
            ["-o", "dropped.assay", "--from", "abc.assay", "--drop", "c"],
        ]
        for command in commands {
            let run = try index(command, in: scratch)
            #expect(run.status == 0, "\(command): \(run.error)")
        }
        let expected = try bytes("abc.assay", in: scratch)
        for name in ["added", "merged", "replaced", "small"] {
            let actual = try bytes("\(name).assay", in: scratch)
            #expect(actual == expected, "\(name)")
        }
        let ab = try bytes("ab.assay", in: scratch)
        let dropped = try bytes("dropped.assay", in: scratch)
        #expect(dropped == ab)
        let verified = try CommandRun(["verify", "merged.assay"], in: scratch.folder)
        #expect(verified.status == 0, "\(verified.error)")
    }

    @Test(
        "What cannot be joined is refused, and nothing is written",
        arguments: [
            (["--from", "ab.assay", "a=c.jsonl"], "replace it with --drop a"),
            (["--from", "ab.assay", "--from", "ab.assay"], "is in ab.assay too"),
            (["--from", "ab.assay", "--drop", "x"], "there are: a, b"),
            (["--from", "ab.assay", "--drop", "a", "--drop", "b"], "no prompt is left"),
            (["--from", "ab.assay", "--profile", "skywork"], "for the profile words"),
            (["--from", "ab.assay", "-n", "4"], "for n = 3"),
        ] as [([String], String)])
    func refused(arguments: [String], expected: String) throws {
        let scratch = try scratch()
        _ = try index(["-o", "ab.assay", "a=a.jsonl", "b=b.jsonl"], in: scratch)
        let run = try CommandRun(["index", "-o", "new.assay"] + arguments, in: scratch.folder)
        #expect(run.status == 2)
        #expect(run.error.contains(expected), "\(run.error)")
        #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/new.assay"))
    }

    @Test(
        "Usage",
        arguments: [["--drop", "a", "a=a.jsonl"], ["--memory", "1KiB", "a=a.jsonl"], ["--memory", "x", "a=a.jsonl"]])
    func usage(arguments: [String]) throws {
        let run = try CommandRun(["index", "-o", "new.assay"] + arguments)
        #expect(run.status == 64)
    }
}
