import ByteIO

/// What a line of evidence comes to for those that count matches and choose among them: numbers, and no names.
///
/// A value type; safe to share between threads.
struct MatchSummary: Sendable, Equatable {
    /// The number of the line's record among those of the evidence, from 0. A record's lines follow each other.
    var record: Int
    /// What names the prompt: the hash of benchmark, subset and id (``NameHasher``).
    var item: Hash128
    /// The hash of benchmark, subset and source; a record that names none is like one whose source is empty.
    var group: Hash128
    /// As in ``MatchLine``.
    var longest: Int
    var coverage: Double
}
