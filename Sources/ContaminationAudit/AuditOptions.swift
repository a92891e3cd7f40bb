/// What counts as a pair: how short texts are treated and the least overlap that counts.
public struct MatchRule: Sendable, Equatable {
    /// What becomes of item texts with fewer than n tokens.
    public enum ShortTexts: String, Sendable, CaseIterable {
        /// They match a text unit whose whole token sequence equals theirs.
        case exact
        /// They match nothing.
        case ignore
    }

    /// `nil`: the profile's own default.
    public var shortTexts: ShortTexts?
    /// The least `longest` a pair counts with, in tokens; `nil`: any shared n-gram.
    public var minLongest: Int?
    /// The least `coverage` a pair counts with, above 0 and at most 1; `nil`: any.
    public var minCoverage: Double?

    public init(shortTexts: ShortTexts? = nil, minLongest: Int? = nil, minCoverage: Double? = nil) {
        self.shortTexts = shortTexts
        self.minLongest = minLongest
        self.minCoverage = minCoverage
    }
}

/// What to audit, against what, and where the results go.
public struct AuditOptions: Sendable {
    /// The index file's path.
    public var indexPath: String
    /// Files, folders, or `-` for standard input.
    public var datasets: [String]
    /// The output folder's path; made if absent.
    public var outputPath: String
    /// `prompt`, `response` or `all`.
    public var scope: String = "prompt"
    public var rule = MatchRule()
    /// The field that names a record's source; `nil`: `source` where records have it.
    public var sourceField: String?
    /// `PATH=ROLE` settings for shapes that are not recognised.
    public var units: [String] = []
    public var maxBadRecords = 0
    /// How many threads work; `nil`: one a core.
    public var threadCount: Int?
    /// The most memory for zstd windows, Parquet pages and long records, of all threads together; `nil`: 2 GiB a thread. An
    /// input that wants more is an error that says so. What a run takes anyway (some 40 MiB, and the index's touched pages)
    /// is beside it.
    public var memoryByteCount: Int?
    /// Replace an output folder that already holds an audit.
    public var overwrite = false
    /// Go on from the shards that an unfinished run in the output folder has done; keep what is done if this one is
    /// stopped or fails.
    public var resume = false
    /// Audit a part of the shards only, and write what joins with the other parts to the whole.
    public var share: ShardShare?

    public init(indexPath: String, datasets: [String], outputPath: String) {
        self.indexPath = indexPath
        self.datasets = datasets
        self.outputPath = outputPath
    }
}

/// What a cleaning removes.
public struct CleanOptions: Sendable {
    /// The sources to remove contaminated records from; empty: from all.
    public var onlySources: [String] = []
    /// A file of decisions: a pair judged boilerplate removes no record; `nil`: every pair that counts does.
    public var decisionsPath: String?

    public init(onlySources: [String] = [], decisionsPath: String? = nil) {
        self.onlySources = onlySources
        self.decisionsPath = decisionsPath
    }
}

/// A moment of a run, handed to a progress callback a few times a second, on any thread.
public struct AuditProgress: Sendable {
    /// Bytes read of the shards as stored, and all there are (`nil` where standard input is among them).
    public var bytesRead: Int
    public var bytesTotal: Int?
    public var records: Int
    public var contaminatedRecords: Int
}
