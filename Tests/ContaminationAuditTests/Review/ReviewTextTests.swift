import TestSupport
import Testing

@testable import ContaminationAudit

@Suite("A review's screen")
struct ReviewTextTests {
    private static let pieces = [
        "a", "word", "longerword", " ", " ", "  ", "\n", "\t", "日本語", "e\u{301}", "👩\u{200D}🔬", "\u{1B}[31m", "\r\n",
        "\u{202E}",
        "ไทย", "🇫🇷", "x\u{200B}y", String(repeating: "w", count: 40),
    ]

    @Test("Rows are never wider than the screen, and hold all of the text but spaces at which they were broken")
    func rows() {
        for _ in 0..<300 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededRandom(seed: seed)
            let color = random.below(2) == 0
            let style = ReviewText.Style(color: color)
            var text = ReviewText()
            var expected = ""
            for _ in 0..<random.below(12) {
                let piece = (0..<random.below(6)).map { _ in random.pick(Self.pieces) }.joined()
                if random.below(3) == 0 {
                    text.addRun(piece, style)
                    expected += color ? piece : "⟦" + piece + "⟧"
                } else {
                    text.add(piece, random.pick([.plain, .faint, .warning]))
                    expected += piece
                }
            }
            let width = 2 + random.below(40)
            let isPadded = random.below(2) == 0
            let rows = text.rows(width: width, style, isPadded: isPadded)
            var shown = ""
            for row in rows {
                let plain = Self.withoutColor(row)
                #expect(!plain.unicodeScalars.contains("\u{1B}"), "seed \(seed)")
                let columns = DisplayWidth.columns(of: plain)
                #expect(isPadded ? columns == width : columns <= width, "seed \(seed): \(plain)")
                #expect(color || row == plain, "seed \(seed)")
                shown += plain
            }
            let safe = expected.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                .map { SafeText.terminal(String($0).replacing("\t", with: " ")) }.joined()
            #expect(shown.filter { $0 != " " } == safe.filter { $0 != " " }, "seed \(seed)")
        }
    }

    /// `text` without the escape sequences that colour it.
    static func withoutColor(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "\u{1B}") {
            plain += rest[..<start]
            rest = rest[start...]
            guard let end = rest.firstIndex(of: "m") else { break }
            rest = rest[rest.index(after: end)...]
        }
        return plain + rest
    }

    @Test("A screen has exactly its rows and columns, in every mode, whatever the data holds")
    func screens() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let scratch = try AuditScratch()
        let hash = String(repeating: "0", count: 32)
        var lines = ""
        for row in 0..<12 {
            let text = JSONText.string((0..<30).map { _ in random.pick(Self.pieces) }.joined())
                .replacing("\u{1B}", with: "\\u001b").replacing("\r", with: "\\r")
            lines +=
                #"{"file":"\#(String(repeating: "深", count: 70))","row":\#(row),"record_hash":"\#(hash)","source":"s\u001b[2J","#
            lines +=
                #""benchmark":"b\n","id":"\#(row)","subset":"","longest":3,"coverage":0.5,"shared_ngrams":1,"runs":["#
            let run = #"{"unit":"text","unit_bytes":[0,5],"item_text":0,"item_bytes":[0,5],"tokens":3,"text":\#(text)"#
            lines +=
                run + #","context":{"before":\#(text),"after":"","item_before":"","item_after":\#(text)}},\#(run)}]}"#
                + "\n"
        }
        try scratch.write(String(decoding: try ReportJSON.encode(sampleReport()), as: UTF8.self), as: "report.json")
        try scratch.write(lines, as: "matches.jsonl.zst")
        let review = try ReviewController(ReviewSession(folder: scratch.folder))
        let keys: [ReviewKey] =
            [
                .up, .down, .pageUp, .pageDown, .home, .end, .enter, .escape, .backspace, .tab, .left, .right,
                .control("u"),
            ]
            + "npgG:lbucmfsodx/rR?5日 ".map { .character($0) }
        for step in 0..<600 {
            let (columns, rows) = (10 + random.below(150), 3 + random.below(40))
            let screen = ReviewScreen(columns: columns, rows: rows, style: .init(color: random.below(2) == 0))
            let drawn = screen.draw(review)
            #expect(drawn.rows.count == max(6, rows), "seed \(seed), step \(step)")
            for row in drawn.rows {
                let plain = Self.withoutColor(row)
                #expect(DisplayWidth.columns(of: plain) <= max(20, columns), "seed \(seed), step \(step): \(plain)")
                #expect(plain.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "seed \(seed), step \(step): \(plain)")
            }
            let effect = try review.press(random.pick(keys), bodyCount: drawn.bodyCount, bodyHeight: drawn.bodyHeight)
            #expect(effect == .draw, "seed \(seed), step \(step)")
        }
    }

    @Test("Keys do what the help says")
    func keys() throws {
        let scratch = try AuditScratch()
        _ = try MadeUpCase(seed: 4).audit(in: scratch)
        let review = try ReviewController(ReviewSession(folder: scratch.path("out")))
        let session = review.session
        func press(_ keys: ReviewKey...) throws -> ReviewController.Effect {
            var effect = ReviewController.Effect.draw
            for key in keys { effect = try review.press(key, bodyCount: 30, bodyHeight: 10) }
            return effect
        }
        try #require(session.count > 5)
        _ = try press(.character("n"), .character(" "), .right)
        #expect(session.position == 3)
        _ = try press(.character("p"))
        #expect(session.position == 2)
        _ = try press(.down, .down, .pageDown)
        #expect(review.scroll == 11)
        _ = try press(.character("l"))
        #expect(session.position == 3 && review.scroll == 0 && review.message == "leak: kept")
        _ = try press(.character("p"), .character("m"), .character("x"), .character("é"), .backspace, .enter)
        #expect(session.decision == Decision(.leak, note: "x"))
        _ = try press(.character("c"))
        #expect(session.decision == Decision(nil, note: "x"))
        _ = try press(.character("m"), .control("u"), .enter)
        #expect(session.decision == nil)
        _ = try press(.character("m"), .character("y"), .escape)
        #expect(session.decision == nil && review.mode == .match)
        _ = try press(.character("5"), .enter)
        #expect(session.position == 4)
        _ = try press(.character("G"))
        #expect(session.position == session.count - 1)
        _ = try press(.character("b"))
        #expect(
            session.position == session.count - 1 && review.message.hasSuffix("this is the last of the matches shown"))
        _ = try press(.character("f"), .character("d"), .down, .down, .down, .enter)
        #expect(session.filter == ReviewFilter(decided: .boilerplate) && session.count > 0)
        _ = try press(.character("f"), .character("x"), .character("?"))
        #expect(session.filter.isEmpty && review.mode == .help)
        _ = try press(.character("q"))
        #expect(review.mode == .match)
        #expect(try press(.character("o"), .character("o")) == .draw)
        #expect(session.order == .coverage)
        #expect(try press(.character("q")) == .quit)
        #expect(try press(.control("c")) == .stop)
        #expect(try press(.control("z")) == .suspend)
    }
}
