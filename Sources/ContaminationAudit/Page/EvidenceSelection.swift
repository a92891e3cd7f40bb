import ByteIO

/// Chooses the matches that a page shows, of however many there are.
///
/// First each prompt's longest match within each source, spread over subsets and sources (``EvidencePool``); then, as far
/// as there is room, the other matches in the same way. Matches that a reviewer has decided on come before all others.
/// The same evidence gives the same choice. Memory: some thousand matches, whatever their number.
struct EvidenceSelection {
    /// A match that is shown.
    struct Choice {
        var excerpt: EvidenceExcerpt
        /// Its place in the evidence, from 0.
        var ordinal: Int
    }

    static let limit = 5_000
    private static let decidedLimit = 1_000

    private var best: EvidencePool
    private var all: EvidencePool
    private var decided: [Choice] = []

    init(limit: Int = Self.limit) {
        best = EvidencePool(limit: limit)
        all = EvidencePool(limit: limit)
    }

    /// Offers the next match.
    ///
    /// - Parameters:
    ///   - item: what names the prompt.
    ///   - division: what the matches are divided by beside subset and source, such as a set of prompts.
    ///   - isDecided: whether a reviewer has decided on it.
    mutating func add(
        _ line: MatchLine, ordinal: Int, item: Hash128, division: String = "", isDecided: Bool = false
    ) {
        let rank = EvidencePool.Rank(longest: line.longest, coverage: line.coverage, ordinal: ordinal)
        let group = Hash128(ofNames: [division, line.benchmark, line.subset, line.source ?? ""])
        let single = Hash128(high: UInt64(ordinal), low: 0)
        let perSource = Hash128(ofNames: [division, item.hex, line.source ?? ""])
        let isBest = best.admits(rank, identity: perSource, group: group)
        let isAmongAll = all.admits(rank, identity: single, group: group)
        guard isBest || isAmongAll || isDecided else { return }
        let excerpt = EvidenceExcerpt(line)
        if isBest { best.insert(.init(rank: rank, identity: perSource, group: group, excerpt: excerpt)) }
        if isAmongAll { all.insert(.init(rank: rank, identity: single, group: group, excerpt: excerpt)) }
        if isDecided, decided.count < Self.decidedLimit {
            decided.append(Choice(excerpt: excerpt, ordinal: ordinal))
        }
    }

    /// The matches chosen, the most telling first.
    func chosen() -> [Choice] {
        var chosen = decided
        var seen = Set(decided.map(\.ordinal))
        for entry in best.chosen() + all.chosen()
        where seen.count < best.limit && seen.insert(entry.rank.ordinal).inserted {
            chosen.append(Choice(excerpt: entry.excerpt, ordinal: entry.rank.ordinal))
        }
        return chosen
    }
}

extension Hash128 {
    /// A hash of names one after the other, told apart by a byte that UTF-8 never holds.
    init(ofNames names: [String]) {
        var bytes: [UInt8] = []
        for name in names {
            bytes += name.utf8
            bytes.append(0xFF)
        }
        self = XXH3.hash128(bytes.span)
    }
}
