/// One line of `matches.jsonl.zst`: a record and a prompt that overlap, and where (docs/report-schema.md).
///
/// A value type; safe to share between threads.
public struct MatchLine: Sendable, Equatable {
    /// The shard's name, as in the report's inputs, and the record's 0-based row there.
    public var file: String
    public var row: Int
    /// XXH3-128 of the record's token sequences in scope, in 32 hexadecimal digits.
    public var recordHash: String
    /// What the record calls its source; `nil` where it names none.
    public var source: String?
    public var benchmark: String
    public var id: String
    public var subset: String
    /// The most consecutive tokens that stand in both.
    public var longest: Int
    /// The share of the prompt's tokens that lie in a shared n-gram, from 0 to 1.
    public var coverage: Double
    /// Distinct n-grams in both.
    public var sharedNGramCount: Int
    /// Empty where the reader was not asked for them.
    public var runs: [Run]
    /// Whether there are more runs than those listed.
    public var omitsRuns: Bool

    /// A run: a longest possible row of tokens that stand in both, by its bytes in both texts.
    public struct Run: Sendable, Equatable {
        /// The path of the text unit in the record, such as `chosen[2].content`.
        public var unit: String
        /// Bytes of the decoded string that `unit` names.
        public var unitByteRange: Range<Int>
        /// The number of the text among the prompt's own.
        public var itemText: Int
        /// Bytes of that text.
        public var itemByteRange: Range<Int>
        public var tokenCount: Int
        /// The record's text of the run.
        public var text: String
        /// What stands around it; given for the longest run alone, and by no audit before there was this key.
        public var context: Context?
    }

    /// What stands right before and after a run, at most 200 bytes each, in the record's unit and in the prompt's text.
    public struct Context: Sendable, Equatable {
        public var before: String
        public var after: String
        public var itemBefore: String
        public var itemAfter: String
        /// The prompt's text of the run where its bytes are not those of the record's.
        public var item: String?
    }

    /// What names the pair for good, in later audits too.
    public var pair: PairKey { PairKey(recordHash: recordHash, benchmark: benchmark, subset: subset, id: id) }

    /// The first of the longest runs; `nil` where no run is listed.
    public var longestRun: Run? {
        var best: Run?
        for run in runs where run.tokenCount > (best?.tokenCount ?? -1) { best = run }
        return best
    }
}
