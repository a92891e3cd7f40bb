import ByteIO

/// The matches behind a comparison's sets of prompts: one pass over a side's evidence for each change it has part in.
struct CompareEvidence {
    /// The most changes whose evidence is shown.
    private static let shownChanges = 8

    /// One reading of one side's evidence.
    private struct Pass {
        let matchesPath: String
        /// The ordinals of its matches begin here.
        var firstOrdinal: Int
        /// The prompts looked for, and which division each is of.
        var divisions: [Hash128: Int]
        var statistics: MatchStatistics
    }

    /// Matches of the prompts in the sets.
    private(set) var matchCount = 0
    private var passes: [Pass] = []
    private var divisions: [String] = []
    private var choices: [EvidenceSelection.Choice] = []

    init(_ report: CompareReport, sides: [Comparison.Side]) throws(AssayError) {
        var selection = EvidenceSelection()
        for (place, change) in report.changes.prefix(Self.shownChanges).enumerated() where place + 1 < sides.count {
            let prefix = report.changes.count > 1 ? "\(change.from) to \(change.to): " : ""
            let first = divisions.count
            divisions += [
                "\(prefix)No longer matched (in \(change.from))", "\(prefix)Still matched (in \(change.to))",
                "\(prefix)Newly matched (in \(change.to))",
            ]
            try read(sides[place], [(change.noLongerMatched, first)], into: &selection)
            try read(
                sides[place + 1], [(change.stillMatched, first + 1), (change.newlyMatched, first + 2)], into: &selection
            )
        }
        choices = selection.chosen()
    }

    private mutating func read(
        _ side: Comparison.Side, _ sets: [(CompareReport.Prompts, Int)], into selection: inout EvidenceSelection
    ) throws(AssayError) {
        var names = NameHasher()
        var numbers: [Hash128: Int] = [:]
        for (set, division) in sets {
            for prompt in set.prompts {
                numbers[names.hash(prompt.benchmark, prompt.subset, prompt.id)] = division
            }
        }
        if numbers.isEmpty { return }
        let path = FileSystem.path(of: "matches.jsonl.zst", in: side.path)
        var pass = Pass(
            matchesPath: path, firstOrdinal: matchCount, divisions: numbers, statistics: MatchStatistics())
        var cursor = try MatchCursor(path: path)
        while try cursor.next() {
            var match = try cursor.summary()
            guard let division = numbers[match.item] else { continue }
            let ordinal = pass.firstOrdinal + pass.statistics.matchCount
            pass.statistics.add(match)
            // Each set is divided by subset and source for itself.
            match.group = names.hash(match.group, names: divisions[division])
            guard let offer = selection.offer(match, ordinal: ordinal) else { continue }
            selection.add(try KeptMatch(&cursor), offer)
        }
        matchCount += pass.statistics.matchCount
        passes.append(pass)
    }

    /// The matches as a page's data. Throws as ``ExcerptReader`` does.
    func data(largestByteCount: Int) throws(AssayError) -> EvidenceData {
        var excerpts = passes.map { ExcerptReader(path: $0.matchesPath) }
        return try EvidenceData(
            of: choices, formats: [:], divisions: divisions, largestByteCount: largestByteCount
        ) { choice throws(AssayError) in
            // There is a pass for every choice.
            let number = passes.lastIndex { $0.firstOrdinal <= choice.ordinal } ?? 0
            let excerpt = try excerpts[number].excerpt(choice.match)
            let item = EvidenceGathering.item(excerpt.pair)
            return EvidenceData.Match(
                excerpt: excerpt, ordinal: choice.ordinal,
                promptRecordCount: passes[number].statistics.prompts[item]?.recordCount ?? 0,
                division: passes[number].divisions[item] ?? 0)
        }
    }
}
