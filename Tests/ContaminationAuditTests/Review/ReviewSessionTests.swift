import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("A review's model")
struct ReviewSessionTests {
    @Test("Random keys of a reviewer: what is shown is what a naive filter gives, and one never leaves it")
    func random() throws {
        for _ in 0..<6 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededRandom(seed: seed)
            let scratch = try AuditScratch()
            _ = try MadeUpCase(seed: seed).audit(in: scratch)
            let matches = try scratch.matches()
            let session = try ReviewSession(folder: scratch.path("out"))
            #expect(session.catalog.count == matches.count && session.count == matches.count)
            var naive = NaiveReview(matches: matches)
            for step in 0..<120 {
                let comment: Comment = "seed \(seed), step \(step)"
                switch random.below(8) {
                case 0:
                    naive.filter = randomFilter(matches, &random)
                    naive.order = random.pick(ReviewOrder.allCases)
                    session.show(naive.filter, naive.order)
                    naive.show()
                case 1: session.move(by: random.pick([-3, -1, 1, 5, .max, .min]))
                case 2: session.move(to: random.pick([0, -7, 3, session.count, .max]))
                case 3, 4:
                    let judgement: Judgement? = random.pick([nil, .leak, .boilerplate, .unsure])
                    if let number = session.number {
                        naive.decisions[matches[number].pair, default: .init(nil)].judgement = judgement
                    }
                    try session.judge(judgement)
                case 5:
                    let note = random.pick(["", "a note", "Another"])
                    if let number = session.number {
                        naive.decisions[matches[number].pair, default: .init(nil)].note = note
                    }
                    try session.note(note)
                default:
                    let query = random.pick([
                        "the cat", "THE", "note", "shard-0", "nowhere", "文", "\"", "e", "unit_bytes",
                    ])
                    let backwards = random.below(2) == 0
                    let expected = naive.search(query, from: session.position, backwards: backwards)
                    let before = session.position
                    let isFound = try session.search(query, backwards: backwards)
                    #expect(
                        isFound == (expected != nil) && session.position == expected ?? before, "\(query), \(comment)")
                }
                #expect(session.numbers.map { $0 } == naive.shown, comment)
                #expect(session.count == naive.shown.count, comment)
                #expect(
                    session.count == 0 ? session.position == 0 : (0..<session.count).contains(session.position), comment
                )
                guard let number = session.number else { continue }
                let match = try #require(try session.match())
                #expect(match.pair == matches[number].pair && match.row == matches[number].row, comment)
                #expect(match.runs.map(\.text) == matches[number].runs.map(\.text), comment)
                let decision = naive.decisions[matches[number].pair] ?? .init(nil)
                #expect(session.decision ?? .init(nil) == decision, comment)
            }
            // Another session finds what was decided.
            let later = try ReviewSession(folder: scratch.path("out"))
            for (number, match) in matches.enumerated() {
                let decision = naive.decisions[match.pair] ?? .init(nil)
                #expect(later.decision(ofMatch: number) ?? .init(nil) == decision, "seed \(seed)")
            }
        }
    }

    private func randomFilter(_ matches: [EvidenceLine], _ random: inout SeededRandom) -> ReviewFilter {
        guard let match = matches.isEmpty ? nil : random.pick(matches), random.below(5) > 0 else {
            return ReviewFilter()
        }
        return ReviewFilter(
            benchmark: random.pick([nil, match.benchmark, "gone"]), subset: random.pick([nil, nil, match.subset]),
            source: random.pick([nil, nil, match.source ?? ""]),
            decided: random.pick([nil, nil] + ReviewFilter.Decided.allCases))
    }

    @Test("The match at hand stays at hand over a filter it passes and any order; else the next that passes is")
    func stays() throws {
        let scratch = try AuditScratch()
        _ = try MadeUpCase(seed: 4).audit(in: scratch)
        let session = try ReviewSession(folder: scratch.path("out"))
        try #require(session.count > 6)
        session.move(to: 4)
        let number = try #require(session.number)
        for order in ReviewOrder.allCases {
            session.show(ReviewFilter(), order)
            #expect(session.number == number)
        }
        session.show(ReviewFilter(), .file)
        try session.judge(.boilerplate)
        #expect(session.number == number, "deciding does not move")
        session.show(ReviewFilter(decided: .undecided), .file)
        let next = try #require(session.number)
        #expect(next > number)
        #expect(session.numbers.allSatisfy { $0 <= number || $0 >= next })
    }

    @Test("A decision that cannot be written is not taken, and is a message")
    func cannotWrite() throws {
        let scratch = try AuditScratch()
        _ = try MadeUpCase(seed: 4).audit(in: scratch)
        let controller = try ReviewController(ReviewSession(folder: scratch.path("out")))
        // A folder of the file's name: the system refuses to write it, also for root.
        try FileSystem.makeDirectories(scratch.path("out/decisions.jsonl"))
        _ = try controller.press(.character("l"), bodyCount: 1, bodyHeight: 10)
        #expect(controller.message.hasPrefix("not decided: "))
        #expect(controller.session.decision == nil && controller.session.position == 0)
    }

    @Test("Large evidence is read back from the file as from memory")
    func large() throws {
        let scratch = try AuditScratch()
        let text = String(repeating: "word ", count: 20_000)
        let hash = String(repeating: "0", count: 32)
        var lines = ""
        for row in 0..<800 {
            lines +=
                #"{"file":"a","row":\#(row),"record_hash":"\#(hash)","source":null,"benchmark":"b","id":"\#(row)","#
            lines += #""subset":"","longest":\#(row % 50),"coverage":0.5,"shared_ngrams":1,"runs":[{"unit":"text","#
            lines +=
                #""unit_bytes":[0,5],"item_text":0,"item_bytes":[0,5],"tokens":1,"text":"\#(text)\#(row)"}]}"# + "\n"
        }
        try scratch.write(lines, as: "matches.jsonl.zst", compression: .zstd)
        let catalog = try MatchCatalog(path: scratch.path("matches.jsonl.zst"))
        #expect(lines.utf8.count > 70 << 20)
        for row in [799, 0, 400, 798] { #expect(try catalog.match(row).runs.first?.text == text + String(row)) }
        #expect(try scratch.names() == ["matches.jsonl.zst"], "the temporary file has no name")
    }
}

