import ByteIO

/// Which matches are gone through.
package struct ReviewFilter: Sendable, Equatable {
    /// What a match was judged.
    package enum Decided: String, Sendable, CaseIterable {
        case undecided, leak, boilerplate, unsure
        /// With a note, whatever was judged.
        case noted

        func accepts(_ decision: Decision?) -> Bool {
            switch self {
            case .undecided: decision?.judgement == nil
            case .leak: decision?.judgement == .leak
            case .boilerplate: decision?.judgement == .boilerplate
            case .unsure: decision?.judgement == .unsure
            case .noted: decision?.note.isEmpty == false
            }
        }
    }

    /// Only this benchmark's matches; `nil`: all.
    package var benchmark: String?
    package var subset: String?
    /// Only records of this source; the empty name stands for records that name none.
    package var source: String?
    package var decided: Decided?

    package init(
        benchmark: String? = nil, subset: String? = nil, source: String? = nil, decided: Decided? = nil
    ) {
        self.benchmark = benchmark
        self.subset = subset
        self.source = source
        self.decided = decided
    }

    package var isEmpty: Bool { self == ReviewFilter() }

    /// The filter in words, such as "benchmark gsm8k, undecided"; empty where there is none.
    package var words: String {
        var parts: [String] = []
        if let benchmark { parts.append("benchmark \(benchmark)") }
        if let subset { parts.append("subset \(ReportWords.subset(subset))") }
        if let source { parts.append("source \(ReportWords.source(source))") }
        if let decided { parts.append(decided.rawValue) }
        return parts.joined(separator: ", ")
    }

    /// The numbers of the matches that pass, in the order of the evidence.
    func matches(_ catalog: MatchCatalog, _ decisions: [Hash128: Decision]) -> [Int32] {
        // Names are looked at once each, not once a match.
        let groups = catalog.groups.map { group in
            (benchmark.map { $0.isSame(as: group.benchmark) } ?? true)
                && (subset.map { $0.isSame(as: group.subset) } ?? true)
        }
        let sources = catalog.sources.map { name in source.map { $0.isSame(as: name ?? "") } ?? true }
        var numbers: [Int32] = []
        for number in 0..<catalog.count {
            guard groups[catalog.group(number)], sources[catalog.source(number)] else { continue }
            if let decided, !decided.accepts(decisions[catalog.pair(number)]) { continue }
            numbers.append(Int32(number))
        }
        return numbers
    }
}

/// In which order matches are gone through.
package enum ReviewOrder: String, Sendable, CaseIterable {
    /// As the evidence has them: by file, row, benchmark and item.
    case file
    /// The longest first; equals as in the evidence.
    case longest
    /// The largest coverage first; equals as in the evidence.
    case coverage

    /// Sorts numbers that are in the evidence's order.
    func sort(_ numbers: inout [Int32], _ catalog: MatchCatalog) {
        switch self {
        case .file: return
        case .longest: Self.sort(&numbers) { catalog.longest($0) }
        case .coverage: Self.sort(&numbers) { catalog.coverage($0) }
        }
    }

    private static func sort(_ numbers: inout [Int32], by key: (Int) -> Int) {
        numbers.sort { left, right in
            let (leftKey, rightKey) = (key(Int(left)), key(Int(right)))
            return leftKey == rightKey ? left < right : leftKey > rightKey
        }
    }
}
