import ByteIO

/// Chooses the matches that a page shows, of however many there are.
///
/// First each prompt's longest match within each source, spread over subsets and sources (``EvidencePool``); then, as far
/// as there is room, the other matches in the same way. Matches that a reviewer has decided on come before all others.
/// The same evidence gives the same choice. Memory: some thousand matches, whatever their number.
struct EvidenceSelection {
    /// A match that is shown.
    struct Choice {
        var match: KeptMatch
        /// Its place in the evidence, from 0.
        var ordinal: Int
    }

    static let limit = 5_000
    private static let decidedLimit = 1_000

    private var best: EvidencePool
    private var all: EvidencePool
    private var decided: [Choice] = []
    private var names = NameHasher()

    init(limit: Int = Self.limit) {
        best = EvidencePool(limit: limit)
        all = EvidencePool(limit: limit)
    }

    /// A match that is wanted, and where.
    struct Offer {
        fileprivate var rank: EvidencePool.Rank
        fileprivate var group: Hash128
        /// What names it among the best; `nil` where it is not wanted there.
        fileprivate var asBest: Hash128?
        fileprivate var isAmongAll: Bool
        fileprivate var isDecided: Bool
    }

    /// Asks about the next match: `nil` where it is not wanted. What is wanted is to be added.
    ///
    /// - Parameter isDecided: whether a reviewer has decided on it.
    mutating func offer(_ match: MatchSummary, ordinal: Int, isDecided: Bool = false) -> Offer? {
        let rank = EvidencePool.Rank(longest: match.longest, coverage: match.coverage, ordinal: ordinal)
        let isAmongAll = all.admits(rank, group: match.group)
        var asBest: Hash128?
        if best.admits(rank, group: match.group) {
            // A prompt within a source.
            let identity = names.hash(match.item, match.group)
            if best.admits(rank, identity: identity) { asBest = identity }
        }
        guard asBest != nil || isAmongAll || isDecided else { return nil }
        return Offer(rank: rank, group: match.group, asBest: asBest, isAmongAll: isAmongAll, isDecided: isDecided)
    }

    /// Adds a match that is wanted.
    mutating func add(_ match: KeptMatch, _ offer: Offer) {
        if let identity = offer.asBest {
            best.insert(.init(rank: offer.rank, identity: identity, group: offer.group, match: match))
        }
        if offer.isAmongAll {
            all.insert(.init(rank: offer.rank, identity: nil, group: offer.group, match: match))
        }
        if offer.isDecided, decided.count < Self.decidedLimit {
            decided.append(Choice(match: match, ordinal: offer.rank.ordinal))
        }
    }

    /// The matches chosen, the most telling first.
    func chosen() -> [Choice] {
        var chosen = decided
        var seen = Set(decided.map(\.ordinal))
        for entry in best.chosen() + all.chosen()
        where seen.count < best.limit && seen.insert(entry.rank.ordinal).inserted {
            chosen.append(Choice(match: entry.match, ordinal: entry.rank.ordinal))
        }
        return chosen
    }
}
