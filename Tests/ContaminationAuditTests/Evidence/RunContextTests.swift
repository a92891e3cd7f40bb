import Testing

@testable import ContaminationAudit

@Suite("What stands around a run")
struct RunContextTests {
    @Test("At most 200 bytes a side, cut where characters begin", arguments: 0..<8)
    func cut(lead: Int) {
        let text = Array((String(repeating: "a", count: lead) + String(repeating: "語🙂", count: 100)).utf8)
        // "語🙂" has 7 bytes: the run is the 51st pair of them.
        let run = lead + 350..<lead + 357
        let context = RunContext(around: run, in: text.span)
        #expect(context.before.upperBound == run.lowerBound && context.after.lowerBound == run.upperBound)
        #expect((197...200).contains(context.before.count) && (197...200).contains(context.after.count))
        #expect(String(validating: text[context.before], as: UTF8.self) != nil)
        #expect(String(validating: text[context.after], as: UTF8.self) != nil)
    }

    @Test("At the ends of a text there is less, or nothing")
    func ends() {
        let text = Array("abc".utf8)
        let whole = RunContext(around: 0..<3, in: text.span)
        #expect(whole.before.isEmpty && whole.after.isEmpty)
        let middle = RunContext(around: 1..<2, in: text.span)
        #expect(middle.before == 0..<1 && middle.after == 2..<3)
    }
}
