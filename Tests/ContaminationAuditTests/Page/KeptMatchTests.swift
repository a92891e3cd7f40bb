import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Matches that a page may show")
struct KeptMatchTests {
    /// A line with a run of so many bytes.
    private static func line(row: Int, runByteCount: Int) -> String {
        let text = String(repeating: "a \\\"é\\\" ", count: runByteCount / 7)
        return
            #"{"file":"f","row":\#(row),"record_hash":"0","source":null,"benchmark":"b","id":"i\#(row)","subset":"s","#
            + #""longest":9,"coverage":0.5,"shared_ngrams":2,"runs":[{"unit":"text","unit_bytes":[4,\#(runByteCount + 4)],"#
            + #""item_text":0,"item_bytes":[0,\#(runByteCount)],"tokens":9,"text":"\#(text)","#
            + #""context":{"before":"x\ny","after":"","item_before":"","item_after":"z"}}]}"#
    }

    @Test("The excerpt of one that was kept is that of its line, short or long")
    func excerpts() throws {
        let folder = try ScratchFolder()
        let byteCounts = [0, 70, 1_400, 3_000, 6_300, 100_000, 7]
        let text = byteCounts.enumerated().map { Self.line(row: $0, runByteCount: $1) + "\n" }.joined()
        let path = try folder.store(Array(text.utf8), as: "matches.jsonl")
        var cursor = try MatchCursor(path: path)
        var lines: [MatchLine] = []
        var kept: [KeptMatch] = []
        while try cursor.next() {
            lines.append(try cursor.match(withRuns: true))
            kept.append(try KeptMatch(&cursor))
        }
        #expect(kept.map(\.isExcerpt) == byteCounts.map { $0 > 3_500 })
        var reader = ExcerptReader(path: path)
        for (line, match) in zip(lines, kept).reversed() {
            let (excerpt, expected) = (try reader.excerpt(match), EvidenceExcerpt(line))
            #expect(excerpt.pair == expected.pair && excerpt.row == expected.row && excerpt.file == expected.file)
            #expect(excerpt.record == expected.record && excerpt.item == expected.item)
            #expect(excerpt.unitByteRange == expected.unitByteRange && excerpt.unit == expected.unit)
        }
    }

    @Test("A run that is not what an audit writes is an error with its line, when the match is shown")
    func foreign() throws {
        let folder = try ScratchFolder()
        let text =
            Self.line(row: 0, runByteCount: 70) + "\n"
            + Self.line(row: 1, runByteCount: 70).replacing("\"tokens\":9,", with: "") + "\n"
        let path = try folder.store(Array(text.utf8), as: "matches.jsonl")
        var cursor = try MatchCursor(path: path)
        var kept: [KeptMatch] = []
        while try cursor.next() { kept.append(try KeptMatch(&cursor)) }
        var reader = ExcerptReader(path: path)
        _ = try reader.excerpt(kept[0])
        #expect { try reader.excerpt(kept[1]) } throws: { "\($0)".contains("matches.jsonl:2: is not a match") }
        _ = try reader.excerpt(kept[0])
    }
}
