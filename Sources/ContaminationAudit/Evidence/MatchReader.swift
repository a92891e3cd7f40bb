public import ByteIO

/// Reads `matches.jsonl.zst` line by line: memory is bounded by the longest line, whatever the file's size.
///
/// Keys that it does not know are passed over. Safe to use on any thread.
public enum MatchReader {
    /// Calls `body` with every line of the file at `path`, in order.
    ///
    /// - Parameter withRuns: whether to read where the texts agree, which is most of a line.
    /// - Throws: an error with file and line where a line is not what an audit writes, the reader's own, and those of `body`.
    public static func forEach(
        path: String, withRuns: Bool = true, _ body: (MatchLine) throws(AssayError) -> Void
    ) throws(AssayError) {
        var cursor = try MatchCursor(path: path)
        while try cursor.next() {
            try body(try cursor.match(withRuns: withRuns))
        }
    }

    /// Reads one line that a ``MatchCursor`` gave out as `json`, line `line` of the file at `path`.
    static func match(_ json: [UInt8], path: String, line: Int) throws(AssayError) -> MatchLine {
        var cursor = MatchCursor(linesOf: path)
        try cursor.read(json, line: line)
        return try cursor.match(withRuns: true)
    }
}
