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
        try MatchReader.forEach(path: matchesPath) { line throws(AssayError) in
            let ordinal = statistics.matchCount
            let item = Self.item(line.pair)
            statistics.add(line, item: item)
            for run in line.runs {
                let text = Array(run.text.utf8)
                ngrams.add(text.span, match: ordinal, record: statistics.recordCount)
            }
            selection.add(
                line, ordinal: ordinal, item: item, isDecided: !decisions.isEmpty && decisions[line.pair] != nil)
        }
        statistics.finish()
        self.statistics = statistics
        choices = selection.chosen()
        phrases = ngrams.phrases(limit: Self.keptPhrases)
        phraseError = ngrams.largestError
    }

    /// What names a prompt.
    static func item(_ pair: PairKey) -> Hash128 { Hash128(ofNames: [pair.benchmark, pair.subset, pair.id]) }
}