/// The same review on arrays, the plain way.
struct NaiveReview {
    let matches: [EvidenceLine]
    var filter = ReviewFilter()
    var order = ReviewOrder.file
    var decisions: [PairKey: Decision] = [:]
    var shown: [Int]

    init(matches: [EvidenceLine]) {
        self.matches = matches
        shown = Array(matches.indices)
    }

    mutating func show() {
        let (matches, decisions, filter) = (matches, decisions, filter)
        shown = matches.indices.filter { number in
            let match = matches[number]
            let decision = decisions[match.pair]
            let isDecided =
                switch filter.decided {
                case nil: true
                case .undecided: decision?.judgement == nil
                case .leak: decision?.judgement == .leak
                case .boilerplate: decision?.judgement == .boilerplate
                case .unsure: decision?.judgement == .unsure
                case .noted: !(decision?.note ?? "").isEmpty
                }
            return isDecided && [nil, match.benchmark].contains(filter.benchmark)
                && [nil, match.subset].contains(filter.subset) && [nil, match.source ?? ""].contains(filter.source)
        }
        let key: (Int) -> Double =
            switch order {
            case .file: { _ in 0 }
            case .longest: { Double(matches[$0].longest) }
            case .coverage: { matches[$0].coverage }
            }
        shown = shown.enumerated().sorted { left, right in
            key(left.element) == key(right.element)
                ? left.offset < right.offset : key(left.element) > key(right.element)
        }.map(\.element)
    }

    /// The place of the next hit; evidence is read with what stands around runs left out, so queries are chosen to be in runs.
    func search(_ query: String, from position: Int, backwards: Bool) -> Int? {
        for step in stride(from: 1, through: shown.count, by: 1) {
            let place = (position + (backwards ? shown.count - step : step)) % shown.count
            let match = matches[shown[place]]
            let note = decisions[match.pair]?.note ?? ""
            let texts = [match.file, match.source ?? "", match.benchmark, match.subset, match.id, note]
            let pieces =
                texts + match.runs.flatMap { [$0.unit, $0.text] } + match.runs.flatMap { $0.context?.texts ?? [] }
            if pieces.contains(where: { Self.folded($0).contains(Self.folded(query)) }) { return place }
        }
        return nil
    }

    /// Scalars with the letters of ASCII made small, separated, so that no two are one character.
    private static func folded(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let value = (0x41...0x5A).contains(scalar.value) ? scalar.value + 0x20 : scalar.value
            return String(value, radix: 16) + "."
        }.joined(separator: ",") + ","
    }
}
