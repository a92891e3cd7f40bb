import Testing

@testable import ContaminationAudit

@Suite("The sweep over n")
struct SweepTests {
    /// Audits records with one prompt each, or several turns, against one item; the sweep's rows as (items, records).
    private func sweep(
        item: [String], records: [[String]], n: Int = 4, rule: MatchRule = MatchRule()
    ) throws -> [Int: [Int]] {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "", texts: item).json], n: n)
        let lines = records.map { turns in
            let turns = turns.map { #"{"role": "user", "content": \#(JSONText.string($0))}"# }
            return #"{"messages": [\#(turns.joined(separator: ", "))]}"# + "\n"
        }
        var options = scratch.options([try scratch.write(lines.joined(), as: "data.jsonl")])
        options.rule = rule
        let report = try Assay.audit(options)
        return Dictionary(
            uniqueKeysWithValues: report.sweep.map { ($0.n, [$0.matchedPrompts, $0.contaminatedRecords]) })
    }

    @Test("A pair counts up to its longest run")
    func longest() throws {
        let sweep = try sweep(
            item: ["a b c d e f g h"], records: [["x a b c d e y"], ["b c d e f g"], ["a b c"]])
        #expect(sweep == [4: [1, 2], 5: [1, 2], 6: [1, 1], 7: [0, 0], 8: [0, 0], 9: [0, 0]])
    }

    @Test("A prompt that is a whole text counts at every n, as n-grams or as a short text; part of one does not")
    func whole() throws {
        let all = try sweep(item: ["a b c d e"], records: [["A, b, c, d, e!"], ["a b c d e f"]])
        #expect(all == [4: [1, 2], 5: [1, 2], 6: [1, 1], 7: [1, 1], 8: [1, 1], 9: [1, 1]])
        let ignored = try sweep(
            item: ["a b c d e"], records: [["A, b, c, d, e!"]], rule: MatchRule(shortTexts: .ignore))
        #expect(ignored == [4: [1, 1], 5: [1, 1], 6: [0, 0], 7: [0, 0], 8: [0, 0], 9: [0, 0]])
    }

    @Test("A short text that is too short for the rule does not hold a pair up at a larger n")
    func ruleAndShortText() throws {
        let sweep = try sweep(
            item: ["q r", "a b c d e f g h"], records: [["q r", "a b c d e f x"]], rule: MatchRule(minLongest: 3))
        #expect(sweep == [4: [1, 1], 5: [1, 1], 6: [1, 1], 7: [0, 0], 8: [0, 0], 9: [0, 0]])
    }

    @Test("It goes as far as the longest run, and to 50")
    func length() throws {
        let words = (0..<80).map { "w\($0)" }
        let part = try sweep(
            item: [words.joined(separator: " ")], records: [[words[..<20].joined(separator: " ") + " x"]])
        #expect(part.keys.max() == 20)
        #expect(part[20] == [1, 1])
        let all = try sweep(
            item: [words.joined(separator: " ")], records: [["x " + words[..<60].joined(separator: " ")]])
        #expect(all.keys.max() == 50)
        let beyond = try sweep(item: [words.joined(separator: " ")], records: [[words.joined(separator: " ")]], n: 60)
        #expect(beyond == [60: [1, 1]])
    }
}
