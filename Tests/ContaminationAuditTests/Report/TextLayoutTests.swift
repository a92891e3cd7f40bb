import TestSupport
import Testing

@testable import ContaminationAudit

@Suite("Text, counts and tables")
struct TextLayoutTests {
    @Test("What steers a terminal or hides becomes a visible escape")
    func terminal() {
        #expect(SafeText.terminal("a\u{1B}[31mb\nc\u{202E}d\u{FEFF}") == "a\\u{1B}[31mb\\u{A}c\\u{202E}d\\u{FEFF}")
        #expect(SafeText.terminal("\u{9B}1m\u{2028}\u{7F}") == "\\u{9B}1m\\u{2028}\\u{7F}")
        #expect(SafeText.terminal("naïve 日本語 👩\u{200D}🔬 می\u{200C}خواهم") == "naïve 日本語 👩\u{200D}🔬 می\u{200C}خواهم")
    }

    @Test("Markup of Markdown is escaped")
    func markdown() {
        #expect(SafeText.markdown("a|b`c<d>[e](f)*g*_h_\\") == "a\\|b\\`c\\<d\\>\\[e\\](f)\\*g\\*\\_h\\_\\\\")
        #expect(SafeText.markdown("one\ntwo") == "one\\\\u{A}two")
        #expect(SafeText.markdown("http://x") == "http:\\//x")
    }

    @Test(
        "Columns on a terminal",
        arguments: [
            ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ａ", 2),
            ("👩\u{200D}🔬", 2),
            ("🇫🇷", 2), ("ﾊ", 1), ("ไทย", 3), ("กำ", 2), ("", 0), ("❤\u{FE0F}", 2), ("❤", 1), ("❤\u{FE0E}", 1),
            ("👍🏽", 2), ("☝🏽", 2), ("👨\u{200D}👩\u{200D}👧\u{200D}👦", 2), ("🏳\u{FE0F}\u{200D}🌈", 2),
            ("1\u{FE0F}\u{20E3}", 2),
            ("क\u{94D}\u{200D}ष", 2), ("نا\u{200C}م", 3), ("a\u{FE0F}", 1), ("a\u{200B}b", 2),
            ("a\u{300}\u{323}\u{20DD}", 1),
            ("Z\u{35C}\u{360}a", 2), ("\u{1112}\u{D7B0}\u{D7CB}", 2), ("\u{600}1", 2), ("\u{324F}", 1), ("\u{3000}", 2),
            ("，。", 4), ("𠮷", 2), ("ｶ\u{FF9E}", 2), ("漢\u{FE00}", 2), ("葛\u{E0100}", 2), ("\u{AC00}\u{11A8}", 2),
            ("\t\n\u{1B}", 0), ("é", 1), ("ß", 1), ("→", 1), ("█", 1),
        ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test("Shortening never goes beyond the limit, nor cuts a wide character")
    func shorten() {
        #expect(DisplayWidth.shorten("日本語", to: 6) == "日本語")
        #expect(DisplayWidth.shorten("日本語", to: 5) == "日本…")
        #expect(DisplayWidth.shorten("日本語", to: 4) == "日…")
    }

    @Test(
        "Rates never round some to none or nearly all to all",
        arguments: [
            (0, 10, "0%"), (10, 10, "100%"), (1, 3, "33.33%"), (1, 1_000_000, "<0.01%"),
            (999_999, 1_000_000, ">99.99%"),
            (4_957, 77_016, "6.44%"), (1, 2_000, "0.05%"), (0, 0, "-"),
        ])
    func rates(count: Int, total: Int, text: String) {
        #expect(CountText.rate(count, of: total) == text)
    }

    @Test("Counts are grouped")
    func counts() {
        #expect(
            [0, 999, 1_000, 77_016, 1_234_567, -445].map(CountText.grouped) == [
                "0", "999", "1,000", "77,016", "1,234,567", "-445",
            ])
        #expect(CountText.signed(5) == "+5")
        #expect(
            [0, 1, 999, 1_000, 999_949, 999_950, 168_000_000].map(CountText.bytes) == [
                "0 bytes", "1 byte", "999 bytes", "1.0 KB", "999.9 KB", "1.0 MB", "168.0 MB",
            ])
    }

    @Test("Columns are aligned by what is seen")
    func table() {
        var table = TextTable([.init("Name"), .init("Count", .right)])
        table.add(["日本", "1,000"])
        table.add(["a", "2"])
        #expect(table.plainLines() == ["  Name  Count", "  日本  1,000", "  a         2"])
        #expect(table.markdown() == "| Name | Count |\n| ---- | ----: |\n| 日本 | 1,000 |\n| a    |     2 |\n")
    }

    @Test("Tables line up on a terminal and in Markdown whatever the cells hold")
    func lineUp() {
        let cells = [
            "a", "", "日本語", "e\u{301}", "👩\u{200D}🔬 lab", "❤\u{FE0F}", "x\ty", "a\u{200B}b", "नमस्ते", "한국", "a|b*c",
            "\u{1B}[31m", "🇫🇷",
            "क\u{94D}\u{200D}ष", "ＡＢ", "عربى", "line\nbreak",
        ]
        for _ in 0..<200 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededRandom(seed: seed)
            let columns = (0..<(1 + random.below(5))).map { _ in
                TextTable.Column(random.pick(cells), random.pick([.left, .right]))
            }
            var table = TextTable(columns)
            for _ in 0..<random.below(6) { table.add(columns.map { _ in random.pick(cells) + random.pick(cells) }) }
            let lines = table.markdown().split(separator: "\n").map(String.init)
            #expect(Set(lines.map(DisplayWidth.columns)).count == 1, "seed \(seed): \(lines)")
            #expect(lines.count == table.rows.count + 2, "seed \(seed)")
            // Plain lines end where their text does: an end of text in the last column makes them equally long.
            var marked = TextTable(columns + [.init("|")])
            for row in table.rows { marked.add(row + ["|"]) }
            let plain = marked.plainLines(width: 1_000)
            #expect(Set(plain.map(DisplayWidth.columns)).count == 1, "seed \(seed): \(plain)")
        }
    }

    @Test("A very long cell does not widen the rows of others")
    func longCell() {
        var table = TextTable([.init("Note")])
        table.add([String(repeating: "x", count: 500)])
        table.add(["short"])
        #expect(
            table.markdown().split(separator: "\n").map { DisplayWidth.columns(of: String($0)) } == [64, 64, 504, 64])
    }

    @Test("A long name is shortened to the width, a number never")
    func narrow() {
        var table = TextTable([.init("Name"), .init("Count", .right)])
        table.add([String(repeating: "x", count: 90), "1,000,000"])
        let lines = table.plainLines(width: 40)
        #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= 40 })
        #expect(lines[1].hasSuffix("…  1,000,000"))
    }
}
