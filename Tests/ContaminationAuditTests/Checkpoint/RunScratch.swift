import Foundation
import TestSupport

@testable import ByteIO
@testable import ContaminationAudit

/// A dataset of several shards of several batches, with bad records and several sources, and an index that it overlaps with.
struct RunScratch {
    static let item = "one two three four five six seven eight nine ten"

    let scratch: AuditScratch

    /// - Parameter isLarge: whether most shards have more evidence than is kept in memory.
    init(seed: UInt64 = 1, isLarge: Bool = false) throws {
        scratch = try AuditScratch()
        let others = (0..<40).map { number in
            MadeUpItem(
                benchmark: "bench", id: "x\(number)", subset: "t",
                texts: [(0..<12).map { "w\(number)x\($0)" }.joined(separator: " ")])
        }
        let first = MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [Self.item])
        try scratch.index(([first] + others).map(\.json))
        var random = SeededRandom(seed: seed)
        for shard in 0..<7 {
            var text = ""
            for row in 0..<(shard == 3 ? 0 : isLarge && shard != 4 ? 1_200 : 24) {
                // Shards 1 and 5 are of several batches.
                let count = !isLarge && shard % 4 == 1 ? 1_600 : random.below(30)
                let filler = String(repeating: "lorem \(row) ", count: count)
                let other = isLarge || random.below(4) == 0 ? Self.item : "-"
                let leak = random.below(3) == 0 ? random.pick(others).texts[0] : other
                text += #"{"source": "s\#(random.below(3))", "prompt": "\#(filler) \#(leak)"}"# + "\n"
            }
            if shard == 2 { text += "not JSON\n" }
            try scratch.write(
                text, as: "in/\(shard % 2)/shard-\(shard).jsonl", compression: [.none, .zstd, .gzip][shard % 3])
        }
    }

    func options(to output: String = "out") -> AuditOptions {
        var options = scratch.options([scratch.path("in")], to: output)
        options.maxBadRecords = 2
        options.threadCount = 2
        return options
    }

    /// Audits or cleans; returns what was written.
    @discardableResult
    func run(
        _ options: AuditOptions, isCleaning: Bool, progress: (@Sendable (AuditProgress) -> Void)? = nil,
        cancellation: AuditCancellation? = nil
    ) throws -> [String: Data] {
        if isCleaning {
            _ = try Assay.clean(
                options, cleaning: CleanOptions(onlySources: ["s0", "s1"]), progress: progress,
                cancellation: cancellation)
        } else {
            _ = try Assay.audit(options, progress: progress, cancellation: cancellation)
        }
        return try scratch.files(String(options.outputPath.dropFirst(scratch.folder.count + 1)))
    }

    /// Runs until some shards are done and stops; what is done stays.
    ///
    /// - Parameter recordCount: stops once so many records have been audited.
    func runUntilStopped(_ options: AuditOptions, isCleaning: Bool, recordCount: Int) {
        let cancellation = AuditCancellation()
        var options = options
        options.resume = true
        _ = try? run(
            options, isCleaning: isCleaning,
            progress: { if $0.records >= recordCount { cancellation.cancel() } }, cancellation: cancellation)
    }
}
