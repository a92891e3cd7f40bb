import Foundation
import TestSupport
import Testing

/// The program with a disk that is full and files that may not grow: what the kernel says, not a stand-in.
@Suite("A full disk, and a limit on a file's size")
struct DiskLimitTests {
    /// A run under test, and what it writes.
    struct Command: CustomTestStringConvertible, Sendable {
        var name: String
        var arguments: [String]
        var output: String
        var resumes = true
        /// How large a file, and the disk, may be: shares of the largest file written, and of all of them.
        var shares = [0.02, 0.3, 0.6, 0.95]

        var testDescription: String { name }
    }

    private static let options = ["--index", "b.assay", "--threads", "1", "-q", "--max-bad-records", "1"]

    static let commands = [
        Command(
            name: "audit", arguments: ["audit"] + options + ["-o", "disk/out", "in"], output: "disk/out"),
        Command(
            name: "clean", arguments: ["clean"] + options + ["-o", "disk/out", "in"], output: "disk/out"),
        // More n-grams than fit into the least memory: sorted runs, texts and sections go to the disk, too.
        Command(
            name: "index",
            arguments: ["index", "-q", "--memory", "16MiB", "-o", "disk/out.assay", "bench=items.jsonl"],
            output: "disk/out.assay", resumes: false, shares: [0.1, 0.9]),
    ]

