public import ByteIO

/// The decisions beside an audit, held against its evidence: what reports show of them.
public struct ReviewedPairs: Sendable {
    /// A pair that was judged or noted.
    public struct Pair: Sendable {
        public var match: MatchLine
        public var decision: Decision
    }

    public var summary: DecisionSummary
    /// The first of them in the order of the evidence, without runs.
    public var pairs: [Pair] = []
    /// How many there are in all.
    public var pairCount = 0

    /// How many pairs are kept.
    static let shownPairCount = 100

    /// Reads the evidence at `matchesPath` once.
    public init(_ decisions: Decisions, matchesPath: String, onlySources: [String] = []) throws(AssayError) {
        var pairs: [Pair] = []
        var pairCount = 0
        summary = try DecisionSummary(of: decisions, matchesPath: matchesPath, onlySources: onlySources) {
            match, decision in
            pairCount += 1
            if pairs.count < Self.shownPairCount { pairs.append(Pair(match: match, decision: decision)) }
        }
        self.pairs = pairs
        self.pairCount = pairCount
    }
}
