import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("The page of a comparison")
struct ComparePageTests {
    private func render(_ scratch: ReportScratch, _ names: String...) throws -> String {
        let sides = names.map { Comparison.Side(name: $0, path: scratch.folder + "/" + $0) }
        return String(decoding: try ComparePage.render(Comparison.compare(sides), of: sides), as: UTF8.self)
    }

    @Test("Each prompt stands in its set, with the evidence of the audit that matched it")
    func sets() throws {
        let scratch = try ReportScratch()
        try scratch.store(sampleReport(), matches: ["gone", "stays", "<b>"], as: "a")
        try scratch.store(sampleReport(), matches: ["stays", "new", "<b>"], as: "b")
        let page = try render(scratch, "a", "b")
        #expect(try render(scratch, "a", "b") == page)
        #expect(
            page.contains("b overlaps with 3 of 40 benchmark prompts (7.50%) in 12 of 2,000 records (0.60%); a with 3"))
        for words in [
            "No longer matched: 1 prompt<", "Still matched: 2 prompts<", "Newly matched: 1 prompt<", "magpie-ultra",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(
            page.contains(#""divisions":["No longer matched (in a)","Still matched (in b)","Newly matched (in b)"]"#))
        // The division is the last value of a match that no reviewer has seen.
        for (id, division) in [("gone", 0), ("stays", 1), ("\\u003cb\\u003e", 1), ("new", 2)] {
            let line = page.split(separator: "\n").first { $0.contains("\"\(id)\",9,") }
            #expect(line?.contains(",\(division)]") == true, "\(id): \(line ?? "")")
        }
        #expect(!page.contains("<b>"))
    }

    @Test("Three audits, names of others, and nothing matched")
    func several() throws {
        let scratch = try ReportScratch()
        try scratch.store(sampleReport(), matches: ["p0"], as: "<i>1")
        try scratch.store(sampleReport(), matches: ["p1"], as: "2")
        var none = sampleReport(matched: 0)
        none.bySource = []
        try scratch.store(none, matches: [], as: "3")
        let page = try render(scratch, "<i>1", "2", "3")
        #expect(!page.contains("<i>"))
        #expect(page.contains(#""2 to 3: No longer matched (in 2)""#))
        #expect(page.contains("All 3 matches.") || page.contains("All 2 matches."))
    }

    @Test("A page that is there is replaced only where asked")
    func overwrite() throws {
        let scratch = try ReportScratch()
        for name in ["a", "b"] { try scratch.store(sampleReport(), matches: ["p0"], as: name) }
        let sides = scratch.sides("a", "b")
        let report = try Comparison.compare(sides)
        let path = try scratch.write("mine", as: "page.html")
        let error = #expect(throws: AssayError.self) {
            try ComparePage.write(report, of: sides, to: path, overwrite: false)
        }
        #expect(error?.description.contains("--force") == true)
        try ComparePage.write(report, of: sides, to: path, overwrite: true)
        #expect(try ReportJSON.readWhole(path).count > 10_000)
    }
}
