import Testing

@testable import ContaminationAudit

@Suite("A match as a page shows it")
struct EvidenceExcerptTests {
    private func line(_ runs: [MatchLine.Run], omitsRuns: Bool = false) -> MatchLine {
        MatchLine(
            file: "a.jsonl", row: 1, recordHash: "", source: nil, benchmark: "b", id: "1", subset: "", longest: 9,
            coverage: 1, sharedNGramCount: 2, runs: runs, omitsRuns: omitsRuns)
    }

    private func run(
        _ text: String, unit: String = "prompt", at start: Int, item: Int, tokens: Int,
        context: MatchLine.Context? = nil
    ) -> MatchLine.Run {
        let count = text.utf8.count
        return MatchLine.Run(
            unit: unit, unitByteRange: start..<start + count, itemText: 0, itemByteRange: item..<item + count,
            tokenCount: tokens, text: text, context: context)
    }

    @Test("Shared runs that lie around the longest one are marked with it; those elsewhere are listed")
    func marks() {
        let context = MatchLine.Context(
            before: "é one two, ", after: ". End", itemBefore: "", itemAfter: "!", item: nil)
        let excerpt = EvidenceExcerpt(
            line([
                run("three four", at: 100, item: 0, tokens: 9, context: context),
                run("one two", at: 91, item: 50, tokens: 8),
                run("far away", unit: "chosen", at: 0, item: 70, tokens: 8),
            ]))
        #expect(
            excerpt.record == [.plain("é "), .shared("one two"), .plain(", "), .shared("three four"), .plain(". End")])
        #expect(excerpt.item == [.shared("three four"), .plain("!")])
        #expect(excerpt.further.map(\.unit) == ["chosen"])
        #expect(excerpt.leftOutRunCount == 0)
    }

    @Test("A long run shows its beginning and its end, cut between characters")
    func long() {
        let text = String(repeating: "語", count: 2_000)
        let excerpt = EvidenceExcerpt(line([run(text, at: 0, item: 0, tokens: 2_000)]))
        guard excerpt.record.count == 3, case .gap(let byteCount) = excerpt.record[1] else {
            Issue.record("\(excerpt.record.count) pieces")
            return
        }
        #expect(excerpt.record.first == .shared(String(repeating: "語", count: 333)))
        #expect(excerpt.record.last == .shared(String(repeating: "語", count: 100)))
        #expect(byteCount == 6_000 - 999 - 300)
    }

    @Test("Places that fit no text are passed over, and runs that are not listed are said to be so")
    func damaged() {
        let context = MatchLine.Context(before: "é", after: "", itemBefore: "", itemAfter: "", item: nil)
        let excerpt = EvidenceExcerpt(
            line(
                [
                    run("three four", at: 100, item: 0, tokens: 9, context: context),
                    // Begins within the two bytes of "é".
                    run("?", at: 99, item: 5_000, tokens: 8),
                ], omitsRuns: true))
        #expect(excerpt.record == [.plain("é"), .shared("three four")])
        #expect(excerpt.leftOutRunCount == nil)
        let none = EvidenceExcerpt(line([]))
        #expect(none.record.isEmpty && none.item.isEmpty)
    }
}
