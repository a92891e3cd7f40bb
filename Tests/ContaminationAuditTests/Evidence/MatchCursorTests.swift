import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Reading evidence line by line")
struct MatchCursorTests {
    private static let names = ["", "a", "b", "\"", "é", "e\u{301}", "a\\", "null"]

    /// A line as an audit writes it, of few different names.
    private static func line(_ random: inout SeededRandom, row: Int) -> [UInt8] {
        var line = JSONLine()
        func name() -> String { names.randomElement(using: &random) ?? "" }
        line.beginObject()
        line.key("file")
        line.value(Bool.random(using: &random) ? "f" : name())
        line.key("row")
        line.value(row)
        line.key("record_hash")
        line.value("0")
        if Bool.random(using: &random) {
            line.key("source")
            if Bool.random(using: &random) { line.null() } else { line.value(name()) }
        }
        line.key("benchmark")
        line.value(Bool.random(using: &random) ? "a" : name())
        line.key("id")
        line.value(name())
        line.key("subset")
        line.value(Bool.random(using: &random) ? "a" : name())
        line.key("longest")
        line.value(Int.random(in: 0...100_000, using: &random))
        line.key("coverage")
        line.value(Int.random(in: 0...1, using: &random))
        line.key("runs")
        line.beginArray()
        line.endArray()
        line.endObject()
        line.endLine()
        return line.bytes
    }

    @Test("A line's summary says of it what the whole line says", arguments: UInt64(0)..<60)
    func summary(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let folder = try ScratchFolder()
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...200, using: &random) {
            bytes += Self.line(&random, row: Int.random(in: 0...1, using: &random))
        }
        let path = try folder.store(bytes, as: "matches.jsonl")
        var lines: [MatchLine] = []
        try MatchReader.forEach(path: path) { lines.append($0) }
        var cursor = try MatchCursor(path: path)
        var summaries: [MatchSummary] = []
        while try cursor.next() {
            summaries.append(try cursor.summary())
            // Reading some lines whole in between changes nothing.
            guard Bool.random(using: &random) else { continue }
            #expect(try cursor.match(withRuns: true) == lines[summaries.count - 1], "seed \(seed)")
        }
        #expect(summaries.count == lines.count, "seed \(seed)")
        var record = -1
        var names = NameHasher()
        for (place, (line, summary)) in zip(lines, summaries).enumerated() {
            let last = place == 0 ? nil : lines[place - 1]
            if last == nil || last?.row != line.row || last?.file.isSame(as: line.file) != true { record += 1 }
            let expected = MatchSummary(
                record: record, item: names.hash(line.benchmark, line.subset, line.id),
                group: names.hash(line.benchmark, line.subset, line.source ?? ""), longest: line.longest,
                coverage: line.coverage)
            #expect(summary == expected, "seed \(seed) line \(place + 1)")
        }
    }

    @Test(
        "A line without what every match has is an error with its place",
        arguments: ["file", "row", "record_hash", "benchmark", "id", "subset", "longest", "coverage"])
    func foreign(field: String) throws {
        let folder = try ScratchFolder()
        var random = SeededRandom(seed: 1)
        let whole = Self.line(&random, row: 0)
        let text = String(decoding: whole, as: UTF8.self)
        for other in [text.replacing("\"\(field)\":", with: "\"other\":"), Self.emptied(text, field)] {
            let path = try folder.store(whole + Array(other.utf8), as: "matches.jsonl")
            var cursor = try MatchCursor(path: path)
            #expect(try cursor.next())
            _ = try cursor.summary()
            #expect(try cursor.next())
            #expect { try cursor.summary() } throws: { "\($0)".contains("matches.jsonl:2: is not a match") }
            #expect { try cursor.match(withRuns: false) } throws: {
                "\($0)".contains("matches.jsonl:2: is not a match")
            }
        }
    }

    /// The line with `[]` for the field's value.
    private static func emptied(_ line: String, _ field: String) -> String {
        line.replacing("\"\(field)\":", with: "\"\(field)\":[],\"other\":")
    }
}
