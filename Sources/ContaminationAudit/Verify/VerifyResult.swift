/// What a verification checked and found in order. What is not in order is thrown, naming the file.
///
/// A value type; safe to share between threads.
public struct VerifyResult: Codable, Sendable, Equatable {
    /// What was verified.
    public enum Kind: String, Codable, Sendable { case index, audit, clean, dataset }

    public var schema = "assay.verify/1"
    public var kind: Kind
    /// Files (of an index: sections) whose checksums were computed, and their bytes.
    public var checkedFiles: Int
    public var checkedBytes: Int
    /// What the index holds; `nil` unless an index was verified.
    public var index: IndexSummary?
    /// What was found when the cleaned split was audited again; `nil` where it was not.
    public var auditedAgain: AuditedAgain?

    public init(
        kind: Kind, checkedFiles: Int, checkedBytes: Int, index: IndexSummary? = nil, auditedAgain: AuditedAgain? = nil
    ) {
        self.kind = kind
        self.checkedFiles = checkedFiles
        self.checkedBytes = checkedBytes
        self.index = index
        self.auditedAgain = auditedAgain
    }

    /// The second audit's counts.
    public struct AuditedAgain: Codable, Sendable, Equatable {
        public var records: Int
        /// Records that still overlap, of all sources.
        public var contaminatedRecords: Int
        /// Of those, the ones in sources the cleaning was to clear: in a split that is what it says, those that decisions
        /// kept, and else 0.
        public var contaminatedInCleanedSources: Int
        /// The records that decisions kept; `nil` where the cleaning honoured none.
        public var keptByDecisions: Int?

        public init(
            records: Int, contaminatedRecords: Int, contaminatedInCleanedSources: Int, keptByDecisions: Int? = nil
        ) {
            self.records = records
            self.contaminatedRecords = contaminatedRecords
            self.contaminatedInCleanedSources = contaminatedInCleanedSources
            self.keptByDecisions = keptByDecisions
        }

        enum CodingKeys: String, CodingKey {
            case records
            case contaminatedRecords = "contaminated_records"
            case contaminatedInCleanedSources = "contaminated_in_cleaned_sources"
            case keptByDecisions = "kept_by_decisions"
        }
    }

    enum CodingKeys: String, CodingKey {
        case schema, kind, index
        case checkedFiles = "checked_files"
        case checkedBytes = "checked_bytes"
        case auditedAgain = "audited_again"
    }
}
