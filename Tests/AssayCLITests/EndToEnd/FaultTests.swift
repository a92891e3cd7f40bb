import Foundation
import Testing

#if os(Linux)
    /// Every system call of a run, made to fail once in turn.
    ///
    /// Calls are counted and failed by a library that stands before the C library (Tests/AssayCLITests/Faults/faults.c), so
    /// that the program under test is the one that is shipped, with no hook in it.
    @Suite("Every system call fails once")
    struct FaultTests {
        /// A run under test: its arguments and what it writes.
        struct Command: CustomTestStringConvertible, Sendable {
            var name: String
            var arguments: [String]
            /// What stands there once it has succeeded, and before it ran must not.
            var output: String
            /// What is copied to the scratch folder before each run: a state that an earlier run left.
            var before: [String: String] = [:]

            var testDescription: String { name }
            var isResumable: Bool { arguments.contains("--resume") }
        }

        private static let options = ["--index", "b.assay", "--threads", "1", "-q", "--max-bad-records", "1"]

        static let commands = [
            Command(
                name: "index", arguments: ["index", "-q", "-o", "out.assay", "bench=bench.jsonl"], output: "out.assay"),
            Command(name: "audit", arguments: ["audit"] + options + ["-o", "out", "in"], output: "out"),
            Command(name: "clean", arguments: ["clean"] + options + ["-o", "out", "in"], output: "out"),
            Command(
                name: "clean over results", arguments: ["clean"] + options + ["--force", "-o", "out", "in"],
                output: "out", before: ["old": "out"]),
            Command(
                name: "resume", arguments: ["clean"] + options + ["--resume", "-o", "out", "in"], output: "out",
                before: ["stopped": "out"]),
            Command(
                name: "audit to resume", arguments: ["audit"] + options + ["--resume", "-o", "out", "in"],
                output: "out"),
            Command(
                name: "clean to resume", arguments: ["clean"] + options + ["--resume", "-o", "out", "in"],
                output: "out"),
            Command(
                name: "clean over results to resume",
                arguments: ["clean"] + options + ["--force", "--resume", "-o", "out", "in"], output: "out",
                before: ["old": "out"]),
            Command(
                name: "part", arguments: ["clean"] + options + ["--part", "1/2", "-o", "out", "in"], output: "out"),
            Command(
                name: "part to resume",
                arguments: ["clean"] + options + ["--part", "1/2", "--resume", "-o", "out", "in"], output: "out"),
            Command(name: "merge", arguments: ["merge", "-q", "-o", "out", "part1", "part2"], output: "out"),
            Command(
                name: "verify", arguments: ["verify", "--index", "b.assay", "--threads", "1", "cleaned"], output: ""),
        ]

        /// The library, built once; `nil` where there is no C compiler.
        private static let library: String? = {
            let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("Faults/faults.c")
            let path = NSTemporaryDirectory() + "/assay-faults-\(ProcessInfo.processInfo.processIdentifier).so"
            for compiler in ["cc", "clang", "gcc"] {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                process.arguments = [compiler, "-shared", "-fPIC", "-O1", "-o", path, source.path, "-ldl"]
                guard (try? process.run()) != nil else { continue }
                process.waitUntilExit()
                if process.terminationStatus == 0 { return path }
            }
            return nil
        }()

        private func scratch() throws -> ScratchFiles {
            let scratch = try ScratchFiles()
            let item = "one two three four five six seven eight nine ten"
            try scratch.write(#"{"id": "1", "prompt": "\#(item)"}"# + "\n", as: "bench.jsonl")
            let lines = "{\"prompt\": \"\(item)\"}\n{\"prompt\": \"fine\"}\n"
            for number in 0..<3 {
                try scratch.write(lines + (number == 1 ? "not JSON\n" : ""), as: "in/\(number).jsonl")
            }
            func run(_ arguments: [String]) throws {
                let run = try CommandRun(arguments, in: scratch.folder)
                try #require(run.status == 0, "\(arguments): \(run.error)")
            }
            try run(["index", "-q", "-o", "b.assay", "bench=bench.jsonl"])
            for number in 1...2 {
                try run(["clean"] + Self.options + ["--part", "\(number)/2", "-o", "part\(number)", "in"])
            }
            try run(["clean"] + Self.options + ["-o", "cleaned", "in"])
            try run(["audit"] + Self.options + ["-o", "old", "in"])
            return scratch
        }

        /// Leaves in `stopped` what a run has kept that failed when some of its shards were done.
        private func stop(_ scratch: ScratchFiles, _ library: String) throws {
            for number in stride(from: 60, to: 2000, by: 5) {
                let run = try CommandRun(
                    ["clean"] + Self.options + ["--resume", "-o", "stopped", "in"], in: scratch.folder,
                    environment: ["LD_PRELOAD": library, "ASSAY_FAULT_AT": "\(number)"])
                if run.error.contains("2 of 3 shards done and kept") { return }
                try? FileManager.default.removeItem(atPath: scratch.folder + "/stopped")
            }
            Issue.record("no failing call leaves two shards done")
        }

        /// Runs the command from its beginning with a fault, and with what it finds in place.
        private func run(
            _ command: Command, _ scratch: ScratchFiles, _ library: String, _ environment: [String: String]
        ) throws -> CommandRun {
            scratch.remove(command.output.isEmpty ? "nothing" : command.output)
            for (from, to) in command.before {
                try FileManager.default.copyItem(
                    atPath: scratch.folder + "/" + from, toPath: scratch.folder + "/" + to)
            }
            scratch.remove("log")
            let faults = ["LD_PRELOAD": library, "ASSAY_FAULT_LOG": scratch.folder + "/log"]
            return try CommandRun(
                command.arguments, in: scratch.folder, environment: faults.merging(environment) { _, new in new })
        }

        /// How many calls the last run made.
        private func callCount(_ scratch: ScratchFiles) throws -> Int {
            let counted = try String(contentsOfFile: scratch.folder + "/log", encoding: .utf8)
            let total = try #require(Int(counted.drop { !$0.isNumber }.prefix { $0.isNumber }))
            try #require(total > 20)
            return total
        }

        @Test(
            "An error and nothing under a final name, or the right result; never one that is wrong", arguments: commands
        )
        func each(command: Command) throws {
            guard let library = Self.library else {
                print("skipped: there is no C compiler to build the fault library with")
                return
            }
            let scratch = try scratch()
            let output = command.output.isEmpty ? "nothing" : command.output
            let log = scratch.folder + "/log"
            func run(_ environment: [String: String]) throws -> CommandRun {
                try self.run(command, scratch, library, environment)
            }
            if command.before["stopped"] != nil { try stop(scratch, library) }
            let inputs = scratch.files("in")
            let whole = try run([:])
            try #require(whole.status == 0, "\(whole.error)")
            let expected = scratch.files(output)
            let total = try callCount(scratch)
            let old = command.before.keys.first.map(scratch.files) ?? [:]

            let short = try run(["ASSAY_FAULT_SHORT": "1"])
            #expect(short.status == 0, "\(short.error)")
            #expect(short.output == whole.output)
            #expect(scratch.files(output) == expected, "short and interrupted reads and writes")

            var failedCount = 0
            // Each call in turn takes minutes: by default every fifth, from another one on for each command.
            let environment = ProcessInfo.processInfo.environment
            let step = environment["ASSAY_EVERY_FAULT"] == nil ? 5 : 1
            for number in stride(from: 1 + command.name.utf8.count % step, through: total, by: step) {
                let faulty = try run(["ASSAY_FAULT_AT": "\(number)"])
                let what = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                let left = scratch.files(output)
                switch faulty.status {
                case 0:
                    #expect(left.filter { !$0.key.hasPrefix(".assay-partial/") } == expected, "call \(number), \(what)")
                    #expect(faulty.output == whole.output, "call \(number), \(what)")
                case 2:
                    failedCount += 1
                    #expect(faulty.error.contains("assay: error: "), "call \(number), \(what)")
                    #expect(faulty.output.isEmpty, "call \(number), \(what)")
                    let published = left.filter { !$0.key.hasPrefix(".assay-partial/") }
                    let isCleaningUp = ["unlink", "rmdir", "opendir", "readdir", "lstat"].contains { what.contains($0) }
                    #expect(
                        isCleaningUp || command.isResumable || left.count == published.count,
                        "call \(number), \(what) left \(left.keys.sorted())")
                    let untouched = old.filter { !$0.key.hasPrefix(".assay-partial/") }
                    // A new name that may not yet be on the disk is an error; the file under it is whole.
                    #expect(
                        published == untouched || published == expected,
                        "call \(number), \(what): \(published.keys.sorted()), \(faulty.error)")
                default:
                    Issue.record("call \(number), \(what): status \(faulty.status), \(faulty.error)")
                }
                #expect(scratch.files("in") == inputs)
                if command.isResumable, faulty.status == 2 {
                    try resume(command, scratch, expected: expected, "call \(number), \(what)")
                }
            }
            // Most calls matter; those that do not (a hint, the closing of what was read) are few.
            #expect(failedCount > total / step / 3, "\(failedCount) of \(total)")
        }

        @Test(
            "Killed at any call: what has a final name is whole; --resume ends the run, another one leaves the old results",
            arguments: commands.filter { ["clean to resume", "clean over results to resume"].contains($0.name) })
        func killed(command: Command) throws {
            guard let library = Self.library else {
                print("skipped: there is no C compiler to build the fault library with")
                return
            }
            let scratch = try scratch()
            try #require(try run(command, scratch, library, [:]).status == 0)
            let total = try callCount(scratch)
            let expected = scratch.files("out")
            let old = command.before.keys.first.map(scratch.files) ?? [:]
            // One that fails for a bad record too many, and may not replace anything.
            let failing = ["clean", "--index", "b.assay", "-q", "-o", "out", "in"]
            let step = ProcessInfo.processInfo.environment["ASSAY_EVERY_FAULT"] == nil ? 10 : 1
            var unfinishedCount = 0
            for number in stride(from: 3, through: total, by: step) {
                let what = "call \(number)"
                for isResuming in [true, false] {
                    let killed = try run(
                        command, scratch, library, ["ASSAY_FAULT_AT": "\(number)", "ASSAY_FAULT_KILL": "1"])
                    if killed.status == 0 {
                        // Runs differ by a call or two: this one had come to its end before.
                        #expect(number > total - 10, "\(what) of \(total) did not come")
                        #expect(scratch.files("out") == expected, "\(what)")
                        continue
                    }
                    #expect(killed.status == SIGKILL, "\(what): \(killed.status)")
                    let left = scratch.files("out").filter { !$0.key.hasPrefix(".assay-partial/") }
                    for (name, bytes) in left {
                        #expect(bytes == expected[name] || bytes == old[name], "\(what): \(name)")
                    }
                    if left != old && left != expected { unfinishedCount += 1 }
                    if isResuming {
                        try resume(command, scratch, expected: expected, what)
                        continue
                    }
                    let failed = try CommandRun(failing, in: scratch.folder)
                    #expect(failed.status == 2, "\(what): \(failed.error)")
                    let after = scratch.files("out").filter { !$0.key.hasPrefix(".assay-partial/") }
                    #expect(after == old || left == expected && after == left, "\(what): \(after.keys.sorted())")
                }
            }
            #expect(unfinishedCount > 0)
        }

        /// Runs a command that has failed again, with nothing in its way: it has to end as if it never had.
        private func resume(
            _ command: Command, _ scratch: ScratchFiles, expected: [String: Data], _ what: String
        ) throws {
            let run = try CommandRun(command.arguments, in: scratch.folder)
            // What failed last may be the sync of a folder in which all that is new has its name, or the removal of the rest.
            let wasDone = run.error.contains("the output folder already holds")
            #expect(run.status == 0 || wasDone, "\(what), again: \(run.error)")
            let found = scratch.files(command.output).filter { !wasDone || !$0.key.hasPrefix(".assay-partial/") }
            #expect(found == expected, "\(what), again: \(run.error)")
        }
    }
#endif
