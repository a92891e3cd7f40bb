import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Bad records")
struct BadRecordTests {
    private static let good = #"{"prompt": "fine"}"#
    private static let leak = #"{"prompt": "\#(CleanTests.item)"}"#

    private func scratch(_ shards: [[String]]) throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [CleanTests.item]).json])
        for (number, lines) in shards.enumerated() {
            try scratch.write(lines.map { $0 + "\n" }.joined(), as: "in/d\(number).jsonl")
        }
        return scratch
    }

    private func options(_ scratch: AuditScratch, maxBadRecords: Int) -> AuditOptions {
        var options = scratch.options([scratch.path("in")])
        options.maxBadRecords = maxBadRecords
        options.threadCount = 1
        return options
    }

    @Test("Allowed none, the first is named by its line, and nothing is written")
    func none() throws {
        let scratch = try scratch([[Self.good, "", "{", Self.good, "[]"]])
        let error = #expect(throws: AssayError.self) { _ = try Assay.audit(options(scratch, maxBadRecords: 0)) }
        #expect(error?.path == "d0.jsonl")
        #expect(error?.line == 3)
        #expect(error?.message.contains("not JSON") == true)
        #expect(try scratch.names().contains("out") == false)
    }

    @Test("Allowed three, the fourth is named, wherever the batch or the shard ends")
    func fourth() throws {
        let bad = "{\"prompt\": 1}"
        let scratch = try scratch([[Self.good, bad, bad], [bad, Self.good, Self.good, bad, bad]])
        let error = #expect(throws: AssayError.self) { _ = try Assay.audit(options(scratch, maxBadRecords: 3)) }
        #expect(error?.path == "d1.jsonl")
        #expect(error?.line == 4)
        #expect(error?.message.contains("more than the 3 bad records") == true)
        #expect(try scratch.names().contains("out") == false)
    }

    @Test("As many as are allowed are counted, named in the report, and set aside by a cleaning as they were")
    func allowed() throws {
        let bad = ["{\"prompt\": 1}", "{\"prompt\": \"a\"", "7"]
        let scratch = try scratch([[Self.good, bad[0], Self.leak, bad[1], Self.good, bad[2]]])
        let (report, manifest) = try Assay.clean(options(scratch, maxBadRecords: 3), cleaning: CleanOptions())
        #expect(report.summary.badRecords == 3)
        #expect(report.summary.records == 6)
        #expect(report.summary.contaminatedRecords == 1)
        #expect(report.inputs[0].badRecords == 3)
        #expect(report.inputs[0].problems.map(\.row) == [1, 3, 5])
        #expect(report.inputs[0].problems.map(\.line) == [2, 4, 6])
        #expect((manifest.read, manifest.kept, manifest.removed, manifest.rejected) == (6, 2, 1, 3))
        #expect(try scratch.lines("out/rejected/d0.jsonl") == bad)
        #expect(try scratch.lines("out/clean/d0.jsonl") == [Self.good, Self.good])
        #expect(try Assay.verify(path: scratch.path("out"), indexPath: scratch.path("bench.assay")).checkedFiles == 3)
        #expect(try scratch.matches().map(\.row) == [2])
    }

    @Test("A bad record far from the shard's beginning is set aside in a file of the shard's own form")
    func lateInAnArray() throws {
        let filler = (0..<20_000).map { "{\"prompt\": \"nothing of interest in record \($0)\"}" }
        let scratch = try scratch([])
        try scratch.write(
            "[\n" + (filler + ["{\"prompt\": 1}", filler[0]]).joined(separator: ",\n") + "]", as: "in/d.json")
        let (_, manifest) = try Assay.clean(options(scratch, maxBadRecords: 1), cleaning: CleanOptions())
        #expect((manifest.read, manifest.kept, manifest.rejected) == (20_002, 20_001, 1))
        let rejected = String(decoding: try scratch.content("out/rejected/d.json"), as: UTF8.self)
        #expect(rejected.filter { !$0.isWhitespace } == #"[{"prompt":1}]"#)
    }

    @Test("Bytes that are not UTF-8 make a record bad; a lone surrogate, CRLF, a mark at the start do not")
    func bytes() throws {
        let scratch = try scratch([])
        var bytes = Array("\u{FEFF}\(Self.leak)\r\n".utf8)
        bytes += Array("{\"prompt\": \"".utf8) + [0xFF] + Array("\"}\n".utf8)
        bytes += Array(#"{"prompt": "\ud800 x"}"#.utf8)
        try scratch.write(bytes, as: "in/d.jsonl")
        let report = try Assay.audit(options(scratch, maxBadRecords: 1))
        #expect(report.summary.records == 3)
        #expect(report.summary.badRecords == 1)
        #expect(report.summary.contaminatedRecords == 1)
        #expect(report.inputs[0].problems.map(\.row) == [1])
    }

    @Test("At most twenty are named a shard")
    func named() throws {
        let scratch = try scratch([Array(repeating: "x", count: 30) + [Self.good]])
        let report = try Assay.audit(options(scratch, maxBadRecords: 30))
        #expect(report.summary.badRecords == 30)
        #expect(report.inputs[0].problems.map(\.row) == Array(0..<20))
    }
}
