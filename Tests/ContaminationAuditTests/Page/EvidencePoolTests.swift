import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Which matches are kept of many")
struct EvidencePoolTests {
    private typealias Entry = EvidencePool.Entry

    @Test(
        "The same as all at once: the best of each identity, as many of each group as fit", arguments: UInt64(0)..<200)
    func naive(seed: UInt64) throws {
        var cursor = MatchCursor(linesOf: "")
        try cursor.read(Array("{}".utf8), line: 1)
        let kept = try KeptMatch(&cursor)
        var random = SeededRandom(seed: seed)
        let limit = Int.random(in: 2...40, using: &random)
        let groupCount = Int.random(in: 1...60, using: &random)
        let identityCount = Int.random(in: 1...300, using: &random)
        var pool = EvidencePool(limit: limit)
        // Of the other half, all matches are told apart.
        let hasIdentities = Bool.random(using: &random)
        var all: [Entry] = []
        for ordinal in 0..<Int.random(in: 0...800, using: &random) {
            let identity = Int.random(in: 0..<identityCount, using: &random)
            // An identity lies in one group, as a prompt lies in one subset.
            let group = identity % groupCount
            let entry = Entry(
                rank: .init(
                    longest: Int.random(in: 8...20, using: &random), coverage: Double.random(in: 0...1, using: &random),
                    ordinal: ordinal),
                identity: hasIdentities ? Hash128(high: 0, low: UInt64(identity)) : nil,
                group: Hash128(high: 1, low: UInt64(group)),
                match: kept)
            all.append(entry)
            if let identity = entry.identity, !pool.admits(entry.rank, identity: identity) { continue }
            if pool.admits(entry.rank, group: entry.group) { pool.insert(entry) }
        }
        #expect(pool.chosen().map(\.rank.ordinal) == Self.chosen(all, limit: limit), "seed \(seed)")
    }

    private static func chosen(_ all: [Entry], limit: Int) -> [Int] {
        var best: [Hash128: Entry] = [:]
        for entry in all {
            let identity = entry.identity ?? Hash128(high: 1, low: UInt64(entry.rank.ordinal))
            if best[identity].map({ $0.rank < entry.rank }) ?? true { best[identity] = entry }
        }
        let groups = Dictionary(grouping: best.values, by: \.group).values
            .map { $0.sorted { $0.rank > $1.rank } }.sorted { $0[0].rank > $1[0].rank }
        if groups.count >= limit { return groups.prefix(limit).map { $0[0].rank.ordinal } }
        var level = 1
        while level < limit, groups.map({ min($0.count, level + 1) }).reduce(0, +) <= limit { level += 1 }
        return (0..<level).flatMap { place in groups.filter { place < $0.count }.map { $0[place].rank.ordinal } }
    }
}
