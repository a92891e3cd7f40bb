import ByteIO
import Foundation
import Testing

@Suite("Limits, pipes and closed streams")
struct LimitTests {
    private func scratch() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        try scratch.write(
            #"{"id": "1", "prompt": "one two three four five six seven eight"}"# + "\n", as: "bench.jsonl")
        try scratch.write("{\"prompt\": \"fine\"}\n", as: "d.jsonl")
        let run = try CommandRun(["index", "-q", "-o", "b.assay", "bench=bench.jsonl"], in: scratch.folder)
        try #require(run.status == 0, "\(run.error)")
        return scratch
    }

    private func audit(_ scratch: ScratchFiles, _ arguments: [String]) throws -> CommandRun {
        try CommandRun(
            ["audit", "-q", "--force", "--threads", "2", "--index", "b.assay", "-o", "out"] + arguments,
            in: scratch.folder)
    }

    @Test("A zstd frame that wants a longer window than --memory allows is an error that names both")
    func window() throws {
        let scratch = try scratch()
        // A frame with a window of 2^27 bytes and one raw block (RFC 8878 section 3.1.1).
        let content = Array("{\"prompt\": \"fine\"}\n".utf8)
        var frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (27 - 10) << 3]
        let head = UInt32(content.count) << 3 | 1
        frame += [UInt8(head & 0xFF), UInt8(head >> 8 & 0xFF), UInt8(head >> 16 & 0xFF)] + content
        try Data(frame).write(to: URL(fileURLWithPath: scratch.folder + "/long.jsonl.zst"))
        let small = try audit(scratch, ["--memory", "64MiB", "long.jsonl.zst"])
        #expect(small.status == 2)
        #expect(small.error.contains("wants a window of 128 MiB, and 32 MiB are allowed"), "\(small.error)")
        #expect(small.error.contains("--memory"))
        #expect(try audit(scratch, ["--memory", "256MiB", "long.jsonl.zst"]).status == 0)
        #expect(try audit(scratch, ["long.jsonl.zst"]).status == 0)
    }

    @Test("A record, and white space before the first one, that is longer than --memory allows is an error")
    func record() throws {
        let scratch = try scratch()
        try scratch.write("{\"prompt\": \"\(String(repeating: "x ", count: 1_200_000))\"}\n", as: "long.jsonl")
        try scratch.write(String(repeating: " ", count: 3_000_000) + "{\"prompt\": \"x\"}\n", as: "blank.jsonl")
        let run = try audit(scratch, ["--memory", "64MiB", "long.jsonl"])
        #expect(run.status == 2)
        #expect(run.error.contains("long.jsonl:1: a record is longer than 1048576 bytes"), "\(run.error)")
        #expect(run.error.contains("--memory"))
        #expect(try audit(scratch, ["--memory", "1GiB", "long.jsonl"]).status == 0)
        let blank = try audit(scratch, ["--memory", "64MiB", "blank.jsonl"])
        #expect(blank.status == 2)
        #expect(blank.error.contains("white space"), "\(blank.error)")
    }

    /// A zstd file of 30 kB with a record of a gigabyte between `head` and `tail`: 2^17 bytes of it are 4 bytes of the file
    /// (RFC 8878 section 3.1.1.2.3: a block with one byte that is repeated).
    private func storeGigabyte(_ head: String, _ tail: String, as name: String, in scratch: ScratchFiles) throws {
        func block(_ type: Int, _ size: Int, isLast: Bool = false) -> [UInt8] {
            let header = size << 3 | type << 1 | (isLast ? 1 : 0)
            return [UInt8(header & 0xFF), UInt8(header >> 8 & 0xFF), UInt8(header >> 16 & 0xFF)]
        }
        var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (20 - 10) << 3]
        frame += block(0, head.utf8.count) + Array(head.utf8)
        var rest = 1_000_000_000
        while rest > 0 {
            let count = min(rest, 1 << 17)
            frame += block(1, count) + [UInt8(ascii: "x")]
            rest -= count
        }
        frame += block(0, tail.utf8.count, isLast: true) + Array(tail.utf8)
        try Data(frame).write(to: URL(fileURLWithPath: scratch.folder + "/" + name))
    }

    @Test(
        "A record of a gigabyte is refused with file, line and byte, in memory that could not hold it",
        arguments: [
            ("d.jsonl.zst", "{\"prompt\": \"fine\"}\n\n{\"prompt\": \"", "\"}\n", 3, 20),
            ("d.json.zst", "[{\"prompt\": \"fine\"},\n  {\"prompt\": \"", "\"}]\n", 2, 23),
            ("d.csv.zst", "prompt\nfine\n\"", "\"\n", 3, 12),
        ])
    func gigabyte(name: String, head: String, tail: String, line: Int, byteOffset: Int) throws {
        let scratch = try scratch()
        try storeGigabyte(head, tail, as: name, in: scratch)
        for isPiped in [false, true] {
            // The address space: the program, its libraries and threads, and far less than the record.
            let script = "ulimit -v 700000 && exec \"$0\" \"$@\" \(isPiped ? "- <\(name)" : name)"
            let run = try CommandRun(
                [
                    "-c", script, CommandRun.executable.path, "audit", "-q", "--threads", "2", "--index", "b.assay",
                    "-o", "out",
                ],
                in: scratch.folder, program: URL(fileURLWithPath: "/bin/sh"))
            #expect(run.status == 2, "\(run.status), \(run.error)")
            #expect(
                run.error
                    == "assay: error: \(isPiped ? "stdin" : name):\(line): a record is longer than 67108864 bytes; split it or "
                    + "remove it, or allow more with --memory (byte \(byteOffset))\n")
            #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/out"))
        }
    }

    @Test("A Parquet page, and a row, that is larger than --memory allows is an error that names place and option")
    func parquet() throws {
        let scratch = try scratch()
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("DatasetIOTests/Fixtures")
        for (name, words) in [
            ("long-page", "row group 0, column 'prompt': a page needs 20"),
            ("long-row", "row group 0, column 'prompt': row 1 has 3000002 bytes, and 1048576 are allowed"),
        ] {
            let path = fixtures.appendingPathComponent(name + ".parquet").path
            for command in ["audit", "clean"] {
                let arguments = [
                    command, "-q", "--force", "--threads", "1", "--index", "b.assay", "-o", "out", path,
                ]
                let small = try CommandRun(arguments + ["--memory", "16MiB"], in: scratch.folder)
                #expect(small.status == 2)
                #expect(small.error.contains("\(name).parquet: \(words)"), "\(small.error)")
                #expect(small.error.contains("allow more with --memory"), "\(small.error)")
                #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/out"))
                let large = try CommandRun(arguments + ["--memory", "128MiB"], in: scratch.folder)
                #expect(large.status == 0, "\(large.error)")
                scratch.remove("out")
            }
        }
    }

    @Test("A named pipe that nobody writes to is left at a signal; one with a late writer is read")
    func namedPipe() throws {
        let scratch = try scratch()
        let pipe = scratch.folder + "/pipe"
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        let arguments = ["audit", "-q", "--index", "b.assay", "-o", "out", "pipe"]
        let stopped = try CommandRun(arguments, in: scratch.folder) { process in
            var rounds = 0
            while !FileManager.default.fileExists(atPath: scratch.folder + "/out/.assay-partial"), rounds < 3000 {
                usleep(10_000)
                rounds += 1
            }
            kill(process.processIdentifier, SIGTERM)
            rounds = 0
            while process.isRunning, rounds < 3000 {
                usleep(10_000)
                rounds += 1
            }
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        #expect(stopped.status == 130)
        #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/out"))
        let read = try CommandRun(arguments, in: scratch.folder) { _ in
            usleep(200_000)
            try Data("{\"prompt\": \"fine\"}\n".utf8).write(to: URL(fileURLWithPath: pipe))
        }
        #expect(read.status == 0, "\(read.error)")
    }

    @Test(
        "Closed standard streams end quietly, and none of the results is written where they were",
        arguments: ["<&- >&- 2>&-", ">&-", "2>&-", "| true"])
    func closed(redirection: String) throws {
        let scratch = try scratch()
        let expected = try audit(scratch, ["d.jsonl"])
        try #require(expected.status == 0)
        let names = ["report.json", "report.md", "matches.jsonl.zst"]
        let files = names.map { FileManager.default.contents(atPath: scratch.folder + "/out/" + $0) }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
        shell.arguments = [
            "-c", "'\(CommandRun.executable.path)' audit --force --index b.assay -o out d.jsonl \(redirection)",
        ]
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        #expect(names.map { FileManager.default.contents(atPath: scratch.folder + "/out/" + $0) } == files)
    }

    @Test("A line end in a file's name begins no line of an error")
    func names() throws {
        let scratch = try scratch()
        try scratch.write("not JSON\n", as: "a\nassay: error: nothing is wrong\u{1B}[2J.jsonl")
        let run = try audit(scratch, ["a\nassay: error: nothing is wrong\u{1B}[2J.jsonl"])
        #expect(run.status == 2)
        #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
        #expect(!run.error.contains("\u{1B}"))
    }
}
