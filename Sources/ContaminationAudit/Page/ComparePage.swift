public import ByteIO

/// A comparison of audits as a page that a browser opens without a network, below 5 MB whatever the datasets.
///
/// It is drawn from the audits' `report.json` and `matches.jsonl.zst` alone: the same files and names give the same bytes.
/// Memory: bounded by the matched prompts. Safe to use on any thread.
public enum ComparePage {
    /// The page of the comparison `report`, which was made of `sides`.
    ///
    /// - Throws: an error where the evidence cannot be read.
    public static func render(_ report: CompareReport, of sides: [Comparison.Side]) throws(AssayError) -> [UInt8] {
        let evidence = try CompareEvidence(report, sides: sides)
        return try ComparePageText(report: report, gathered: evidence).document().bytes()
    }

    /// Writes the page to `path`, where it appears when it is whole.
    ///
    /// - Throws: as `render`, where it cannot be written, and where something is there and `overwrite` is false.
    public static func write(
        _ report: CompareReport, of sides: [Comparison.Side], to path: String, overwrite: Bool
    ) throws(AssayError) {
        if !overwrite { try FileSystem.refuseReplacing(path) }
        let bytes = try render(report, of: sides)
        let file = try OutputFile(path: path)
        defer { file.discard() }
        try file.write(bytes)
        _ = try file.finish()
    }
}

/// Writes the page's parts.
struct ComparePageText {
    /// The most changes that have a section of their own.
    private static let shownChanges = 8

    let report: CompareReport
    let gathered: CompareEvidence

    func document() throws(AssayError) -> PageDocument {
        var head = header() + "<main>\n" + overview()
        for (place, change) in report.changes.prefix(Self.shownChanges).enumerated() {
            head += ChangeSection.html(change, number: place + 1)
        }
        let foot = settings() + "</main>\n" + footer()
        let evidence = try gathered.data(
            largestByteCount: PageDocument.evidenceByteCount(besides: head.utf8.count + foot.utf8.count))
        let section = EvidenceSection.html(
            note: evidenceNote(shown: evidence.matchCount), divisionLabel: "Prompts", hasDecisions: false)
        let names = report.audits.prefix(8).map(\.name).joined(separator: ", ")
        return PageDocument(title: "Comparison of \(names)", body: head + section + foot, evidence: evidence)
    }

    private func header() -> String {
        var text = "<a class=\"skip\" href=\"#evidence\">Skip to the evidence</a>\n<header>\n"
        text += "<p class=\"kicker\">Comparison · "
        text += "\(HTML.name(report.index.benchmarks.prefix(20).joined(separator: ", ")))</p>\n"
        text +=
            "<h1>\(HTML.sentence(answer))</h1>\n<p class=\"lede\">\(HTML.sentence(CompareText.rule(report.settings))).</p>\n"
        text +=
            "<nav aria-label=\"Parts of this report\"><a href=\"#overview\">The table</a> <a href=\"#change-1\">Changes</a> "
        text += "<a href=\"#evidence\">Evidence</a> <a href=\"#method\">How it was counted</a></nav>\n</header>\n"
        return text
    }

    /// The last dataset's overlap, and what it was in the first.
    private var answer: String {
        guard let first = report.audits.first, let last = report.audits.last else { return "Nothing to compare." }
        let prompts = CountText.share(last.matchedPrompts, of: last.benchmarkPrompts, "benchmark prompt")
        let records = CountText.share(last.contaminatedRecords, of: last.records, "record")
        return "\(last.name) overlaps with \(prompts) in \(records); \(first.name) with "
            + "\(CountText.grouped(first.matchedPrompts)) (\(CountText.rate(first.matchedPrompts, of: first.benchmarkPrompts))) "
            + "in \(CountText.grouped(first.contaminatedRecords)) of \(CountText.grouped(first.records)) "
            + "(\(CountText.rate(first.contaminatedRecords, of: first.records)))."
    }

    private func overview() -> String {
        var text =
            "<section id=\"overview\" aria-labelledby=\"overview-title\">\n<h2 id=\"overview-title\">The table</h2>\n"
        text += HTML.table(CompareTables.audits(report.audits), caption: "Both sides of each dataset", limit: 50)
        text += "<div class=\"figures\">\n"
        text += bars("Matched prompts", .prompt) { ($0.matchedPrompts, $0.benchmarkPrompts) }
        text += bars("Contaminated records", .record) { ($0.contaminatedRecords, $0.records) }
        text += "</div>\n"
        let notes = CompareText.notes(report)
        if !notes.isEmpty {
            text += "<ul class=\"facts\">\n"
            for note in notes.prefix(50) { text += "<li class=\"warning\">\(HTML.sentence(note)).</li>\n" }
            text += "</ul>\n"
        }
        return text + "</section>\n"
    }

    private func bars(
        _ title: String, _ tone: BarChart.Tone, _ counts: (CompareReport.Audit) -> (count: Int, total: Int)
    ) -> String {
        let shares = report.audits.prefix(20).map { audit in
            let (count, total) = counts(audit)
            return BarChart.Row(
                name: audit.name, value: total == 0 ? 0 : Double(count) / Double(total),
                numbers:
                    "\(CountText.grouped(count)) of \(CountText.grouped(total)) · \(CountText.rate(count, of: total))")
        }
        let scale = BarChart.scale(for: shares.map(\.value))
        let chart = BarChart(label: "\(title); the table above has the numbers", tone: tone, rows: shares, scale: scale)
        return HTML.figure(
            title, note: "A whole bar is \(CountText.percent(scale)).", drawing: chart.svg(), numbers: "")
    }

    private func settings() -> String {
        var table = TextTable([.init("Setting"), .init("Value")])
        table.add(["index", report.index.fingerprint])
        table.add(["benchmarks", report.index.benchmarks.joined(separator: ", ")])
        table.add(["profile", report.settings.profile])
        table.add(["n", report.settings.nInWords])
        table.add(["scope", report.settings.scope])
        table.add(["short", report.settings.short])
        table.add(["min-longest", report.settings.minLongest.map { String($0) } ?? "any"])
        table.add(["min-coverage", report.settings.minCoverage.map { "\($0)" } ?? "any"])
        var text = "<section id=\"method\" aria-labelledby=\"method-title\">\n"
        text += "<h2 id=\"method-title\">How it was counted</h2>\n<p>All audits share the index and the rule.</p>\n"
        text += HTML.table(table, caption: "Settings", classes: "settings")
        if let audit = report.audits.first {
            let share = CountText.share(audit.shortPrompts, of: audit.benchmarkPrompts, "prompt")
            let consequence = report.settings.short == "ignore" ? "cannot match" : "can match only as a whole"
            text += "<p>Short prompts: \(share), with fewer than \(report.settings.n) tokens, \(consequence).</p>\n"
        }
        return text + "</section>\n"
    }

    private func evidenceNote(shown: Int) -> String {
        let total = gathered.matchCount
        let what =
            "Prompts no longer matched are shown with the earlier dataset's records, those still and newly matched with "
            + "the later one's."
        if shown == total { return "\(what) All \(CountText.counted(total, "match", plural: "matches"))." }
        return
            "\(what) \(CountText.grouped(shown)) of \(CountText.counted(total, "match", plural: "matches")): each prompt's "
            + "longest run within each source comes first, spread evenly. The audits' <code>matches.jsonl.zst</code> hold all."
    }

    private func footer() -> String {
        "<footer><p>Drawn from the audits' <code>report.json</code> and <code>matches.jsonl.zst</code>, which hold everything "
            + "that is shown or left out here; <code>assay compare --format json</code> lists every prompt.</p></footer>\n"
    }
}
