/// What a shard that is done came to, as far as the report and the manifest name it by itself.
///
/// It does not grow with the shard. A value type; safe to share between threads.
struct ShardAccount: Codable, Sendable, Equatable {
    /// The shard's row in the report.
    var input: AuditReport.Input
    /// The fields of the shard's first record that has none that is looked for.
    var unrecognisedFields: [String]?
    /// What became of the records; zeros where nothing is cleaned.
    var kept = 0
    var removed = 0
    var rejected = 0
    /// The files that the shard gave, by their paths below the output folder.
    var outputs: [Manifest.File] = []
}
