import Foundation
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("report.html")
struct AuditPageTests {
    private let words = "one two three four five six seven eight nine ten"

    private func page(_ scratch: AuditScratch, _ name: String = "out") throws -> String {
        String(decoding: try scratch.content(name + "/report.html"), as: UTF8.self)
    }

    @Test("It is written by an audit and a cleaning, and drawn again from the two files it is the same")
    func again() throws {
        let scratch = try AuditScratch()
        try scratch.index([#"{"id":"1","subset":"s","prompt":"\#(words)"}"#, #"{"id":"2","prompt":"too short"}"#])
        let data = try scratch.write(
            #"{"prompt":"so: \#(words)!","source":"web"}"# + "\n{\"prompt\":\"other\"}\n", as: "d.jsonl")
        _ = try Assay.audit(scratch.options([data]))
        _ = try Assay.clean(scratch.options([data], to: "cleaned"), cleaning: CleanOptions())
        let page = try page(scratch)
        #expect(try self.page(scratch, "cleaned") == page)
        try FileSystem.makeDirectories(scratch.path("copy"))
        for name in ["report.json", "matches.jsonl.zst"] {
            try FileManager.default.copyItem(atPath: scratch.path("out/" + name), toPath: scratch.path("copy/" + name))
        }
        #expect(String(decoding: try AuditPage.render(folder: scratch.path("copy")), as: UTF8.self) == page)
        #expect(page.contains("<h1>1 of 2 benchmark prompts (50.00%) and 1 of 2 records (50.00%) overlap.</h1>"))
        #expect(page.contains("n = 8: more than 7"))
        #expect(page.contains(#""so: ",["\#(words)"],"!""#))
        #expect(page.contains("default-src 'none'"))
    }

    @Test("Decisions are shown with their matches")
    func decisions() throws {
        let scratch = try AuditScratch()
        try scratch.index([#"{"id":"1","prompt":"\#(words)"}"#])
        let data = try scratch.write(#"{"prompt":"\#(words)"}"# + "\n", as: "d.jsonl")
        _ = try Assay.audit(scratch.options([data]))
        var decisions = Decisions()
        try MatchReader.forEach(path: scratch.path("out/matches.jsonl.zst")) { line in
            decisions[line.pair] = Decision(.leak, note: "seen <b>here</b>")
        }
        let page = String(
            decoding: try AuditPage.render(folder: scratch.path("out"), decisions: decisions), as: UTF8.self)
        #expect(page.contains(#""leak","seen \u003cb\u003ehere\u003c/b\u003e""#))
        #expect(page.contains("id=\"decision\""))
        #expect(page.contains("by what a reviewer decided"))
    }

    @Test("Text of the data is text: no markup, no script, no hidden sign")
    func escaping() throws {
        let scratch = try AuditScratch()
        let evil = "</script><script>alert(1)</script><!-- \u{2028}\u{202E}<img src=x onerror=alert(2)>&amp;'\\\"\u{0}"
        let text = evil + " " + words
        let item = try JSONEncoder().encode(["id": evil, "subset": evil, "prompt": text])
        try scratch.index([String(decoding: item, as: UTF8.self)])
        let record = try JSONEncoder().encode(["prompt": text, "source": evil])
        let data = try scratch.write(String(decoding: record, as: UTF8.self) + "\n", as: "<b>d & 'e'.jsonl")
        _ = try Assay.audit(scratch.options([data]))
        let page = try page(scratch)
        #expect(page.components(separatedBy: "<script").count == 3)
        #expect(page.components(separatedBy: "</script>").count == 3)
        for word in ["<img", "<!--", "<b>", "\u{2028}", "\u{0}", "alert(1)</script>"] {
            #expect(page.range(of: word, options: .literal) == nil, "\(word)")
        }
        // The JSON still holds the text as it was.
        let start = try #require(page.range(of: "id=\"evidence-data\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        let json = try JSONSerialization.jsonObject(with: Data(page[start.upperBound..<end.lowerBound].utf8))
        let sources = try #require((json as? [String: Any])?["sources"] as? [String])
        #expect(sources == [evil])
    }

    @Test("Nothing found, and nothing named, is a page too")
    func empty() throws {
        let scratch = try ReportScratch()
        var report = sampleReport(matched: 0)
        report.bySource = []
        report.bySubset = []
        report.byBenchmark = []
        report.sweep = []
        report.inputs = []
        report.summary.matchedPrompts = 0
        report.summary.contaminatedRecords = 0
        report.summary.distinctContaminatedPrompts = 0
        try scratch.store(report, matchesText: "", as: "out")
        let page = String(decoding: try AuditPage.render(folder: scratch.folder + "/out"), as: UTF8.self)
        #expect(page.contains("<h1>No overlap found: 0 of 40 benchmark prompts in 0 of 2,000 records.</h1>"))
        #expect(page.contains("The records name no source."))
    }

    @Test("With 1,000 subsets and sources of long names, and more text than it may have, it is below 5 MB")
    func size() throws {
        let scratch = try ReportScratch()
        var report = sampleReport()
        let long = String(repeating: "<\u{202E}&é", count: 200)
        report.bySubset = (0..<1_000).map {
            .init(
                benchmark: "bench", subset: "\($0) \(long)", prompts: 30, shortPrompts: 1, matchedPrompts: 3,
                contaminatedRecords: 4)
        }
        report.bySource = (0..<1_000).map { .init(source: "\($0) \(long)", records: 2, contaminatedRecords: 1) }
        report.index.benchmarks = (0..<1_000).map { "\($0) \(long)" }
        report.settings.units = (0..<1_000).map { "\($0) \(long)" }
        report.inputs = (0..<1_000).map { number in
            var input = report.inputs[0]
            input.path = "\(number) \(long)"
            input.recordsWithoutText = input.records - input.badRecords
            return input
        }
        let short = String(repeating: "<\u{202E}&é", count: 60)
        let run = String(repeating: "<\u{202E}&é", count: 210)
        var text = ""
        for number in 0..<1_500 {
            text +=
                #"{"benchmark":"bench","coverage":1,"file":"\#(number) \#(short)","id":"\#(number)\#(short)","longest":"#
            text +=
                #"\#(9 + number % 7),"record_hash":"","row":0,"source":"\#(short)","subset":"\#(number)","runs":[{"unit":"#
            text +=
                #""\#(short)","unit_bytes":[0,1470],"item_text":0,"item_bytes":[0,1470],"tokens":9,"text":"\#(run)"}]}"#
            text += "\n"
        }
        try scratch.store(report, matchesText: text, as: "out")
        let page = try AuditPage.render(folder: scratch.folder + "/out")
        #expect(page.count < 5_000_000, "\(page.count) bytes")
        #expect(try AuditPage.render(folder: scratch.folder + "/out") == page)
        #expect(String(decoding: page, as: UTF8.self).contains("of 1,500 matches: each prompt"))
    }

    @Test("Matches of another audit's form are an error with their line")
    func damaged() throws {
        let scratch = try ReportScratch()
        try scratch.store(sampleReport(), matchesText: "{}\n", as: "out")
        let error = #expect(throws: AssayError.self) { _ = try AuditPage.render(folder: scratch.folder + "/out") }
        #expect(error?.description.contains("matches.jsonl.zst:1: is not a match") == true)
    }
}
