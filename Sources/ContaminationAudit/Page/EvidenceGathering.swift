import ByteIO
import NGramIndexing

/// One pass over an audit's `matches.jsonl.zst` that gathers what its page shows.
///
/// Memory: bounded by the matched prompts and the longest line, not by the number of matches.
struct EvidenceGathering {
    /// How many shared phrases are kept.
    private static let keptPhrases = 40

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
        var names = NameHasher()
        var cursor = try MatchCursor(path: matchesPath)
        while try cursor.next() {
            let match = cursor.match
            let ordinal = statistics.matchCount
            let item = names.item(match)
            statistics.add(match, item: item)
            try cursor.forEachRunText { ngrams.add($0, match: ordinal, record: statistics.recordCount) }
            let isDecided = !decisions.isEmpty && decisions[match.pair] != nil
            guard let offer = selection.offer(match, ordinal: ordinal, item: item, isDecided: isDecided, &names) else {
                continue
            }
            try cursor.readRuns()
            selection.add(EvidenceExcerpt(cursor.match), offer)
        }
        statistics.finish()
        self.statistics = statistics
        choices = selection.chosen()
        phrases = ngrams.phrases(limit: Self.keptPhrases)
        phraseError = ngrams.largestError
    }

    /// What names a prompt.
    static func item(_ pair: PairKey) -> Hash128 {
        var names = NameHasher()
        return names.hash(pair.benchmark, pair.subset, pair.id)
    }
}
