import ByteIO

/// One contaminated record with its pairs, as the evidence has them.
struct RecordMatches {
    var file: String
    var row: Int
    var recordHash: String
    var source: String?
    /// Without runs; at least one.
    var matches: [MatchLine]

    /// Calls `body` with every contaminated record of the evidence at `matchesPath`, in order.
    ///
    /// Memory is bounded by the record with the most pairs.
    static func forEach(
        _ matchesPath: String, _ body: (RecordMatches) throws(AssayError) -> Void
    ) throws(AssayError) {
        var record: RecordMatches?
        try MatchReader.forEach(path: matchesPath, withRuns: false) { match throws(AssayError) in
            if var current = record, current.row == match.row, current.file.isSame(as: match.file) {
                record = nil
                current.matches.append(match)
                record = current
                return
            }
            if let record { try body(record) }
            record = RecordMatches(
                file: match.file, row: match.row, recordHash: match.recordHash, source: match.source, matches: [match])
        }
        if let record { try body(record) }
    }

    /// Whether a cleaning of `sources` (empty: all) that honours `decisions` removes it (docs/review.md).
    func isRemoved(_ decisions: Decisions, onlySources sources: Set<[UInt8]>) -> Bool {
        guard sources.isEmpty || source.map({ sources.contains(Array($0.utf8)) }) ?? false else { return false }
        return matches.contains { decisions[$0.pair]?.judgement != .boilerplate }
    }
}
