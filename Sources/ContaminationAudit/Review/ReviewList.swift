import ByteIO

/// A list to choose a filter from, such as the benchmarks with their counts.
package struct ReviewList: Sendable, Equatable {
    /// What is chosen.
    package enum Property: String, Sendable { case benchmark, subset, source, decision }

    package struct Entry: Sendable, Equatable {
        var title: String
        var count: Int
        /// The filter that choosing it gives.
        var filter: ReviewFilter
    }

    package var property: Property
    package var entries: [Entry]
    /// The entry that is marked.
    package private(set) var chosen = 0

    /// The choices for `property`, all first, then by name.
    init(_ property: Property, _ session: ReviewSession) {
        self.property = property
        let catalog = session.catalog
        var all = session.filter
        switch property {
        case .benchmark: all.benchmark = nil
        case .subset: all.subset = nil
        case .source: all.source = nil
        case .decision: all.decided = nil
        }
        func entry(_ title: String, _ count: Int, _ change: (inout ReviewFilter) -> Void) -> Entry {
            var filter = all
            change(&filter)
            return Entry(title: title, count: count, filter: filter)
        }
        var counts: [[UInt8]: (name: String, count: Int)] = [:]
        func count(_ name: String, _ count: Int) { counts[Array(name.utf8), default: (name, 0)].count += count }
        entries = []
        switch property {
        case .benchmark:
            for (group, number) in zip(catalog.groups, catalog.groupCounts) { count(group.benchmark, number) }
        case .subset:
            for (group, number) in zip(catalog.groups, catalog.groupCounts)
            where all.benchmark.map({ $0.isSame(as: group.benchmark) }) ?? true {
                count(group.subset, number)
            }
        case .source: for (name, number) in zip(catalog.sources, catalog.sourceCounts) { count(name ?? "", number) }
        case .decision:
            for decided in ReviewFilter.Decided.allCases {
                var number = 0
                for match in 0..<catalog.count where decided.accepts(session.decision(ofMatch: match)) { number += 1 }
                entries.append(entry(decided.rawValue, number) { $0.decided = decided })
            }
        }
        let named = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        entries += named.map { name, number in
            switch property {
            case .benchmark: entry(name, number) { $0.benchmark = name }
            case .subset: entry(ReportWords.subset(name), number) { $0.subset = name }
            default: entry(ReportWords.source(name), number) { $0.source = name }
            }
        }
        entries.insert(Entry(title: "all", count: catalog.count, filter: all), at: 0)
        chosen = entries.firstIndex { $0.filter == session.filter } ?? 0
    }

    /// Marks the entry `step` further on, or back, no further than the ends.
    mutating func move(by step: Int) { chosen = max(0, min(chosen + step, entries.count - 1)) }

    mutating func move(to place: Int) { chosen = max(0, min(place, entries.count - 1)) }

    /// The filter of the marked entry.
    var filter: ReviewFilter { entries[chosen].filter }

    /// A screen's rows of the list, the marked entry among them.
    func rows(_ columns: Int, _ screenRows: Int, _ line: (String, ReviewText.Role) -> String) -> [String] {
        // Two rows of a title and two at the foot are not the list's.
        let height = max(1, screenRows - 5)
        let top = max(0, min(chosen - height / 2, entries.count - height))
        var rows = [line("\(property.rawValue):", .strong)]
        for (place, entry) in entries.enumerated().dropFirst(top).prefix(height) {
            let mark = place == chosen ? "> " : "  "
            let text = "\(mark)\(entry.title)  (\(CountText.grouped(entry.count)))"
            rows.append(line(text, place == chosen ? .warning : .plain))
        }
        return rows
    }
}
