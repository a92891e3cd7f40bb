import NGramIndexing

/// Which (record, item) pairs count, resolved: nothing is left to a default.
struct PairRule: Sendable {
    let matchesShortTexts: Bool
    let minLongest: Int
    let minCoverage: Double

    init(_ rule: MatchRule, profile: Profile) {
        matchesShortTexts = rule.shortTexts.map { $0 == .exact } ?? profile.matchesShortTextsByDefault
        minLongest = rule.minLongest ?? 0
        minCoverage = rule.minCoverage ?? 0
    }

    func counts(_ match: ItemMatch) -> Bool { match.longest >= minLongest && match.coverage >= minCoverage }

    /// The largest n at which the pair would still match; `Int.max` for a text that equals a whole unit where short texts
    /// match so: at any n it either has an n-gram or is short, and it is long enough for the rule.
    func reach(_ match: ItemMatch) -> Int {
        matchesShortTexts && match.wholeTokenCount >= max(1, minLongest) ? .max : match.longest
    }
}