    private func scratch(_ command: Command) throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        var random = SeededRandom(seed: 6)
        func text(_ count: Int, of vocabulary: Int) -> String {
            (0..<count).map { _ in "w\(random.below(vocabulary))" }.joined(separator: " ")
        }
        try FileManager.default.createDirectory(
            atPath: scratch.folder + "/disk", withIntermediateDirectories: true)
        if command.name == "index" {
            let lines = (0..<5000).map { "{\"id\": \"\($0)\", \"prompt\": \"\(text(100, of: 3000))\"}\n" }
            try scratch.write(lines.joined(), as: "items.jsonl")
            return scratch
        }
        let item = "one two three four five six seven eight nine ten"
        try scratch.write("{\"id\": \"1\", \"prompt\": \"\(item)\"}\n", as: "bench.jsonl")
        // The last shard's evidence is more than is kept in memory.
        for (number, count) in [300, 300, 900].enumerated() {
            let lines = (0..<count).map { row in
                "{\"prompt\": \"\(row % 2 == 0 ? item : "none") \(text(60, of: 1_000_000))\"}\n"
            }
            try scratch.write(lines.joined() + (number == 1 ? "not JSON\n" : ""), as: "in/\(number).jsonl")
        }
        let run = try CommandRun(["index", "-q", "-o", "b.assay", "bench=bench.jsonl"], in: scratch.folder)
        try #require(run.status == 0, "\(run.error)")
        return scratch
    }

    /// What the run writes where there is room.
    private func whole(_ command: Command, _ scratch: ScratchFiles) throws -> [String: Data] {
        let run = try CommandRun(command.arguments, in: scratch.folder)
        try #require(run.status == 0, "\(run.error)")
        defer { scratch.remove(command.output) }
        return scratch.files(command.output)
    }

    private func shell(_ script: String, _ arguments: [String], _ scratch: ScratchFiles) throws -> CommandRun {
        try CommandRun(
            ["-c", script, CommandRun.executable.path] + arguments, in: scratch.folder,
            program: URL(fileURLWithPath: "/bin/sh"))
    }

    /// What an error says, and what is left of the run.
    private func check(
        _ run: CommandRun, _ words: String, _ command: Command, isResuming: Bool, left: [String: Data], _ what: String
    ) {
        #expect(run.status == 2, "\(what): \(run.status), \(run.error)")
        #expect(run.output.isEmpty, "\(what)")
        #expect(run.error.hasPrefix("assay: error: disk/out"), "\(what): \(run.error)")
        #expect(run.error.contains(words), "\(what): \(run.error)")
        let published = left.keys.filter { !$0.hasPrefix(".assay-partial/") }
        #expect(published.isEmpty, "\(what) left \(published)")
        if !isResuming { #expect(left.isEmpty, "\(what) left \(left.keys.sorted())") }
    }

    @Test(
        "A file that may not grow further is an error that names it, and nothing is left; --resume ends with the same bytes",
        arguments: commands)
    func largestFile(command: Command) throws {
        let scratch = try scratch(command)
        let expected = try whole(command, scratch)
        let largest = expected.values.map(\.count).max() ?? 0
        for share in command.shares {
            // Of 512 bytes (POSIX, "ulimit").
            let blockCount = max(4, Int(share * Double(largest)) / 512)
            for isResuming in command.resumes ? [false, true] : [false] {
                let arguments = command.arguments + (isResuming ? ["--resume"] : [])
                let what = "\(blockCount) blocks\(isResuming ? ", --resume" : "")"
                // Without the program's doing the signal for this would end it (setrlimit(2), RLIMIT_FSIZE).
                let run = try shell("ulimit -f \(blockCount) && exec \"$0\" \"$@\"", arguments, scratch)
                check(
                    run, "the limit on a file's size (ulimit -f)", command, isResuming: isResuming,
                    left: scratch.files(command.output), what)
                let again = try CommandRun(arguments, in: scratch.folder)
                #expect(again.status == 0, "\(what), again: \(again.error)")
                #expect(scratch.files(command.output) == expected, "\(what), again")
                scratch.remove(command.output)
                #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/disk").isEmpty)
            }
        }
    }

    #if os(Linux)
        @Test(
            "A full disk is an error that names the file, and nothing is left; --resume with more room ends with the same bytes",
            arguments: commands)
        func fullDisk(command: Command) throws {
            let scratch = try scratch(command)
            let expected = try whole(command, scratch)
            // In a name space of its own: what is mounted there goes with the shell.
            let mount = "mount -t tmpfs -o size=$KIB tmpfs disk"
            let probe = try isolated("KIB=64k; \(mount)", [], scratch)
            guard probe.status == 0 else {
                print("skipped: a small disk cannot be mounted here: \(probe.error)")
                return
            }
            let size = expected.values.reduce(0) { $0 + $1.count }
            for share in command.shares {
                let kib = max(16, Int(share * Double(size)) / 1024)
                for isResuming in command.resumes ? [false, true] : [false] {
                    let arguments = command.arguments + (isResuming ? ["--resume"] : [])
                    let what = "\(kib) KiB\(isResuming ? ", --resume" : "")"
                    let script = """
                        KIB=\(kib)k; \(mount) || exit 99
                        "$0" "$@"; status=$?
                        mkdir left && cp -a disk/. left/
                        mount -o remount,size=64m disk || exit 98
                        "$0" "$@" 2>again || exit 97
                        mkdir again.out && cp -a disk/. again.out/
                        exit $status
                        """
                    let run = try isolated(script, arguments, scratch)
                    let name = String(command.output.dropFirst("disk/".count))
                    check(
                        run, "no space is left on the disk", command, isResuming: isResuming,
                        left: scratch.files("left/" + name), what)
                    #expect(isResuming || scratch.files("left").isEmpty, "\(what)")
                    #expect(
                        scratch.files("again.out/" + name) == expected,
                        "\(what), again: \(scratch.files("again").values.map { String(decoding: $0, as: UTF8.self) })")
                    for name in ["left", "again", "again.out"] { scratch.remove(name) }
                }
            }
        }

        /// Runs a script whose mounts nobody else sees.
        private func isolated(_ script: String, _ arguments: [String], _ scratch: ScratchFiles) throws -> CommandRun {
            let isRoot = getuid() == 0
            return try CommandRun(
                ["unshare", isRoot ? "--mount" : "--map-root-user", "--mount", "/bin/sh", "-c", script]
                    + [CommandRun.executable.path] + arguments,
                in: scratch.folder, program: URL(fileURLWithPath: "/usr/bin/env"))
        }
    #endif
}
