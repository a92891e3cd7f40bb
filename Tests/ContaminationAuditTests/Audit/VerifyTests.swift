import Foundation
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Verifying results")
struct VerifyTests {
    private static let leak = #"{"prompt": "\#(CleanTests.item)", "source": "web"}"#
    private static let other = #"{"prompt": "something else", "source": "web"}"#

    /// A cleaned split in `out`.
    private func cleaned(_ lines: [String], onlySources: [String] = []) throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [CleanTests.item]).json])
        let path = try scratch.write(lines.map { $0 + "\n" }.joined(), as: "d.jsonl")
        _ = try Assay.clean(scratch.options([path]), cleaning: CleanOptions(onlySources: onlySources))
        return scratch
    }

    private func verify(_ scratch: AuditScratch) throws -> VerifyResult {
        try Assay.verify(path: scratch.path("out"), indexPath: scratch.path("bench.assay"))
    }

    private func expectError(
        _ words: String, _ scratch: AuditScratch, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: AssayError.self, sourceLocation: sourceLocation) { _ = try verify(scratch) }
        #expect(
            error?.description.contains(words) == true, "\(String(describing: error))", sourceLocation: sourceLocation)
    }

    @Test("A cleaned split passes, and its folder is left as it was")
    func passes() throws {
        let scratch = try cleaned([Self.leak, Self.other, Self.other])
        let files = try scratch.files("out")
        let result = try verify(scratch)
        #expect(result.kind == .clean)
        #expect(result.checkedFiles == 2)
        #expect(result.auditedAgain == .init(records: 2, contaminatedRecords: 0, contaminatedInCleanedSources: 0))
        #expect(try scratch.files("out") == files)
        #expect(try scratch.names("out").contains(".assay-partial") == false)
    }

    @Test("Records of other sources may match still")
    func onlySource() throws {
        let forum = #"{"prompt": "\#(CleanTests.item)", "source": "forum"}"#
        let result = try verify(try cleaned([Self.leak, forum, Self.other], onlySources: ["web"]))
        #expect(result.auditedAgain == .init(records: 2, contaminatedRecords: 1, contaminatedInCleanedSources: 0))
    }

    @Test("A split that keeps records without text, and none with text, passes")
    func withoutText() throws {
        let result = try verify(try cleaned([Self.leak, #"{"other": 1}"#]))
        #expect(result.auditedAgain == .init(records: 1, contaminatedRecords: 0, contaminatedInCleanedSources: 0))
    }

    @Test("A split of which nothing is left passes")
    func nothingLeft() throws {
        let result = try verify(try cleaned([Self.leak]))
        #expect(result.auditedAgain == .init(records: 0, contaminatedRecords: 0, contaminatedInCleanedSources: 0))
    }

    @Test("One flipped bit in a clean shard or in the removed records fails")
    func flipped() throws {
        for name in ["clean/d.jsonl", "removed/d.jsonl.removed.jsonl.zst"] {
            let scratch = try cleaned([Self.leak, Self.other])
            let url = URL(fileURLWithPath: scratch.path("out/\(name)"))
            var bytes = try Data(contentsOf: url)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: url)
            let error = #expect(throws: AssayError.self) { _ = try verify(scratch) }
            #expect(error?.path?.hasSuffix(name) == true, "\(String(describing: error))")
        }
    }

    @Test("A split that merely claims to be clean fails, though its checksums are right")
    func claim() throws {
        let scratch = try cleaned([Self.leak, Self.other])
        // The leak is put back, and the manifest made to agree.
        let path = try scratch.write(Self.other + "\n" + Self.leak + "\n", as: "out/clean/d.jsonl")
        let stream = try ByteStream(path: path)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while try stream.read(into: &buffer, at: 0) > 0 {}
        let manifestPath = scratch.path("out/manifest.json")
        var manifest = try ReportJSON.manifest(try scratch.content("out/manifest.json"), path: manifestPath)
        manifest.outputs[0].records = 2
        manifest.kept = 2
        manifest.removed = 0
        manifest.inputs[0].kept = 2
        manifest.inputs[0].removed = 0
        manifest.outputs[0].bytes = stream.storedByteCount
        manifest.outputs[0].xxh3 = stream.storedHash
        try scratch.write(try ReportJSON.encode(manifest), as: "out/manifest.json")
        #expect(try Assay.verify(path: scratch.path("out")).auditedAgain == nil)
        expectError("1 of 2 records of the cleaned split still overlap", scratch)
    }

    @Test("Another index than the one it was cleaned with is refused")
    func otherIndex() throws {
        let scratch = try cleaned([Self.leak, Self.other])
        try FileSystem.remove(scratch.path("bench.assay"))
        try scratch.index([MadeUpItem(benchmark: "bench", id: "2", subset: "s", texts: [CleanTests.item]).json])
        expectError("another index", scratch)
    }

    @Test("An index passes, and fails wherever one bit of it is flipped")
    func index() throws {
        let scratch = try cleaned([Self.leak, Self.other])
        #expect(try Assay.verify(path: scratch.path("bench.assay")).kind == .index)
        let url = URL(fileURLWithPath: scratch.path("bench.assay"))
        let bytes = try Data(contentsOf: url)
        var unnoticed: [Int] = []
        for offset in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[offset] ^= 0x10
            // Bytes between sections belong to none.
            if changed[offset] == 0x10 { continue }
            try changed.write(to: url)
            if (try? Assay.verify(path: url.path)) != nil { unnoticed.append(offset) }
        }
        #expect(unnoticed.isEmpty)
    }

    @Test("An audit without a cleaned split has its evidence read; a cut one fails")
    func audit() throws {
        let scratch = try cleaned([Self.leak, Self.other])
        _ = try Assay.audit(scratch.options([scratch.path("d.jsonl")], to: "audit"))
        #expect(try Assay.verify(path: scratch.path("audit")).kind == .audit)
        let url = URL(fileURLWithPath: scratch.path("audit/matches.jsonl.zst"))
        try Data(try Data(contentsOf: url).dropLast(5)).write(to: url)
        #expect(throws: AssayError.self) { _ = try Assay.verify(path: scratch.path("audit")) }
    }
}
