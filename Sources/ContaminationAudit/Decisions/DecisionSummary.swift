public import ByteIO

/// What decisions come to on an audit's evidence: the key `decisions` of a cleaning's report and manifest.
///
/// leak + boilerplate + unsure + undecided = pairs. A value type; safe to share between threads.
public struct DecisionSummary: Codable, Sendable, Equatable {
    /// XXH3-128 of the decisions' file as stored, in 32 hexadecimal digits.
    public var xxh3: String
    /// Pairs of a record and an item that count, and what was decided on them. Copies of a record are pairs of their own.
    public var pairs = 0
    public var leak = 0
    public var boilerplate = 0
    public var unsure = 0
    public var undecided = 0
    /// Records all of whose pairs were judged boilerplate, which a cleaning keeps, and those it removes; of the sources
    /// that are cleaned.
    public var recordsKept = 0
    public var recordsRemoved = 0
    /// Judgements on pairs that this evidence does not hold, and the first of them by their keys.
    public var notFound = 0
    public var notFoundPairs: [Pair] = []

    enum CodingKeys: String, CodingKey {
        case xxh3, pairs, leak, boilerplate, unsure, undecided
        case recordsKept = "records_kept"
        case recordsRemoved = "records_removed"
        case notFound = "not_found"
        case notFoundPairs = "not_found_pairs"
    }

    /// A pair that was judged and is not there.
    public struct Pair: Codable, Sendable, Equatable {
        public var recordHash: String
        public var benchmark: String
        public var subset: String
        public var id: String
        public var decision: Judgement

        enum CodingKeys: String, CodingKey {
            case benchmark, subset, id, decision
            case recordHash = "record_hash"
        }
    }

    /// How many pairs that are not there are named.
    static let namedPairCount = 20

    /// Holds `decisions` against the evidence at `matchesPath`, which is read once.
    ///
    /// - Parameters:
    ///   - onlySources: the sources that are cleaned; empty: all. They bound the counts of records alone.
    ///   - onDecided: called with every pair that has a decision, in order; its match has no runs.
    public init(
        of decisions: Decisions, matchesPath: String, onlySources: [String] = [],
        onDecided: (MatchLine, Decision) -> Void = { _, _ in }
    ) throws(AssayError) {
        xxh3 = decisions.fileHash
        var counts = DecisionCounts()
        var missing = decisions.byPair.filter { $0.value.judgement != nil }
        let sources = Set(onlySources.map { Array($0.utf8) })
        var record: (file: String, row: Int)?
        var (isCleaned, isKept) = (false, false)
        try MatchReader.forEach(path: matchesPath, withRuns: false) { match throws(AssayError) in
            let pair = match.pair
            let decision = decisions[pair]
            let judgement = decision?.judgement
            if let decision { onDecided(match, decision) }
            if judgement != nil { missing[pair] = nil }
            counts.count(judgement)
            // A record's pairs stand one after the other.
            if record.map({ $0 != (match.file, match.row) }) ?? true {
                countRecord(isCleaned: isCleaned, isKept: isKept)
                record = (match.file, match.row)
                isCleaned = sources.isEmpty || match.source.map { sources.contains(Array($0.utf8)) } ?? false
                isKept = true
            }
            if judgement != .boilerplate { isKept = false }
        }
        countRecord(isCleaned: isCleaned, isKept: isKept)
        (leak, boilerplate, unsure, undecided) = (counts.leak, counts.boilerplate, counts.unsure, counts.undecided)
        pairs = counts.values.reduce(0, +)
        notFound = missing.count
        for (pair, decision) in missing.sorted(by: { $0.key < $1.key }).prefix(Self.namedPairCount) {
            guard let judgement = decision.judgement else { continue }
            notFoundPairs.append(
                Pair(
                    recordHash: pair.recordHash, benchmark: pair.benchmark, subset: pair.subset, id: pair.id,
                    decision: judgement))
        }
    }

    private mutating func countRecord(isCleaned: Bool, isKept: Bool) {
        guard isCleaned else { return }
        if isKept { recordsKept += 1 } else { recordsRemoved += 1 }
    }
}
