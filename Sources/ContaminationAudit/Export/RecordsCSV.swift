import ByteIO

/// The contaminated records, a row each, in the order of the evidence. Streams.
enum RecordsCSV {
    static func write(
        _ matchesPath: String, decisions: Decisions, to output: (borrowing [UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        var line = CSVRow()
        for title in ["file", "row", "record_hash", "source", "items", "benchmarks", "longest", "coverage"] {
            line.add(title)
        }
        for title in DecisionCounts.names { line.add(title) }
        try output(line.end())
        try RecordMatches.forEach(matchesPath) { record throws(AssayError) in
            var benchmarks: [String] = []
            var longest = 0
            var coverage = 0.0
            var counts = DecisionCounts()
            for match in record.matches {
                if benchmarks.last != match.benchmark { benchmarks.append(match.benchmark) }
                longest = max(longest, match.longest)
                coverage = max(coverage, match.coverage)
                counts.count(decisions[match.pair]?.judgement)
            }
            line.add(record.file)
            line.add(record.row)
            line.add(record.recordHash)
            line.add(record.source ?? "")
            line.add(record.matches.count)
            line.add(benchmarks.joined(separator: " "))
            line.add(longest)
            line.add(share: coverage)
            for count in counts.values { line.add(count) }
            try output(line.end())
        }
    }
}
