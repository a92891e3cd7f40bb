import Testing

@testable import ContaminationAudit

@Suite("A report's forms")
struct ReportFormTests {
    @Test("JSON comes back as it went, in the same bytes")
    func roundTrip() throws {
        let report = sampleReport()
        let bytes = try ReportJSON.encode(report)
        #expect(try ReportJSON.report(bytes, path: "report.json") == report)
        #expect(try ReportJSON.encode(ReportJSON.report(bytes, path: "report.json")) == bytes)
        #expect(bytes.last == 0x0A)
    }

    @Test("Another schema is refused by its name")
    func otherSchema() {
        let error = #expect(throws: AssayError.self) {
            _ = try ReportJSON.report(Array(#"{"schema": "assay.report/2"}"#.utf8), path: "r.json")
        }
        #expect(error?.description.contains("r.json: has schema \"assay.report/2\"") == true)
    }

    @Test(
        "The key that is wrong is named",
        arguments: [
            ("\"min_longest\"", nil, "", true),
            ("\"records\" : 2000,", "\"records\" : \"many\",", "records", false),
            ("\"tool\" : {", "\"tools\" : {", "tool", false),
            ("\"matched_prompts\" : 3", "\"matched_prompts\" : -3", "matched_prompts", false),
            ("\"prompts\" : 40", "\"prompts\" : 9007199254740993", "prompts", false),
        ] as [(String, String?, String, Bool)])
    func wrongKey(find: String, replacement: String?, name: String, isAbsent: Bool) throws {
        let text = String(decoding: try ReportJSON.encode(sampleReport()), as: UTF8.self)
        let parts = text.split(separator: find, maxSplits: 1, omittingEmptySubsequences: false)
        if isAbsent {
            #expect(parts.count == 1)
            return
        }
        try #require(parts.count == 2)
        let edited = String(parts[0]) + (replacement ?? "") + String(parts[1])
        let error = #expect(throws: AssayError.self) {
            _ = try ReportJSON.report(Array(edited.utf8), path: "r.json")
        }
        #expect(error?.message.contains(name) == true, "\(String(describing: error))")
    }

    @Test("Cut JSON is said to be no JSON")
    func cut() throws {
        let bytes = try ReportJSON.encode(sampleReport())
        #expect(throws: AssayError("is not JSON; was it cut?", path: "r.json")) {
            _ = try ReportJSON.report(Array(bytes.prefix(100)), path: "r.json")
        }
    }

    @Test("Markdown has the answer, the denominators, and no markup from the data")
    func markdown() {
        let text = MarkdownReport.text(of: sampleReport()).squeezed
        #expect(text.contains("3 of 40 benchmark prompts (7.50%) and 12 of 2,000 records (0.60%) overlap."))
        #expect(
            text.contains(
                "- Short prompts: 4 of 40 prompts (10.00%), with fewer than 8 tokens, can match only as a whole"))
        #expect(text.contains("- 2 of 2,000 records (0.10%) without text in scope (prompt): not searched."))
        #expect(text.contains("| bench | a\\|b\\\\u{1B}\\[31m | 1 | 2 | 50.00% | 1 | 4 |"))
        #expect(text.contains("| (no source) | 0 | 500 | 0% |"))
        #expect(
            text.contains(
                "| a.jsonl.zst | jsonl.zst | 123,456 | 2,000 | 12 | 2 | 1 | 00000000000000000000000000000001 |"))
        #expect(!text.contains("\u{1B}"))
        #expect(text == MarkdownReport.text(of: sampleReport()).squeezed)
    }

    @Test("Under ignore, short prompts are said to be beyond the rule")
    func ignored() {
        var report = sampleReport()
        report.settings.short = "ignore"
        #expect(MarkdownReport.text(of: report).contains("with fewer than 8 tokens, cannot match (ignore)"))
    }

    @Test("Nothing found is said with both denominators")
    func nothing() {
        var report = sampleReport(matched: 0)
        report.summary.contaminatedRecords = 0
        #expect(
            ReportWords.answer(report.summary) == "No overlap found: 0 of 40 benchmark prompts in 0 of 2,000 records.")
    }

    @Test("The summary is at most as wide as the terminal, and says how many rows it leaves out", arguments: [80, 100])
    func summary(width: Int) {
        let style = TextStyle(color: false, width: width)
        let text = TerminalSummary.text(of: sampleReport(matched: 12), outputPath: "out", style: style)
        for line in text.split(separator: "\n") {
            #expect(DisplayWidth.columns(of: String(line)) <= width, "\(line)")
        }
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("2 more subsets matched"))
        #expect(text.contains("8 more subsets without a match"))
        #expect(text.contains("n = 8: more than 7"))
        #expect(text.contains("n = 9: 1 / 3; n = 10: 0 / 0 (prompts / records)"))
        #expect(text.contains("chosen[].content as prompt (2,000)"))
        #expect(text.contains("out/ holds"))
    }

    @Test("Colour adds escapes and changes no word")
    func color() {
        let plain = TerminalSummary.text(of: sampleReport(), outputPath: "out", style: .init(color: false))
        let colored = TerminalSummary.text(of: sampleReport(), outputPath: "out", style: .init(color: true))
        #expect(colored != plain)
        var stripped = ""
        for piece in colored.split(separator: "\u{1B}", omittingEmptySubsequences: false).enumerated() {
            let end = piece.element.firstIndex(of: "m")
            stripped += piece.offset == 0 ? piece.element : piece.element[end!...].dropFirst()
        }
        #expect(stripped == plain)
    }

    @Test("A progress line has its bytes, rate and time left")
    func progress() {
        let moment = AuditProgress(
            bytesRead: 50_000_000, bytesTotal: 200_000_000, records: 10_000, contaminatedRecords: 7)
        #expect(
            ProgressText.line(moment, elapsed: 10, width: 100)
                == "25%  50.0 MB of 200.0 MB  10,000 records  1,000/s  30 s left  7 contaminated")
        let piped = AuditProgress(bytesRead: 5, bytesTotal: nil, records: 1, contaminatedRecords: 0)
        #expect(ProgressText.line(piped, elapsed: 0, width: 100) == "5 bytes  1 record  0 contaminated")
    }
}
