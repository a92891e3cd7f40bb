import ByteIO

/// What a comparison of audits found: the content of `assay compare --format json`, schema `assay.compare/1`.
///
/// It depends on the audits' own files and the names given to them. A value type; safe to share between threads.
public struct CompareReport: Codable, Sendable, Equatable {
    public var schema = "assay.compare/1"
    /// The rule that all audits share.
    public var settings: Settings
    /// The index that all audits share.
    public var index: AuditReport.Index
    /// A row for each audit, in the order given: the paper's table.
    public var audits: [Audit]
    /// From each audit to the one after it: what changed.
    public var changes: [Change]

    /// The settings that have to be equal for counts to be compared.
    public struct Settings: Codable, Sendable, Equatable {
        public var profile: String
        public var n: Int
        public var nInWords: String
        public var scope: String
        public var short: String
        public var minLongest: Int?
        public var minCoverage: Double?

        enum CodingKeys: String, CodingKey {
            case profile, n, scope, short
            case nInWords = "n_in_words"
            case minLongest = "min_longest"
            case minCoverage = "min_coverage"
        }
    }

    /// One audit's counts, both sides, with their denominators.
    public struct Audit: Codable, Sendable, Equatable {
        /// The name given on the command line.
        public var name: String
        public var benchmarkPrompts: Int
        public var shortPrompts: Int
        public var matchedPrompts: Int
        /// `matchedPrompts / benchmarkPrompts`, from 0 to 1; `nil` where there are no prompts.
        public var matchedRate: Double?
        public var records: Int
        public var contaminatedRecords: Int
        /// `contaminatedRecords / records`, from 0 to 1; `nil` where there are no records.
        public var contaminatedRate: Double?
        public var distinctContaminatedPrompts: Int
        public var badRecords: Int
        public var recordsWithoutText: Int
        /// The different (benchmark, id, subset) of the matched prompts: fewer than `matchedPrompts` where prompts share one.
        public var matchedNames: Int
        /// Whether the folder is a cleaning's: its report is of the dataset as it was before.
        public var isBeforeCleaning: Bool

        enum CodingKeys: String, CodingKey {
            case name, records
            case benchmarkPrompts = "benchmark_prompts"
            case shortPrompts = "short_prompts"
            case matchedPrompts = "matched_prompts"
            case matchedRate = "matched_rate"
            case contaminatedRecords = "contaminated_records"
            case contaminatedRate = "contaminated_rate"
            case distinctContaminatedPrompts = "distinct_contaminated_prompts"
            case badRecords = "bad_records"
            case recordsWithoutText = "records_without_text"
            case matchedNames = "matched_names"
            case isBeforeCleaning = "is_before_cleaning"
        }
    }

    /// What changed from one audit to the next. Rows are sorted by their names' bytes.
    public struct Change: Codable, Sendable, Equatable {
        public var from: String
        public var to: String
        public var bySource: [SourceRow]
        public var bySubset: [SubsetRow]
        public var noLongerMatched: Prompts
        public var stillMatched: Prompts
        public var newlyMatched: Prompts

        enum CodingKeys: String, CodingKey {
            case from, to
            case bySource = "by_source"
            case bySubset = "by_subset"
            case noLongerMatched = "no_longer_matched"
            case stillMatched = "still_matched"
            case newlyMatched = "newly_matched"
        }
    }

    /// A source's counts before and after; a source that one side lacks counts 0 there.
    public struct SourceRow: Codable, Sendable, Equatable {
        public var source: String
        public var from: Counts
        public var to: Counts
        /// `to` less `from`.
        public var difference: Counts

        public struct Counts: Codable, Sendable, Equatable {
            public var records: Int
            public var contaminatedRecords: Int

            enum CodingKeys: String, CodingKey {
                case records
                case contaminatedRecords = "contaminated_records"
            }
        }
    }

    /// A subset's counts before and after.
    public struct SubsetRow: Codable, Sendable, Equatable {
        public var benchmark: String
        public var subset: String
        public var prompts: Int
        public var from: Counts
        public var to: Counts
        /// `to` less `from`.
        public var difference: Counts

        public struct Counts: Codable, Sendable, Equatable {
            public var matchedPrompts: Int
            public var contaminatedRecords: Int

            enum CodingKeys: String, CodingKey {
                case matchedPrompts = "matched_prompts"
                case contaminatedRecords = "contaminated_records"
            }
        }
    }

    /// A set of prompts, sorted by benchmark, subset and id.
    public struct Prompts: Codable, Sendable, Equatable {
        public var count: Int
        public var prompts: [Prompt]
    }

    /// A benchmark's prompt by its names; prompts that share all three, byte for byte, are one here.
    public struct Prompt: Codable, Sendable, Hashable {
        public var benchmark: String
        public var id: String
        public var subset: String

        public static func == (left: Prompt, right: Prompt) -> Bool { left.key == right.key }

        public func hash(into hasher: inout Hasher) { hasher.combine(key) }

        private var key: [ExactName] { [ExactName(benchmark), ExactName(id), ExactName(subset)] }
    }
}
