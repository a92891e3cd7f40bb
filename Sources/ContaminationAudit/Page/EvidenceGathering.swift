import ByteIO
import NGramIndexing

/// One pass over an audit's `matches.jsonl.zst` that gathers what its page shows.
///
/// Memory: bounded by the matched prompts and the longest line, not by the number of matches.
struct EvidenceGathering {
    /// How many shared phrases are kept.
    private static let keptPhrases = 40

    private let matchesPath: String
    private(set) var statistics = MatchStatistics()
    private(set) var choices: [EvidenceSelection.Choice] = []
    private(set) var phrases: [SharedPhrase] = []
    /// The most by which a phrase's counts of records may be too low.
    private(set) var phraseError = 0

    /// - Throws: the reader's errors, and one where the profile is unknown.
    init(_ report: AuditReport, matchesPath: String, decisions: Decisions) throws(AssayError) {
        var ngrams = FrequentNGrams(profile: try Profile.named(report.settings.profile), n: max(1, report.settings.n))
        var statistics = MatchStatistics()
        var selection = EvidenceSelection()
        var cursor = try MatchCursor(path: matchesPath)
        while try cursor.next() {
            let match = try cursor.summary()
            let ordinal = statistics.matchCount
            statistics.add(match)
            try cursor.forEachRunText { ngrams.add($0, match: ordinal, record: statistics.recordCount) }
            var isDecided = false
            if !decisions.isEmpty { isDecided = decisions[try cursor.match(withRuns: false).pair] != nil }
            guard let offer = selection.offer(match, ordinal: ordinal, isDecided: isDecided) else { continue }
            selection.add(try KeptMatch(&cursor), offer)
        }
        statistics.finish()
        self.matchesPath = matchesPath
        self.statistics = statistics
        choices = selection.chosen()
        phrases = ngrams.phrases(limit: Self.keptPhrases)
        phraseError = ngrams.largestError
    }

    /// What makes excerpts of the choices.
    var excerpts: ExcerptReader { ExcerptReader(path: matchesPath) }

    /// What names a prompt.
    static func item(_ pair: PairKey) -> Hash128 {
        var names = NameHasher()
        return names.hash(pair.benchmark, pair.subset, pair.id)
    }
}
