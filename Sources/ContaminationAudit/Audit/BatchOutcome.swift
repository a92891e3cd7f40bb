import DatasetIO

/// What became of one record.
enum Disposition: Sendable {
    case kept
    case removed
    /// A bad record that `--max-bad-records` allows.
    case rejected
}

/// What one batch of records came to: a worker makes it alone, and it takes effect when its turn in the shard comes.
struct BatchOutcome: Sendable {
    /// The batch itself, where a cleaning has to write from it.
    var batch: RecordBatch?
    var tally = Tally()
    /// Lines of matches.jsonl.
    var evidence: [UInt8] = []
    /// One for each record, where a cleaning runs.
    var dispositions: [Disposition] = []
    /// Lines of the removed records' file.
    var removed: [UInt8] = []
    var badRecords: [BadRecord] = []
    /// The fields of the batch's first record that has none that is looked for.
    var unrecognisedFields: [String]?

    struct BadRecord: Sendable {
        var row: Int
        var rowGroup: Int?
        var line: Int?
        var byteOffset: Int?
        var message: String
        /// Where it is, in front of the message where there is no line to name.
        var placeInWords: String
    }
}
