/// Both texts of a match with what they share marked: side by side where there is room, else one after the other.
struct ReviewBody {
    let match: MatchLine
    let style: ReviewText.Style

    /// From how many columns the texts stand side by side.
    static let wideColumnCount = 100

    func rows(_ columns: Int) -> [String] {
        guard let longest = match.longestRun else {
            return ReviewText("The evidence lists no run of this match.").rows(width: columns, style)
        }
        var rows = pair(record(longest), prompt(longest), columns)
        // Equal runs at other places are runs of their own.
        var isLongestMet = false
        for run in match.runs {
            if run == longest, !isLongestMet {
                isLongestMet = true
                continue
            }
            rows.append("")
            var text = ReviewText(title("also", run) + ", " + title("prompt's", item: run), .faint)
            text.endLine()
            text.addRun(run.text, style)
            rows += text.rows(width: columns, style)
        }
        if match.omitsRuns { rows += ["", "There are more runs, which the evidence leaves out."] }
        return rows
    }

    private func pair(_ left: ReviewText, _ right: ReviewText, _ columns: Int) -> [String] {
        guard columns >= Self.wideColumnCount else {
            return left.rows(width: columns, style) + [""] + right.rows(width: columns, style)
        }
        let width = (columns - 3) / 2
        let (left, right) = (left.rows(width: width, style, isPadded: true), right.rows(width: width, style))
        let blank = String(repeating: " ", count: width)
        return (0..<max(left.count, right.count)).map { row in
            let first = row < left.count ? left[row] : blank
            return row < right.count && !right[row].isEmpty ? first + " │ " + right[row] : first + " │"
        }
    }

    private func record(_ run: MatchLine.Run) -> ReviewText {
        text(title("record", run), before: run.context?.before, run.text, after: run.context?.after)
    }

    private func prompt(_ run: MatchLine.Run) -> ReviewText {
        guard let context = run.context else {
            return text(
                title("prompt's", item: run), before: nil,
                "(the evidence of this audit does not hold the prompt's text; its tokens are those of the record)",
                after: nil, isRun: false)
        }
        return text(
            title("prompt's", item: run), before: context.itemBefore, context.item ?? run.text,
            after: context.itemAfter)
    }

    private func text(
        _ title: String, before: String?, _ run: String, after: String?, isRun: Bool = true
    ) -> ReviewText {
        var text = ReviewText(title, .faint)
        text.endLine()
        text.add(before ?? "")
        if isRun { text.addRun(run, style) } else { text.add(run, .faint) }
        text.add(after ?? "")
        return text
    }

    private func title(_ name: String, _ run: MatchLine.Run) -> String {
        "\(name) \(run.unit), bytes \(run.unitByteRange.lowerBound) to \(run.unitByteRange.upperBound), "
            + CountText.counted(run.tokenCount, "token")
    }

    private func title(_ name: String, item run: MatchLine.Run) -> String {
        "\(name) text \(run.itemText), bytes \(run.itemByteRange.lowerBound) to \(run.itemByteRange.upperBound)"
    }
}
