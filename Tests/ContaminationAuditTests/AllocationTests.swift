import CAllocationCounter
import Foundation
import Testing

@testable import ByteIO
@testable import ContaminationAudit
@testable import DatasetIO
@testable import NGramIndexing

/// In the steady state a record without a hit allocates nothing.
///
/// A worker that has met a large batch audits N records and then 2N: the number of allocations must be the same, so that
/// all of them are the batch's. What a batch costs is bounded too, so that a growth is seen. Without optimisation the compiler
/// leaves temporary arrays in that are allocated, so this is for release builds:
///
///     swift test -c release --scratch-path .build/release-tests --filter AllocationTests
@Suite(
    .enabled(
        if: isOptimised && assay_allocations_are_counted(),
        "allocations are counted in release builds, with glibc and without a sanitizer only"))
struct AllocationTests {
    /// What one batch may allocate (7 when this was written): the outcome with its tally, and the names of fields and sources met.
    static let allowedForBatch = 16

    static let shapes: [String] = [
        #"{"id":"NUMBER","text":"TEXT","source":"web"}"#,
        #"{"messages":[{"role":"user","content":"TEXT"},{"role":"assistant","content":"so be it"}],"source":"chat"}"#,
        #"{"prompt":"TEXT","chosen":[{"role":"user","content":"TEXT"},{"role":"assistant","content":"yes"}],"rejected":[{"role":"user","content":"TEXT"},{"role":"assistant","content":"no \u00e9 \n"}]}"#,
    ]

    static let texts: [String] = [
        "The quick brown fox jumps over the lazy dog number NUMBER, again and again and never twice.",
        "\\\"Stra\\u00dfe\\\" — naïve cafe\\u0301s; ﬁne Ωμέγα слово NUMBER раз за разом и снова",
        "第NUMBER章、漢字とカタカナの文章です。你好世界這是一個測試 한국어 문장 NUMBER",
    ]

    @Test(arguments: shapes, texts)
    func recordsWithoutAHitAllocateNothing(shape: String, text: String) throws {
        let folder = try Folder()
        let record = shape.replacing("TEXT", with: text)
        var worker = AuditWorker(try folder.plan(records: (0..<10).map { _ in record }))
        let once = try folder.batch(of: (0..<400).map { record.replacing("NUMBER", with: "\($0 + 1000)") })
        let twice = try folder.batch(of: (0..<800).map { record.replacing("NUMBER", with: "\($0 + 1000)") })
        for _ in 0..<2 { _ = try Self.allocations(&worker, twice) }

        let forOnce = try Self.allocations(&worker, once)
        let forTwice = try Self.allocations(&worker, twice)
        #expect(forOnce == forTwice, "\(forTwice - forOnce) allocations for 400 more records")
        #expect(forTwice <= Self.allowedForBatch)
    }

    @Test func theCounterCounts() {
        assay_allocations_begin()
        let kept = (0..<10).map { [UInt8](repeating: UInt8($0), count: 1000) }
        let count = assay_allocations_end()
        #expect(kept.count == 10)
        #expect(count >= 10)
    }

    @Test func readingAnotherBatchAllocatesNothingInProportion() throws {
        let folder = try Folder()
        let rows = (0..<20_000).map {
            Self.shapes[0].replacing("TEXT", with: Self.texts[0]).replacing("NUMBER", with: "\($0)")
        }
        let reader = try ShardReader(
            shard: folder.shard(of: rows), selection: RecordSelection(), batchByteCount: 1 << 16)
        var batch = RecordBatch()
        for _ in 0..<8 { _ = try reader.nextBatch(into: &batch) }
        let counts = try (0..<8).map { _ in
            assay_allocations_begin()
            defer { _ = assay_allocations_end() }
            _ = try reader.nextBatch(into: &batch)
            return assay_allocations_end()
        }
        #expect(counts.max() ?? 0 <= 2, "\(counts) allocations for batches of some 400 records")
    }

    /// The allocations of auditing one batch, in which nothing may match.
    private static func allocations(_ worker: inout AuditWorker, _ batch: RecordBatch) throws -> Int {
        assay_allocations_begin()
        defer { _ = assay_allocations_end() }
        let outcome = try worker.audit(batch, of: "shard", isCleaning: false)
        let count = assay_allocations_end()
        #expect(outcome.tally.contaminatedCount == 0)
        #expect(outcome.tally.badRecordCount == 0)
        #expect(outcome.tally.recordCount == batch.records.count)
        return count
    }
}

#if DEBUG
    private let isOptimised = false
#else
    private let isOptimised = true
#endif

/// A folder of a test's own, with an index of some items, removed at the end.
private final class Folder {
    private let url = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    private var fileCount = 0

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func shard(of records: [String]) throws -> Shard {
        fileCount += 1
        let name = "shard-\(fileCount).jsonl"
        let file = url.appendingPathComponent(name)
        try Data(records.map { $0 + "\n" }.joined().utf8).write(to: file)
        return Shard(name: name, path: file.path, byteCount: nil)
    }

    /// One batch of all `records`.
    func batch(of records: [String]) throws -> RecordBatch {
        let reader = try ShardReader(
            shard: shard(of: records), selection: RecordSelection(), batchByteCount: 1 << 22)
        var batch = RecordBatch()
        _ = try reader.nextBatch(into: &batch)
        return batch
    }

    func plan(records: [String]) throws -> AuditPlan {
        let path = url.appendingPathComponent("index.assay").path
        let builder = IndexBuilder(settings: try IndexSettings(profile: .words), path: path)
        for number in 0..<500 {
            let text = "what is the answer of exercise \(number) on page \(number * 7) if none was given before"
            try builder.add(IndexItem(benchmark: "made up", id: "\(number)", texts: [Array(text.utf8)]))
        }
        try builder.write()
        let shard = try shard(of: records)
        let output = url.appendingPathComponent("out").path
        return try AuditPlan(AuditOptions(indexPath: path, datasets: [shard.path], outputPath: output), cleaning: nil)
    }
}
