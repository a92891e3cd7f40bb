import ByteIO

/// What all matches of an audit come to, beside what its report counts: gathered in one pass over them.
///
/// Exact. Memory: some 60 bytes a matched prompt, whatever the number of matches and records.
struct MatchStatistics {
    /// A prompt's largest measures and in how many records it was found. Prompts that share all their names are one.
    struct Prompt {
        var longest = 0
        var coverage = 0.0
        var recordCount = 0

        fileprivate mutating func add(_ match: MatchSummary) {
            recordCount += 1
            longest = max(longest, match.longest)
            coverage = max(coverage, match.coverage)
        }
    }

    private(set) var matchCount = 0
    private(set) var recordCount = 0
    private(set) var prompts: [Hash128: Prompt] = [:]
    /// Records by their longest run, and by their largest coverage.
    private(set) var recordsByLongest: [Int: Int] = [:]
    private(set) var recordsByCoverage = [Int](repeating: 0, count: CoverageBin.all.count)
    private var record: Int?
    private var recordLongest = 0
    private var recordCoverage = 0.0

    /// Adds the next match; the matches of one record follow each other.
    mutating func add(_ match: MatchSummary) {
        matchCount += 1
        if record != match.record {
            finish()
            record = match.record
            recordCount += 1
            recordLongest = 0
            recordCoverage = 0
        }
        recordLongest = max(recordLongest, match.longest)
        recordCoverage = max(recordCoverage, match.coverage)
        prompts[match.item, default: Prompt()].add(match)
    }

    /// Counts the last record; to be called once, when there are no more matches.
    mutating func finish() {
        guard record != nil else { return }
        recordsByLongest[recordLongest, default: 0] += 1
        recordsByCoverage[CoverageBin.place(of: recordCoverage)] += 1
        record = nil
    }

    var promptsByLongest: [Int: Int] {
        prompts.values.reduce(into: [:]) { $0[$1.longest, default: 0] += 1 }
    }

    var promptsByCoverage: [Int] {
        prompts.values.reduce(into: [Int](repeating: 0, count: CoverageBin.all.count)) {
            $0[CoverageBin.place(of: $1.coverage)] += 1
        }
    }
}

/// The bins of coverage: ten of a tenth each, and one for all of a prompt.
enum CoverageBin {
    static let all = [
        "under 10%", "10–20%", "20–30%", "30–40%", "40–50%", "50–60%", "60–70%", "70–80%", "80–90%", "90–<100%", "100%",
    ]

    static func place(of coverage: Double) -> Int { min(10, max(0, Int(coverage * 10))) }
}

/// The bins of run lengths: from n on in steps that widen, and one for whole texts of fewer tokens.
struct LengthBin: Equatable {
    var range: ClosedRange<Int>
    var title: String

    /// Bins that cover the lengths given, for an audit with this n.
    static func covering(_ longest: Int, n: Int) -> [LengthBin] {
        var bins: [LengthBin] = []
        if n > 1 { bins.append(LengthBin(range: 0...n - 1, title: "under \(n), whole")) }
        var start = n
        var width = 1
        while bins.count < 40 {
            let end = start + width - 1
            bins.append(LengthBin(range: start...end, title: width == 1 ? "\(start)" : "\(start)–\(end)"))
            if end >= longest { break }
            start = end + 1
            // n, n + 1, then two lengths twice, then four and so on: about a dozen bins in all.
            let step = bins.count - (n > 1 ? 1 : 0)
            if step >= 2, step.isMultiple(of: 2) { width *= 2 }
        }
        return bins
    }

    func count(_ counts: [Int: Int]) -> Int { counts.reduce(0) { $0 + (range.contains($1.key) ? $1.value : 0) } }
}
