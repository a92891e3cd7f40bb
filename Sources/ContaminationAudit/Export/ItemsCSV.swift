import ByteIO

/// The items that match, a row each, by benchmark, subset and id.
///
/// Memory grows with the items that match, not with the records.
enum ItemsCSV {
    private struct Row {
        var recordCount = 0
        var lastRecord: (file: String, row: Int)?
        var longest = -1
        var coverage = 0.0
        var file = ""
        var row = 0
        var decisions = DecisionCounts()
    }

    private struct Name: Hashable {
        var key: PairKey
        init(_ match: MatchLine) {
            key = PairKey(recordHash: "", benchmark: match.benchmark, subset: match.subset, id: match.id)
        }
    }

    static func write(
        _ matchesPath: String, decisions: Decisions, to output: (borrowing [UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        var rows: [Name: Row] = [:]
        try MatchReader.forEach(path: matchesPath, withRuns: false) { match throws(AssayError) in
            let name = Name(match)
            var row = rows.removeValue(forKey: name) ?? Row()
            // Two items of one name: a record counts once for both.
            let isCounted = row.lastRecord.map { $0.row == match.row && $0.file.isSame(as: match.file) } ?? false
            if !isCounted { row.recordCount += 1 }
            row.lastRecord = (match.file, match.row)
            if match.longest > row.longest {
                (row.longest, row.file, row.row) = (match.longest, match.file, match.row)
            }
            row.coverage = max(row.coverage, match.coverage)
            row.decisions.count(decisions[match.pair]?.judgement)
            rows[name] = row
        }
        var line = CSVRow()
        for title in ["benchmark", "subset", "id", "records", "longest", "coverage", "file", "row"] { line.add(title) }
        for title in DecisionCounts.names { line.add(title) }
        try output(line.end())
        for (name, row) in rows.sorted(by: { $0.key.key < $1.key.key }) {
            for text in [name.key.benchmark, name.key.subset, name.key.id] { line.add(text) }
            line.add(row.recordCount)
            line.add(row.longest)
            line.add(share: row.coverage)
            line.add(row.file)
            line.add(row.row)
            for count in row.decisions.values { line.add(count) }
            try output(line.end())
        }
    }
}
