import ByteIO

/// Which files make up a benchmark, and which of their fields are searched for and named.
///
/// A value type; safe to share between threads.
public struct BenchmarkSpec: Sendable, Equatable {
    /// The benchmark's name, as it stands in reports.
    public var name: String
    /// Its files' paths; JSONL, one JSON array or CSV, plain or compressed; Parquet.
    public var files: [String]
    /// The fields whose strings (or lists of strings) are searched for, dotted for nested ones; empty: the first of
    /// `prompt`, `question`, `problem`, `instruction`, `turns`, `text` that the file's first record has.
    public var fields: [String]
    /// The field of an item's id; `nil`: `id` where there is one, else the row.
    public var idField: String?
    /// The field of an item's subset; `nil`: `subset` where there is one, else the empty string.
    public var subsetField: String?
    /// The field of an item's split; `nil`: `split` where there is one, else the empty string.
    public var splitField: String?
    /// A subset or split for all items of the files, used where the field is `nil`.
    public var subset: String?
    public var split: String?
    /// Only records whose field (the key) holds one of the values are items. Empty: all.
    public var filters: [String: [String]]

    public init(name: String, files: [String]) {
        self.name = name
        self.files = files
        self.fields = []
        self.filters = [:]
    }
}
