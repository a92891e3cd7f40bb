import Foundation
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Cleaned splits")
struct CleanTests {
    static let item = "one two three four five six seven eight nine ten"

    /// Records as their files hold them, odd white space, escapes and line ends included, and whether each matches.
    private static let records: [(json: String, source: String, isLeak: Bool)] = [
        (#"{"prompt": "\#(item)", "source": "web"}"#, "web", true),
        (#"  { "source" :"web",  "prompt":"h\u00e9llo","extra": [1, {"a": null}] }  "#, "web", false),
        (#"{"prompt": "x \#(item) y", "source": "forum"}"#, "forum", true),
        (
            #"{"source": "none of these", "prompt": "ONE, two; three four five six seven (eight) z"}"#, "none of these",
            true
        ),
        (#"{"prompt": "one two three four five six seven", "source": "web"}"#, "web", false),
        (#"{"prompt": "é 中 \\ \" \/", "source": "forum"}"#, "forum", false),
        (#"{"prompt": "no source, \#(item)"}"#, "", true),
        (#"{"source": "web"}"#, "web", false),
    ]

    private func scratch() throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [Self.item]).json])
        return scratch
    }

    private func text(keeping isKept: (Int) -> Bool = { _ in true }) -> String {
        Self.records.enumerated().filter { isKept($0.offset) }.map {
            $0.element.json + ($0.offset % 2 == 0 ? "\n" : "\r\n")
        }
        .joined()
    }

    @Test("Kept lines are the input's bytes in the input's compression; what is removed says why; the sums hold")
    func lines() throws {
        for compression in [ByteStream.Compression.none, .zstd, .gzip] {
            let scratch = try scratch()
            let path = try scratch.write(text(), as: "in/deep/d.jsonl", compression: compression)
            let (report, manifest) = try Assay.clean(scratch.options([scratch.path("in")]), cleaning: CleanOptions())
            let kept = text { !Self.records[$0].isLeak }
            #expect(String(decoding: try scratch.content("out/clean/deep/d.jsonl"), as: UTF8.self) == kept)
            #expect(try ByteStream(path: scratch.path("out/clean/deep/d.jsonl")).compression == compression)
            #expect((manifest.read, manifest.kept, manifest.removed, manifest.rejected) == (8, 4, 4, 0))
            #expect(report.summary.contaminatedRecords == 4)
            try checkRemoved(scratch, rows: Self.records.indices.filter { Self.records[$0].isLeak })
            // The dataset is as it was, and what is left has nothing to find.
            #expect(String(decoding: try scratch.content("in/deep/d.jsonl"), as: UTF8.self) == text())
            #expect(FileSystem.exists(path))
            let again = try Assay.audit(scratch.options([scratch.path("out/clean")], to: "again"))
            #expect(again.summary.contaminatedRecords == 0)
            #expect(again.summary.records == 4)
        }
    }

    private func checkRemoved(_ scratch: AuditScratch, rows: [Int]) throws {
        let lines = try scratch.lines("out/removed/deep/d.jsonl.removed.jsonl.zst")
        #expect(lines.count == rows.count)
        for (line, row) in zip(lines, rows) {
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let removed = try #require(value)
            #expect(removed["file"] as? String == "deep/d.jsonl")
            #expect(removed["row"] as? Int == row)
            let record = try JSONSerialization.jsonObject(with: Data(Self.records[row].json.utf8)) as? NSDictionary
            #expect(removed["record"] as? NSDictionary == record)
            let matches = try #require(removed["matches"] as? [[String: Any]])
            #expect(matches.map { $0["id"] as? String } == ["1"])
            #expect(matches.map { $0["subset"] as? String } == ["s"])
            #expect(try #require(matches[0]["longest"] as? Int) >= 8)
        }
    }

    @Test("--only-source removes from those sources only, however it is written")
    func onlySource() throws {
        let scratch = try scratch()
        let path = try scratch.write(text(), as: "d.jsonl")
        let (report, manifest) = try Assay.clean(
            scratch.options([path]), cleaning: CleanOptions(onlySources: ["none of these", "web", "web"]))
        let sources = ["none of these", "web"]
        let kept = text { !Self.records[$0].isLeak || !sources.contains(Self.records[$0].source) }
        #expect(String(decoding: try scratch.content("out/clean/d.jsonl"), as: UTF8.self) == kept)
        #expect((manifest.read, manifest.kept, manifest.removed) == (8, 6, 2))
        #expect(manifest.onlySources == sources)
        #expect(report.summary.contaminatedRecords == 4)
        let again = try Assay.audit(scratch.options([scratch.path("out/clean")], to: "again"))
        #expect(again.summary.contaminatedRecords == 2)
        #expect(again.bySource.filter { sources.contains($0.source) }.allSatisfy { $0.contaminatedRecords == 0 })
    }

    @Test("A JSON array stays one, and a CSV file keeps its header")
    func containers() throws {
        let scratch = try scratch()
        let array = "[\n" + Self.records.map(\.json).joined(separator: " ,\n") + "\n]\n"
        let csv =
            "source,prompt\r\nweb,\"\(Self.item)\"\r\nweb,\"a \"\"b\"\", c\"\r\nforum,x \(Self.item)\nforum,\"two\nlines\"\r\n"
        try scratch.write(array, as: "in/a.json")
        try scratch.write(csv, as: "in/b.csv")
        let (report, manifest) = try Assay.clean(scratch.options([scratch.path("in")]), cleaning: CleanOptions())
        #expect(report.inputs.map(\.format) == ["json", "csv"])
        #expect((manifest.read, manifest.kept, manifest.removed) == (12, 6, 6))
        let value = try JSONSerialization.jsonObject(with: Data(try scratch.content("out/clean/a.json"))) as? NSArray
        let kept = "[" + Self.records.filter { !$0.isLeak }.map(\.json).joined(separator: ",") + "]"
        #expect(value == (try JSONSerialization.jsonObject(with: Data(kept.utf8)) as? NSArray))
        #expect(
            String(decoding: try scratch.content("out/clean/b.csv"), as: UTF8.self)
                == "source,prompt\r\nweb,\"a \"\"b\"\", c\"\r\nforum,\"two\nlines\"\r\n")
        let again = try Assay.audit(scratch.options([scratch.path("out/clean")], to: "again"))
        #expect(again.summary.contaminatedRecords == 0)
        #expect(again.summary.records == 6)
    }

    @Test("A shard of which nothing is left, and one that was empty, are there all the same")
    func empty() throws {
        let scratch = try scratch()
        try scratch.write(Self.records[0].json + "\n", as: "in/all.jsonl", compression: .zstd)
        try scratch.write("", as: "in/empty.jsonl")
        let (_, manifest) = try Assay.clean(scratch.options([scratch.path("in")]), cleaning: CleanOptions())
        #expect(try scratch.content("out/clean/all.jsonl").isEmpty)
        #expect(try scratch.content("out/clean/empty.jsonl").isEmpty)
        #expect((manifest.read, manifest.kept, manifest.removed) == (1, 0, 1))
    }

    @Test("Without a last line end the last line is kept as it is")
    func lastLine() throws {
        let scratch = try scratch()
        let lines = [Self.records[1].json, Self.records[0].json, Self.records[4].json]
        let path = try scratch.write("\n" + lines.joined(separator: "\n\n"), as: "d.jsonl")
        _ = try Assay.clean(scratch.options([path]), cleaning: CleanOptions())
        let cleaned = try scratch.content("out/clean/d.jsonl")
        #expect(cleaned.suffix(lines[2].utf8.count) == Array(lines[2].utf8)[...])
        #expect(try scratch.lines("out/clean/d.jsonl") == [lines[0], lines[2]])
    }
}
