import ByteIO

/// What stands on the terminal: a match, a list, or the help, in exactly as many rows as there are.
///
/// It draws from a ``ReviewController`` and knows no terminal. A value type.
package struct ReviewScreen {
    package var columns: Int
    package var rows: Int
    package var style: ReviewText.Style

    /// Narrower and lower terminals get what fits.
    package init(columns: Int, rows: Int, style: ReviewText.Style) {
        self.columns = max(20, columns)
        self.rows = max(6, rows)
        self.style = style
    }

    /// The screen's rows, from the top, and how many rows of the text are above and on it.
    package func draw(_ review: ReviewController) -> (rows: [String], bodyCount: Int, bodyHeight: Int) {
        let head = header(review).prefix(max(1, rows - 3))
        let body = self.body(review)
        // The foot is two rows.
        let height = max(1, rows - head.count - 2)
        let top = min(review.scroll, max(0, body.count - height))
        let part =
            body.count > height
            ? "rows \(top + 1) to \(top + height) of \(body.count); PgDn and PgUp show the others" : ""
        let foot = footer(review, part)
        var shown = Array(body.dropFirst(top).prefix(height))
        shown += Array(repeating: "", count: height - shown.count)
        return (Array((head + shown + foot).prefix(rows)), body.count, height)
    }

    private func line(_ text: String, _ role: ReviewText.Role = .plain) -> String {
        var line = ReviewText()
        line.add(DisplayWidth.shorten(SafeText.terminal(text), to: columns), role)
        return line.rows(width: columns, style).first ?? ""
    }

    private var rule: String { line(String(repeating: "─", count: columns), .faint) }

    private func header(_ review: ReviewController) -> [String] {
        let session = review.session
        var title = session.count == 0 ? "no match" : "match \(CountText.grouped(session.position + 1))"
        title += " of \(CountText.grouped(session.count))"
        if !session.filter.isEmpty {
            title += " (\(session.filter.words); \(CountText.grouped(session.catalog.count)) in all)"
        }
        title += "  ·  order: \(session.order.rawValue)"
        guard case .match = review.mode, let match = review.match else { return [line(title, .strong), rule] }
        let coverage = CountText.rate(JSONLine.millionths(match.coverage), of: 1_000_000)
        let measures =
            "longest \(CountText.counted(match.longest, "token"))  ·  coverage \(coverage)  ·  "
            + CountText.counted(match.sharedNGramCount, "shared n-gram") + "  ·  " + runCount(match)
        var decision = "decision: \(session.decision?.judgement?.rawValue ?? "none")"
        if let note = session.decision?.note, !note.isEmpty { decision += "  ·  note: \(note)" }
        return [
            line(title, .strong),
            line("record: \(match.file) row \(match.row)  ·  source \(ReportWords.source(match.source ?? ""))"),
            line("prompt: \(match.benchmark)  ·  \(ReportWords.subset(match.subset))  ·  \(match.id)"),
            line(measures), line(decision, session.decision?.judgement == nil ? .plain : .warning), rule,
        ]
    }

    private func runCount(_ match: MatchLine) -> String {
        match.omitsRuns
            ? "\(CountText.grouped(match.runs.count)) runs of more" : CountText.counted(match.runs.count, "run")
    }

    /// - Parameter part: which of the rows are on the screen, said where there is nothing else to say.
    private func footer(_ review: ReviewController, _ part: String) -> [String] {
        let text: String
        switch review.mode {
        case .match:
            let all = "n next  p back  l leak  b boilerplate  u unsure  c clear  m note  / search  f filter  o order"
            text = (columns > 110 ? all : "n p go  l b u c m decide  / f o find") + "  ? help  q quit"
        case .help: text = "arrows: scroll  any other key: back"
        case .filter: text = "b benchmark  s subset  o source  d decision  x no filter  Esc back"
        case .list: text = "arrows: choose  Enter: take it  Esc back"
        case .input(let kind, let text):
            // The end of what is typed stays in sight.
            let shown = SafeText.terminal(text)
            let room = columns - DisplayWidth.columns(of: kind.prompt) - 2
            return [
                line(review.message), line(kind.prompt + DisplayWidth.end(of: shown, columns: room) + "_", .strong),
            ]
        }
        let message = review.message.isEmpty ? line(part, .faint) : line(review.message, .warning)
        return [message, line(text, .faint)]
    }

    private func body(_ review: ReviewController) -> [String] {
        switch review.mode {
        case .help: return ReviewHelp.lines.flatMap { ReviewText($0).rows(width: columns, style) }
        case .filter:
            let words = review.session.filter.words
            return ReviewText("Filter by which property? Now: \(words.isEmpty ? "all matches" : words)")
                .rows(width: columns, style)
        case .list(let list): return list.rows(columns, rows, line)
        case .match, .input:
            guard let match = review.match else {
                return ReviewText("No match passes the filter. Press f, then x, to show all.").rows(
                    width: columns, style)
            }
            return ReviewBody(match: match, style: style).rows(columns)
        }
    }
}
