import ByteIO

/// A match that a page may show, as its line of the evidence; where that is long, as the excerpt already.
///
/// Most matches kept give way to better ones: to cut an excerpt of each costs more than to keep lines. At most some 5 KB. An
/// immutable object, since thousands of them are sorted; safe to share between threads.
final class KeptMatch: Sendable {
    /// The longest line that is kept, about as long as the largest excerpt.
    static let largestLineByteCount = 5_000

    /// The line's JSON and its number; empty where there is an excerpt.
    fileprivate let json: [UInt8]
    fileprivate let line: Int
    fileprivate let excerpt: EvidenceExcerpt?

    var isExcerpt: Bool { excerpt != nil }

    /// The line that `cursor` is at. Throws as ``MatchCursor/match(withRuns:)`` does.
    init(_ cursor: inout MatchCursor) throws(AssayError) {
        line = cursor.line ?? 0
        if cursor.json.count <= Self.largestLineByteCount {
            json = Array(cursor.json)
            excerpt = nil
        } else {
            json = []
            excerpt = EvidenceExcerpt(try cursor.match(withRuns: true))
        }
    }
}

/// Makes excerpts of matches that were kept, of the evidence in one file. Not thread-safe: one owner at a time.
struct ExcerptReader {
    private var cursor: MatchCursor

    /// - Parameter path: the file they are of, for errors; it is not read.
    init(path: String) { cursor = MatchCursor(linesOf: path) }

    /// Throws, with path and line, where the match's runs are not what an audit writes.
    mutating func excerpt(_ match: KeptMatch) throws(AssayError) -> EvidenceExcerpt {
        if let excerpt = match.excerpt { return excerpt }
        try cursor.read(match.json, line: match.line)
        return EvidenceExcerpt(try cursor.match(withRuns: true))
    }
}
