import Synchronization
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Stopping early")
struct CancellationTests {
    /// A dataset of many batches, in one shard and in several.
    private func scratch() throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [CleanTests.item]).json])
        let line = #"{"prompt": "\#(String(repeating: "lorem ipsum ", count: 20_000))\#(CleanTests.item)"}"# + "\n"
        try scratch.write(String(repeating: line, count: 12), as: "in/big.jsonl", compression: .zstd)
        for number in 0..<3 { try scratch.write(line, as: "in/small\(number).jsonl") }
        return scratch
    }

    @Test(
        "Stopped before it began or in its midst, a run throws and leaves nothing", arguments: [false, true], [1, 3])
    func audit(isBefore: Bool, threadCount: Int) throws {
        let scratch = try scratch()
        let names = try scratch.names()
        for isCleaning in [false, true] {
            let cancellation = AuditCancellation()
            if isBefore { cancellation.cancel() }
            let callCount = Atomic<Int>(0)
            let progress: @Sendable (AuditProgress) -> Void = { _ in
                callCount.add(1, ordering: .relaxed)
                cancellation.cancel()
            }
            var options = scratch.options([scratch.path("in")])
            options.threadCount = threadCount
            let error = #expect(throws: AssayError.self) {
                if isCleaning {
                    _ = try Assay.clean(
                        options, cleaning: CleanOptions(), progress: progress, cancellation: cancellation)
                } else {
                    _ = try Assay.audit(options, progress: progress, cancellation: cancellation)
                }
            }
            #expect(error?.message.contains("stopped") == true)
            #expect(try scratch.names() == names)
            if isBefore { #expect(callCount.load(ordering: .relaxed) == 0) }
        }
    }

    @Test("An index that is stopped leaves nothing, wherever its items come from")
    func index() throws {
        let scratch = try scratch()
        let names = try scratch.names()
        let cancellation = AuditCancellation()
        cancellation.cancel()
        let spec = BenchmarkSpec(name: "b", files: [scratch.path("in/small0.jsonl")])
        var taken = IndexOptions(outputPath: scratch.path("x.assay"))
        taken.previousPaths = [scratch.path("bench.assay")]
        for (specs, options) in [([spec], IndexOptions(outputPath: scratch.path("x.assay"))), ([], taken)] {
            let error = #expect(throws: AssayError.self) {
                _ = try Assay.buildIndex(specs, options: options, cancellation: cancellation)
            }
            #expect(error?.message == "stopped; nothing was written")
            #expect(try scratch.names() == names)
        }
    }

    @Test("An index whose files are all read is still stopped")
    func indexAfterReading() throws {
        let scratch = try scratch()
        let names = try scratch.names()
        let cancellation = AuditCancellation()
        let spec = BenchmarkSpec(name: "b", files: [scratch.path("in/small0.jsonl")])
        let error = #expect(throws: AssayError.self) {
            _ = try Assay.buildIndex(
                [spec], options: IndexOptions(outputPath: scratch.path("x.assay")),
                progress: { _ in cancellation.cancel() }, cancellation: cancellation)
        }
        #expect(error?.message == "stopped; nothing was written")
        #expect(try scratch.names() == names)
    }

    @Test("Progress goes to the end: every record and every byte")
    func progress() throws {
        let scratch = try scratch()
        let last = Mutex<AuditProgress?>(nil)
        let report = try Assay.audit(
            scratch.options([scratch.path("in")]),
            progress: { progress in
                last.withLock { if progress.records >= $0?.records ?? 0 { $0 = progress } }
            })
        let seen = try #require(last.withLock { $0 })
        #expect(seen.records == report.summary.records)
        #expect(seen.contaminatedRecords == report.summary.contaminatedRecords)
        #expect(seen.bytesTotal == report.inputs.reduce(0) { $0 + $1.bytes })
    }
}
