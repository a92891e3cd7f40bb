/// What an audit found: the content of `report.json`, schema `assay.report/1`.
///
/// It depends on the inputs, the index and the settings alone: no clock, host name, thread count or path of the machine.
/// Rows of the `by…` lists are sorted by their names' bytes. A value type; safe to share between threads.
public struct AuditReport: Codable, Sendable, Equatable {
    public var schema = "assay.report/1"
    public var tool: Tool
    public var settings: Settings
    public var index: Index
    public var inputs: [Input]
    public var summary: Summary
    public var byBenchmark: [BenchmarkRow]
    public var bySubset: [SubsetRow]
    public var bySource: [SourceRow]
    public var sweep: [SweepRow]
    /// What the decisions that a cleaning honoured came to; `nil` where it honoured none.
    public var decisions: DecisionSummary?

    enum CodingKeys: String, CodingKey {
        case schema, tool, settings, index, inputs, summary, sweep, decisions
        case byBenchmark = "by_benchmark"
        case bySubset = "by_subset"
        case bySource = "by_source"
    }

    /// The program that wrote the report.
    public struct Tool: Codable, Sendable, Equatable {
        public var name: String
        public var version: String
    }

    /// Every setting that the result depends on.
    public struct Settings: Codable, Sendable, Equatable {
        public var profile: String
        public var n: Int
        /// `n` in words, such as "n = 8: more than 7".
        public var nInWords: String
        /// `prompt`, `response` or `all`.
        public var scope: String
        /// `exact` or `ignore`.
        public var short: String
        /// The least `longest` a pair counts with, in tokens; `nil` where the rule is any shared n-gram.
        public var minLongest: Int?
        /// The least `coverage` a pair counts with, from 0 to 1; `nil` where there is no such rule.
        public var minCoverage: Double?
        /// The field that names a record's source, or `nil` where none was found or asked for.
        public var sourceField: String?
        /// The `PATH=ROLE` settings, in the order given; empty where the known shapes are recognised.
        public var units: [String]
        /// How many bad records were allowed.
        public var maxBadRecords: Int

        enum CodingKeys: String, CodingKey {
            case profile, n, scope, short, units
            case nInWords = "n_in_words"
            case minLongest = "min_longest"
            case minCoverage = "min_coverage"
            case sourceField = "source_field"
            case maxBadRecords = "max_bad_records"
        }
    }

    /// The index that was audited against.
    public struct Index: Codable, Sendable, Equatable {
        /// XXH3-128 of the index's content, in 32 hexadecimal digits.
        public var fingerprint: String
        public var formatVersion: Int
        public var benchmarks: [String]

        enum CodingKeys: String, CodingKey {
            case fingerprint, benchmarks
            case formatVersion = "format_version"
        }
    }

    /// One shard: what was read of it and what came of that.
    public struct Input: Codable, Sendable, Equatable {
        /// The shard's name: its path below the folder given, or its file name; `stdin` for standard input.
        public var path: String
        /// Such as `jsonl`, `jsonl.zst`, `json`, `json.gz`, `csv`.
        public var format: String
        /// The file's size as stored.
        public var bytes: Int
        /// Every record read: audited, without text, or bad.
        public var records: Int
        public var badRecords: Int
        public var recordsWithoutText: Int
        public var contaminatedRecords: Int
        /// Text units in scope, equal ones of a record counted once.
        public var textUnits: Int
        /// XXH3-128 of the file as stored, in 32 hexadecimal digits.
        public var xxh3: String
        /// What was recognised: a row for each field that gave text units in scope.
        public var fields: [FieldRow]
        /// The first bad records, twenty at most.
        public var problems: [ProblemRow]

        enum CodingKeys: String, CodingKey {
            case path, format, bytes, records, xxh3, fields, problems
            case badRecords = "bad_records"
            case recordsWithoutText = "records_without_text"
            case contaminatedRecords = "contaminated_records"
            case textUnits = "text_units"
        }
    }

    /// A recognised field, such as `chosen[].content` as `prompt`, and how many text units it gave.
    public struct FieldRow: Codable, Sendable, Equatable {
        public var field: String
        public var role: String
        public var textUnits: Int

        enum CodingKeys: String, CodingKey {
            case field, role
            case textUnits = "text_units"
        }
    }

    /// A bad record: where it is and what is wrong with it.
    public struct ProblemRow: Codable, Sendable, Equatable {
        /// The record's 0-based row.
        public var row: Int
        /// The 0-based row group of a Parquet file that it stands in.
        public var rowGroup: Int?
        /// Its 1-based line; `nil` where the file has no lines.
        public var line: Int?
        public var message: String

        enum CodingKeys: String, CodingKey {
            case row, line, message
            case rowGroup = "row_group"
        }
    }

    /// The counts of the whole audit, both sides, with their denominators.
    public struct Summary: Codable, Sendable, Equatable {
        public var benchmarkPrompts: Int
        public var shortPrompts: Int
        public var distinctNgrams: Int
        public var matchedPrompts: Int
        public var records: Int
        public var textUnits: Int
        public var contaminatedRecords: Int
        public var distinctContaminatedPrompts: Int
        public var badRecords: Int
        public var recordsWithoutText: Int

        enum CodingKeys: String, CodingKey {
            case records
            case benchmarkPrompts = "benchmark_prompts"
            case shortPrompts = "short_prompts"
            case distinctNgrams = "distinct_ngrams"
            case matchedPrompts = "matched_prompts"
            case textUnits = "text_units"
            case contaminatedRecords = "contaminated_records"
            case distinctContaminatedPrompts = "distinct_contaminated_prompts"
            case badRecords = "bad_records"
            case recordsWithoutText = "records_without_text"
        }
    }

    public struct BenchmarkRow: Codable, Sendable, Equatable {
        public var benchmark: String
        public var prompts: Int
        public var shortPrompts: Int
        public var matchedPrompts: Int
        public var contaminatedRecords: Int

        enum CodingKeys: String, CodingKey {
            case benchmark, prompts
            case shortPrompts = "short_prompts"
            case matchedPrompts = "matched_prompts"
            case contaminatedRecords = "contaminated_records"
        }
    }

    public struct SubsetRow: Codable, Sendable, Equatable {
        public var benchmark: String
        public var subset: String
        public var prompts: Int
        public var shortPrompts: Int
        public var matchedPrompts: Int
        public var contaminatedRecords: Int

        enum CodingKeys: String, CodingKey {
            case benchmark, subset, prompts
            case shortPrompts = "short_prompts"
            case matchedPrompts = "matched_prompts"
            case contaminatedRecords = "contaminated_records"
        }
    }

    public struct SourceRow: Codable, Sendable, Equatable {
        /// The source's name; empty for the records that name none.
        public var source: String
        public var records: Int
        public var contaminatedRecords: Int

        enum CodingKeys: String, CodingKey {
            case source, records
            case contaminatedRecords = "contaminated_records"
        }
    }

    /// What the counts would be at a larger n.
    public struct SweepRow: Codable, Sendable, Equatable {
        public var n: Int
        public var matchedPrompts: Int
        public var contaminatedRecords: Int

        enum CodingKeys: String, CodingKey {
            case n
            case matchedPrompts = "matched_prompts"
            case contaminatedRecords = "contaminated_records"
        }
    }
}
