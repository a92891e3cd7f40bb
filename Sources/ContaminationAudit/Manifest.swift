/// What a cleaning read and wrote: the content of `manifest.json`, schema `assay.manifest/1`.
///
/// kept + removed + rejected = read holds for every input and for the whole; the cleaner checks it before it writes this.
public struct Manifest: Codable, Sendable, Equatable {
    public var schema = "assay.manifest/1"
    public var tool: AuditReport.Tool
    /// The index's fingerprint.
    public var index: String
    public var settings: AuditReport.Settings
    /// The sources that records were removed from; empty: all.
    public var onlySources: [String]
    public var read: Int
    public var kept: Int
    public var removed: Int
    /// Bad records, allowed by `--max-bad-records` and set aside.
    public var rejected: Int
    public var inputs: [File]
    public var outputs: [File]
    /// What the decisions that were honoured came to; `nil` where there were none.
    public var decisions: DecisionSummary?

    enum CodingKeys: String, CodingKey {
        case schema, tool, index, settings, read, kept, removed, rejected, inputs, outputs, decisions
        case onlySources = "only_sources"
    }

    /// One file, by its path below the output folder (outputs) or the dataset (inputs).
    public struct File: Codable, Sendable, Equatable {
        public var path: String
        public var bytes: Int
        public var records: Int
        /// Of an input: what became of its records. Absent for outputs.
        public var kept: Int?
        public var removed: Int?
        public var rejected: Int?
        /// XXH3-128 of the file as stored, in 32 hexadecimal digits.
        public var xxh3: String
    }
}
