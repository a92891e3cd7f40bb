import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

/// Shards write evidence that is more than little into the joined file when it is their turn, and have it nowhere else.
@Suite("Evidence that is joined while the run goes on")
struct JoinedEvidenceTests {
    private static let joined = ".assay-partial/evidence/joined.jsonl.zst"
    private static let earlier = ".assay-partial/evidence/earlier.jsonl.zst"

    private static func joinedNumbers(_ output: String) throws -> [Int] {
        // As long as no shard is done, nothing is left.
        guard let journal = try CheckpointJournal(stagingPath: OutputFolder.stagingPath(in: output)) else { return [] }
        return try journal.doneNumbers.filter { try journal.result($0).evidence.place == .joined }
    }

    @Test("Stopped again and again, a run writes what it would have written", arguments: [false, true])
    func again(isCleaning: Bool) throws {
        let made = try RunScratch(isLarge: true)
        let whole = try made.run(made.options(to: "whole"), isCleaning: isCleaning)
        for threadCount in 1...3 {
            var options = made.options(to: "out\(threadCount)")
            options.resume = true
            var joined: [Set<Int>] = []
            var hasEarlier = false
            for recordCount in stride(from: 700, to: 5_600, by: 900) {
                options.threadCount = threadCount
                made.runUntilStopped(options, isCleaning: isCleaning, recordCount: recordCount)
                joined.append(Set(try Self.joinedNumbers(options.outputPath)))
                hasEarlier = hasEarlier || FileSystem.exists(options.outputPath + "/" + Self.earlier)
            }
            // Which shards have their turn depends on the threads; with one all that have evidence do.
            if threadCount == 1 { #expect(joined.last?.count ?? 0 > 3 && hasEarlier, "\(joined)") }
            // Several threads may have come to the end before they were stopped.
            options.overwrite = true
            #expect(try made.run(options, isCleaning: isCleaning) == whole, "\(threadCount) threads")
        }
    }

    /// A run that was stopped with some shards joined, and what it has to come to.
    private func stopped() throws -> (RunScratch, AuditOptions, whole: [String: Data]) {
        let made = try RunScratch(isLarge: true)
        let whole = try made.run(made.options(to: "whole"), isCleaning: true)
        var options = made.options()
        options.resume = true
        options.threadCount = 1
        made.runUntilStopped(options, isCleaning: true, recordCount: 3_000)
        #expect(try Self.joinedNumbers(options.outputPath).count > 1)
        return (made, options, whole)
    }

    @Test("Where the joined file is gone, its shards are not done")
    func gone() throws {
        let (made, options, whole) = try stopped()
        try FileSystem.remove(options.outputPath + "/" + Self.joined)
        #expect(try made.run(options, isCleaning: true) == whole)
    }

    @Test("A joined shard whose cleaned records are gone is done again, and those behind it are not")
    func redone() throws {
        let (made, options, whole) = try stopped()
        try FileSystem.remove(options.outputPath + "/.assay-partial/clean/0/shard-2.jsonl.gz")
        made.runUntilStopped(options, isCleaning: true, recordCount: 4_000)
        #expect(try made.run(options, isCleaning: true) == whole)
    }

    @Test("A joined file that was changed is told, and nothing is published")
    func changed() throws {
        let (made, options, _) = try stopped()
        let url = URL(fileURLWithPath: options.outputPath + "/" + Self.joined)
        var bytes = try Data(contentsOf: url)
        bytes[1_000] ^= 0x10
        try bytes.write(to: url)
        let error = #expect(throws: AssayError.self) { try made.run(options, isCleaning: true) }
        #expect(error?.path?.hasSuffix(Self.earlier) == true, "\(String(describing: error))")
        #expect(try made.scratch.names("out") == [".assay-partial"])
    }

    @Test("A run stopped when all evidence was joined, and not yet published, is gone on with")
    func allJoined() throws {
        let (made, options, whole) = try stopped()
        let staging = OutputFolder.stagingPath(in: options.outputPath)
        // As if it had ended there: whole under its last name.
        try FileSystem.rename(
            from: options.outputPath + "/" + Self.joined, to: staging + "/" + ResultFiles.evidenceName)
        #expect(try made.run(options, isCleaning: true) == whole)
    }
}
