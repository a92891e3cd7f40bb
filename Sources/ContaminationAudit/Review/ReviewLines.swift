import ByteIO

/// The matches of a review as lines for other programs: cells separated by tabs, below a line of titles.
package enum ReviewLines {
    static let titles = [
        "file", "row", "source", "benchmark", "subset", "id", "longest", "coverage", "decision", "note", "text",
    ]

    /// Hands out a line for each match that `session` shows, in its order. Whatever would break a line or steer a terminal is
    /// escaped (``SafeText``); the text is the longest run's.
    package static func write(
        _ session: ReviewSession, to output: (borrowing [UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        var lines = Array((titles.joined(separator: "\t") + "\n").utf8)
        for number in session.numbers {
            let match = try session.catalog.match(number)
            let decision = session.decision(ofMatch: number)
            var share = JSONLine()
            share.share(match.coverage)
            let cells = [
                match.file, String(match.row), match.source ?? "", match.benchmark, match.subset, match.id,
                String(match.longest), String(decoding: share.bytes, as: UTF8.self),
                decision?.judgement?.rawValue ?? "", decision?.note ?? "", match.longestRun?.text ?? "",
            ]
            lines += cells.map(SafeText.terminal).joined(separator: "\t").utf8
            lines.append(0x0A)
            if lines.count > 1 << 16 {
                try output(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        try output(lines)
    }
}
