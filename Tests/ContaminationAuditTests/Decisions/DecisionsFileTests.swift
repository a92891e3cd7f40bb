import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("The decisions' file")
struct DecisionsFileTests {
    private static let settings = Decisions.Settings(profile: "words", scope: "prompt")
    private static let hash = String(repeating: "0a", count: 16)
    private static let header = #"{"schema":"assay.decisions/1","profile":"words","scope":"prompt"}"#

    private func pair(_ id: String, hash: String = hash) -> PairKey {
        PairKey(recordHash: hash, benchmark: "bench", subset: "", id: id)
    }

    @Test("What was decided last on each pair is read back, over many sessions, whatever the names and notes hold")
    func journal() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let scratch = try AuditScratch()
        // The first two ids are one string to Swift, and two by their bytes.
        let ids = ["caf\u{E9}", "cafe\u{301}", "a\"b\\c\n\u{1B}[31m", "", "中文"]
        let notes = ["", "", "same \"template\"\nas others\u{2028}", "\u{0}\u{7F} 👩\u{200D}🔬"]
        var expected: [[UInt8]: Decision] = [:]
        for _ in 0..<8 {
            let journal = try DecisionJournal(besideAudit: scratch.folder, settings: Self.settings)
            for _ in 0..<random.below(6) {
                let id = random.pick(ids)
                let decision = Decision(random.pick([nil] + Judgement.allCases.map { $0 }), note: random.pick(notes))
                try journal.decide(pair(id), decision)
                expected[Array(id.utf8)] = decision
                let read = try DecisionsFile.read(besideAudit: scratch.folder)
                #expect(read.byPair == journal.decisions.byPair, "seed \(seed)")
            }
        }
        let read = try DecisionsFile.read(besideAudit: scratch.folder)
        #expect(read.byPair.count == expected.values.count { !$0.isEmpty }, "seed \(seed)")
        for id in ids {
            let decision = expected[Array(id.utf8)] ?? Decision(nil)
            #expect(read[pair(id)] ?? Decision(nil) == decision, "seed \(seed)")
        }
    }

    @Test("A decision that changes nothing adds no line, and without a decision there is no file")
    func unchanged() throws {
        let scratch = try AuditScratch()
        let journal = try DecisionJournal(besideAudit: scratch.folder, settings: Self.settings)
        try journal.decide(pair("1"), Decision(nil))
        #expect(try !scratch.names().contains("decisions.jsonl"))
        for _ in 0..<2 { try journal.decide(pair("1"), Decision(.leak)) }
        try journal.decide(pair("1"), Decision(nil))
        let line = #"{"record_hash":"\#(Self.hash)","benchmark":"bench","subset":"","id":"1","decision":"#
        #expect(
            try scratch.lines("decisions.jsonl") == [Self.header, line + #""leak"}"#, line + #""none"}"#])
    }

    @Test("A last line that was not finished is passed over, and cut off before the next one")
    func unfinished() throws {
        let scratch = try AuditScratch()
        let first = String(decoding: DecisionsFile.line(pair("1"), Decision(.leak, note: "n")), as: UTF8.self)
        try scratch.write(Self.header + "\n" + first + #"{"record_hash":"0a0a"#, as: "decisions.jsonl")
        let journal = try DecisionJournal(besideAudit: scratch.folder, settings: Self.settings)
        #expect(journal.decisions.byPair == [pair("1"): Decision(.leak, note: "n")])
        try journal.decide(pair("2"), Decision(.unsure))
        let read = try DecisionsFile.read(besideAudit: scratch.folder)
        #expect(read.byPair == [pair("1"): Decision(.leak, note: "n"), pair("2"): Decision(.unsure)])
    }

    @Test("Two sessions at once lose nothing of each other's")
    func together() throws {
        let scratch = try AuditScratch()
        try scratch.write(Self.header + "\n{\"unfin", as: "decisions.jsonl")
        let one = try DecisionJournal(besideAudit: scratch.folder, settings: Self.settings)
        let two = try DecisionJournal(besideAudit: scratch.folder, settings: Self.settings)
        for number in 0..<6 {
            try (number % 2 == 0 ? one : two).decide(pair(String(number)), Decision(.boilerplate))
        }
        #expect(try DecisionsFile.read(besideAudit: scratch.folder).byPair.count == 6)
    }

    @Test("Files may be joined; what is wrong is named with its line")
    func wrong() throws {
        let scratch = try AuditScratch()
        let line = #"{"record_hash":"\#(Self.hash)","benchmark":"b","id":"1","decision":"leak"}"#
        let cases: [(lines: [String], line: Int, words: String)] = [
            ([line], 1, "\"schema\""), ([Self.header, "not JSON"], 2, "is not a decision"),
            ([Self.header, "", line.replacing("leak", with: "maybe")], 3, "there are leak, boilerplate, unsure"),
            ([Self.header, line.replacing(Self.hash, with: "12")], 2, "32 hexadecimal digits"),
            ([Self.header.replacing("/1", with: "/2")], 1, "schema \"assay.decisions/2\""),
            ([Self.header, line, Self.header.replacing("prompt", with: "all")], 3, "another profile or scope"),
        ]
        for (lines, number, words) in cases {
            let path = try scratch.write(lines.map { $0 + "\n" }.joined(), as: "wrong.jsonl")
            let error = #expect(throws: AssayError.self) { _ = try DecisionsFile.read(path) }
            #expect(error?.line == number && error?.message.contains(words) == true, "\(String(describing: error))")
        }
        let joined = [Self.header, line, Self.header, line, ""].joined(separator: "\n")
        let path = try scratch.write(joined, as: "two.jsonl")
        #expect(try DecisionsFile.read(path).byPair.count == 1)
    }

    @Test("Decisions of another profile or scope are refused: none of them could be found")
    func otherSettings() throws {
        let scratch = try AuditScratch()
        try scratch.write(Self.header + "\n", as: "decisions.jsonl")
        let error = #expect(throws: AssayError.self) {
            _ = try DecisionJournal(besideAudit: scratch.folder, settings: .init(profile: "words", scope: "all"))
        }
        #expect(error?.message.contains("scope prompt, and this one has profile words and scope all") == true)
    }
}
