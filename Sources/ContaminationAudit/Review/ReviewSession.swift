import ByteIO

/// A review of an audit's matches: which are shown, which is at hand, and what was decided.
///
/// It knows no terminal. Where there is a match to show, ``position`` is one of ``count``; a filter that nothing passes leaves
/// none. What is shown stays as it is while decisions are made, so that one can go back; a filter takes effect when it is set.
/// Not thread-safe: one owner at a time.
package final class ReviewSession {
    package let catalog: MatchCatalog
    /// The audit's folder.
    package let folder: String
    package private(set) var filter = ReviewFilter()
    package private(set) var order = ReviewOrder.file
    /// The place of the match at hand among those shown, from 0.
    package private(set) var position = 0
    /// The text that was searched for last.
    package private(set) var query = ""

    private let journal: DecisionJournal
    private var decisions: [Hash128: Decision] = [:]
    private var shown: [Int32] = []

    /// Opens the audit in `folder` and the decisions beside it.
    package convenience init(folder: String) throws(AssayError) {
        let report = try ReportJSON.readReport(ofAudit: folder)
        let journal = try DecisionJournal(besideAudit: folder, settings: Decisions.Settings(report.settings))
        let catalog = try MatchCatalog(path: FileSystem.path(of: "matches.jsonl.zst", in: folder))
        self.init(catalog: catalog, journal: journal, folder: folder)
    }

    init(catalog: MatchCatalog, journal: DecisionJournal, folder: String) {
        self.catalog = catalog
        self.journal = journal
        self.folder = folder
        for (pair, decision) in journal.decisions.byPair { decisions[pair.hash] = decision }
        shown = filter.matches(catalog, decisions)
    }

    /// How many matches are shown.
    package var count: Int { shown.count }

    /// The number of the match at hand in the evidence, from 0; `nil` where none is shown.
    package var number: Int? { shown.isEmpty ? nil : Int(shown[position]) }

    /// The match at hand.
    package func match() throws(AssayError) -> MatchLine? {
        guard let number else { return nil }
        return try catalog.match(number)
    }

    /// What was decided on the match at hand.
    package var decision: Decision? { number.flatMap { decisions[catalog.pair($0)] } }

    /// What was decided on the match `number` of the evidence.
    package func decision(ofMatch number: Int) -> Decision? { decisions[catalog.pair(number)] }

    /// The numbers of the matches shown, in their order.
    package var numbers: some Sequence<Int> { shown.lazy.map { Int($0) } }

    /// How many of the matches shown are undecided; looks at each.
    package var undecidedCount: Int {
        shown.count { decisions[catalog.pair(Int($0))]?.judgement == nil }
    }

    /// The decisions' file.
    package var decisionsPath: String { journal.path }

    /// All decisions.
    package var allDecisions: Decisions { journal.decisions }
}

extension ReviewSession {
    /// Goes `step` matches on, or back where it is negative, no further than the ends; false where it stayed.
    @discardableResult
    package func move(by step: Int) -> Bool {
        let (target, overflow) = position.addingReportingOverflow(step)
        return move(to: overflow ? (step > 0 ? .max : 0) : target)
    }

    /// Goes to the match at `target`, or the nearest there is; false where it stayed.
    @discardableResult
    package func move(to target: Int) -> Bool {
        let next = max(0, min(target, count - 1))
        defer { position = next }
        return next != position
    }

    /// Shows the matches that pass `filter`, in `order`. The match at hand stays at hand where it is among them; else the
    /// nearest that follows it in the evidence is, or the last.
    package func show(_ filter: ReviewFilter, _ order: ReviewOrder) {
        let current = number
        self.filter = filter
        self.order = order
        shown = filter.matches(catalog, decisions)
        let nearest = current.flatMap { current in shown.first { Int($0) >= current } } ?? shown.last
        order.sort(&shown, catalog)
        position = nearest.flatMap { shown.firstIndex(of: $0) } ?? 0
    }

    /// Decides on the pair at hand, and so on every copy of the record; an empty decision takes back what was decided.
    ///
    /// - Throws: where it cannot be written; nothing has changed then.
    package func decide(_ decision: Decision) throws(AssayError) {
        guard let number else { return }
        let pair = try catalog.match(number).pair
        try journal.decide(pair, decision)
        decisions[pair.hash] = decision.isEmpty ? nil : decision
    }

    /// Sets the judgement of the pair at hand; its note stays.
    package func judge(_ judgement: Judgement?) throws(AssayError) {
        try decide(Decision(judgement, note: decision?.note ?? ""))
    }

    /// Sets the note of the pair at hand; its judgement stays.
    package func note(_ text: String) throws(AssayError) {
        try decide(Decision(decision?.judgement, note: text))
    }

    /// Goes to the next match that holds `text`, round the end if need be; false where none of those shown does.
    ///
    /// Looked at are file, source, item, the runs' text and what stands around them, each by itself, and the note. Letters of
    /// ASCII match in either case. Costs one look at each match until it is found.
    package func search(_ text: String, backwards: Bool = false) throws(AssayError) -> Bool {
        query = text
        let search = MatchSearch(text)
        guard !text.isEmpty, count > 0 else { return false }
        for step in 1...count {
            let place = (position + (backwards ? count - step : step)) % count
            let number = Int(shown[place])
            let note = decisions[catalog.pair(number)]?.note ?? ""
            guard
                try search.finds(
                    catalog.json(number), note: note,
                    match: { () throws(AssayError) in
                        try catalog.match(number)
                    })
            else { continue }
            position = place
            return true
        }
        return false
    }
}
