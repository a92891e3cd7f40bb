import ByteIO
import Testing

@testable import NGramIndexing

@Suite("An index holds what was put in")
struct IndexRoundTripTests {
    struct Case: Sendable {
        var count: Int
        var n: Int
        var hashBitCount: Int
        var seed: UInt64
    }

    static let cases: [Case] = [
        Case(count: 0, n: 8, hashBitCount: 64, seed: 1), Case(count: 1, n: 8, hashBitCount: 64, seed: 2),
        Case(count: 2, n: 1, hashBitCount: 64, seed: 3), Case(count: 40, n: 3, hashBitCount: 64, seed: 4),
        Case(count: 300, n: 2, hashBitCount: 64, seed: 5), Case(count: 300, n: 8, hashBitCount: 8, seed: 6),
        Case(count: 300, n: 3, hashBitCount: 8, seed: 7), Case(count: 300, n: 1, hashBitCount: 1, seed: 8),
        Case(count: 900, n: 5, hashBitCount: 64, seed: 9), Case(count: 100, n: 255, hashBitCount: 64, seed: 10),
        Case(count: 500, n: 4, hashBitCount: 20, seed: 11),
    ]

    @Test("Every n-gram is found at its places, and no other", arguments: cases)
    func probes(_ each: Case) throws {
        let scratch = try IndexScratch()
        let items = MadeUp.items(each.count, seed: each.seed)
        let index = try NGramIndex(path: scratch.build(items, n: each.n, hashBitCount: each.hashBitCount))
        try index.verify()
        let naive = NaiveIndex(items, n: each.n)
        #expect(index.distinctNGramCount == naive.places.count)
        #expect(index.textCount == naive.tokens.count)
        var reached = 0
        for (ngram, expected) in naive.places {
            let found = try Self.places(of: ngram, in: index, naive)
            reached += found.count
            let actual = Set(
                try found.map { place in
                    let located = try index.locate(place: place)
                    return NaiveIndex.Place(text: try index.text(located.text), position: located.position)
                })
            if actual != expected || found != found.sorted() { Issue.record("\(each): \(ngram) at \(found)") }
        }
        #expect(reached == naive.places.values.reduce(0) { $0 + $1.count })
    }

    @Test("Items keep their names and texts", arguments: cases)
    func content(_ each: Case) throws {
        let scratch = try IndexScratch()
        let items = MadeUp.items(each.count, seed: each.seed)
        let index = try NGramIndex(path: scratch.build(items, n: each.n, hashBitCount: each.hashBitCount))
        let naive = NaiveIndex(items, n: each.n)
        let parts = try index.parts()
        var read: [IndexItem] = []
        var users: [Int: [Int]] = [:]
        for item in 0..<index.itemCount {
            let part = parts[try index.partNumber(ofItem: item)]
            let texts = try index.texts(ofItem: item)
            for text in texts { users[text, default: []].append(item) }
            read.append(
                IndexItem(
                    benchmark: part.benchmark, id: try index.id(ofItem: item), subset: part.subset, split: part.split,
                    texts: try texts.map { try index.text($0) }))
        }
        func described(_ items: [IndexItem]) -> [String] { items.map { "\($0)" } }
        #expect(described(read).sorted() == described(items).sorted())
        for text in 0..<index.textCount {
            let items = try index.items(ofText: text)
            #expect(items == users[text])
        }
        for (number, text) in try (0..<index.textCount).map({ ($0, try index.text($0)) }) {
            let tokenCount = try index.tokenCount(ofText: number)
            #expect(tokenCount == naive.tokens[text]?.count)
        }
        let byPart = Dictionary(grouping: items) { [$0.benchmark, $0.subset, $0.split] }
        for part in parts {
            let its = byPart[[part.benchmark, part.subset, part.split]] ?? []
            #expect(part.itemCount == its.count)
            let short = its.count { $0.texts.allSatisfy { (naive.tokens[$0]?.count ?? 0) < each.n } }
            #expect(part.shortItemCount == short)
        }
        #expect(index.shortItemCount == parts.reduce(0) { $0 + $1.shortItemCount })
    }

    @Test("Ids of digits come first, by their number; all others by their bytes")
    func order() throws {
        let scratch = try IndexScratch()
        let ids = [
            "10", "9", "a", "007", "", "99999999999999999999", "100000000000000", "B", "0", "100000000000001",
            "abcdefg", "abcdeff",
        ]
        let items = ids.map { IndexItem(benchmark: "b", id: $0, texts: [Array("x".utf8)]) }
        let index = try NGramIndex(path: scratch.build(items))
        let read = try (0..<index.itemCount).map { try index.id(ofItem: $0) }
        #expect(
            read == [
                "0", "9", "10", "100000000000000", "100000000000001", "99999999999999999999", "", "007", "B", "a",
                "abcdeff", "abcdefg",
            ])
    }

    /// What a matcher does: hash, filter, candidates, and the tokens themselves.
    private static func places(of ngram: [TokenBytes], in index: NGramIndex, _ naive: NaiveIndex) throws -> [Int] {
        var hash: UInt64 = 0
        for token in ngram { hash = hash &* NGramHash.base &+ NaiveIndex.hash(token) }
        hash &= index.hashing.mask
        let hashes = ngram.map(NaiveIndex.hash)
        for window in 0..<index.windows.stride {
            guard index.mayContain(window: NaiveIndex.windowHash(hashes, at: window, of: index)) else { return [] }
        }
        var candidates: [NGramCandidate] = []
        var probes = [NGramProbe(position: 0, hash: hash)]
        try index.appendCandidates(of: &probes, in: 0..<1, to: &candidates)
        try index.findPlaces(of: &candidates)
        let isCandidate = try index.hasCandidate(hash)
        #expect(isCandidate == !candidates.isEmpty)
        var found: [Int] = []
        for candidate in candidates {
            let entry = candidate.entry
            let first = try index.locate(place: candidate.place)
            let tokens = naive.tokens[try index.text(first.text)] ?? []
            guard first.position + ngram.count <= tokens.count,
                Array(tokens[first.position..<first.position + ngram.count]) == ngram
            else { continue }
            #expect(found.isEmpty, "an n-gram is two entries")
            try index.places(ofEntry: entry, into: &found)
        }
        return found
    }
}
