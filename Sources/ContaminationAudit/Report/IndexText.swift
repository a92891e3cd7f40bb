import ByteIO

/// What `assay index` and `assay inspect` print of an index.
public enum IndexText {
    /// `summary` as plain text of at most ``TextStyle/width`` columns; names that came from the data are escaped.
    ///
    /// - Parameter path: the index file's path, as the user gave it.
    public static func text(of summary: IndexSummary, path: String, style: TextStyle) -> String {
        let name = SafeText.terminal(path)
        let promptCount = CountText.counted(summary.prompts, "prompt")
        let benchmarkCount = CountText.counted(Set(summary.parts.map { ExactName($0.benchmark) }).count, "benchmark")
        var text = style.strong("\(name): \(promptCount) of \(benchmarkCount)") + "\n\n"
        let rule = "n = \(summary.n): more than \(summary.n - 1)"
        text += style.entry("Rule", "\(rule) (profile \(SafeText.terminal(summary.profile)))")
        let texts = "\(CountText.grouped(summary.texts)), of them \(CountText.grouped(summary.distinctTexts)) different"
        text += style.entry("Texts", "\(texts), of \(CountText.counted(summary.tokens, "token"))")
        text += style.entry("N-grams", "\(CountText.grouped(summary.distinctNgrams)) different")
        let short = CountText.share(summary.shortPrompts, of: summary.prompts, "prompt")
        text += style.entry("Short", "\(short) with fewer than \(summary.n) tokens")
        if summary.promptsWithoutTokens > 0 {
            let empty = CountText.share(summary.promptsWithoutTokens, of: summary.prompts, "prompt")
            text += style.entry("No tokens", "\(empty): they can never match", warning: true)
        }
        text += style.entry("Size", "\(CountText.bytes(summary.bytes)), format version \(summary.formatVersion)")
        text += style.entry("Fingerprint", SafeText.terminal(summary.fingerprint))
        text += "\n" + parts(summary.parts).plainLines(width: style.width).map { $0 + "\n" }.joined()
        return text
    }

    /// `summary`'s sections and sizes, as `assay inspect` adds them.
    public static func sections(of summary: IndexSummary, style: TextStyle) -> String {
        var table = TextTable([.init("Section"), .init("Bytes", .right)])
        for section in summary.sections {
            table.add([SafeText.terminal(section.name), CountText.grouped(section.bytes)])
        }
        return "\n" + table.plainLines(width: style.width).map { $0 + "\n" }.joined()
    }

    private static func parts(_ rows: [IndexSummary.Part]) -> TextTable {
        let hasSplits = rows.contains { !$0.split.isEmpty }
        var columns: [TextTable.Column] = [.init("Benchmark"), .init("Subset")]
        if hasSplits { columns.append(.init("Split")) }
        var table = TextTable(columns + [.init("Prompts", .right), .init("Short", .right)])
        for row in rows {
            var cells = [row.benchmark, ReportWords.subset(row.subset)]
            if hasSplits { cells.append(row.split) }
            table.add(cells + [CountText.grouped(row.prompts), CountText.grouped(row.shortPrompts)])
        }
        return table
    }
}
