public import ByteIO
import NGramIndexing

/// `report.html`: an audit's report as a page that a browser opens without a network, below 5 MB whatever the dataset.
///
/// It is drawn from `report.json` and `matches.jsonl.zst` alone (and from a reviewer's decisions where there are some), so that
/// the same two files give the same bytes. Charts and tables are over all matches; of the matches themselves it shows a
/// bounded choice (``EvidenceSelection``) and says how many it leaves out. Memory: bounded by the matched prompts. Safe to
/// use on any thread.
public enum AuditPage {
    /// The page of the audit in `folder`, which holds the two files.
    ///
    /// - Throws: an error where they cannot be read.
    public static func render(
        folder: String, decisions: Decisions = Decisions()
    ) throws(AssayError) -> [UInt8] {
        let report = try ReportJSON.readReport(ofAudit: folder)
        let matchesPath = FileSystem.path(of: "matches.jsonl.zst", in: folder)
        let gathered = try EvidenceGathering(report, matchesPath: matchesPath, decisions: decisions)
        let summary = decisions.isEmpty ? nil : try DecisionSummary(of: decisions, matchesPath: matchesPath)
        let text = AuditPageText(report: report, gathered: gathered, decisions: decisions, summary: summary)
        return try text.document().bytes()
    }
}

/// Writes the page's parts.
struct AuditPageText {
    let report: AuditReport
    let gathered: EvidenceGathering
    let decisions: Decisions
    /// What the decisions come to; `nil` where there are none.
    let summary: DecisionSummary?

    func document() throws(AssayError) -> PageDocument {
        var head = header() + "<main>\n" + OverviewSection.html(report)
        head += ChartsSection(report: report, gathered: gathered).html()
        if let summary { head += decided(summary) }
        let foot = MethodSection.html(report) + "</main>\n" + footer()
        let evidence = try evidenceData(
            largestByteCount: PageDocument.evidenceByteCount(besides: head.utf8.count + foot.utf8.count))
        let section = EvidenceSection.html(
            note: evidenceNote(shown: evidence.matchCount), divisionLabel: nil, hasDecisions: !decisions.isEmpty)
        return PageDocument(
            title: "Overlap with \(benchmarks)", body: head + section + foot,
            evidence: evidence)
    }

    private var benchmarks: String { report.index.benchmarks.prefix(20).joined(separator: ", ") }

    private func evidenceData(largestByteCount: Int) throws(AssayError) -> EvidenceData {
        let formats = Dictionary(report.inputs.map { ($0.path, $0.format) }, uniquingKeysWith: { first, _ in first })
        var excerpts = gathered.excerpts
        return try EvidenceData(of: gathered.choices, formats: formats, largestByteCount: largestByteCount) {
            choice throws(AssayError) in
            let excerpt = try excerpts.excerpt(choice.match)
            let prompt = gathered.statistics.prompts[EvidenceGathering.item(excerpt.pair)]
            return EvidenceData.Match(
                excerpt: excerpt, ordinal: choice.ordinal, promptRecordCount: prompt?.recordCount ?? 0,
                decision: decisions[excerpt.pair])
        }
    }

    private func decided(_ summary: DecisionSummary) -> String {
        var text = "<section id=\"decisions\" aria-labelledby=\"decisions-title\">\n"
        text += "<h2 id=\"decisions-title\">Decisions</h2>\n"
        text += HTML.table(
            ReportTables.decisions(summary), caption: "Pairs of a record and a prompt, by what a reviewer decided",
            classes: "settings")
        if let missing = ReportWords.notFound(summary) { text += "<p>\(HTML.sentence(missing)).</p>\n" }
        return text + "</section>\n"
    }

    private func header() -> String {
        var text = "<a class=\"skip\" href=\"#evidence\">Skip to the evidence</a>\n<header>\n"
        text += "<p class=\"kicker\">Overlap report · \(HTML.name(benchmarks))</p>\n"
        text += "<h1>\(HTML.text(ReportWords.answer(report.summary)))</h1>\n"
        text += "<p class=\"lede\">\(HTML.text(ReportWords.rule(report.settings))). Profile "
        text += "\(HTML.name(report.settings.profile)), scope \(HTML.name(report.settings.scope)).</p>\n"
        text +=
            "<nav aria-label=\"Parts of this report\"><a href=\"#overview\">Both sides</a> <a href=\"#charts\">Charts</a> "
        text += "<a href=\"#evidence\">Evidence</a> <a href=\"#method\">What was read, and how</a></nav>\n</header>\n"
        return text
    }

    private func evidenceNote(shown: Int) -> String {
        let total = gathered.statistics.matchCount
        if total == 0 { return "No record and prompt share what the rule asks for." }
        let pairs = CountText.counted(total, "match", plural: "matches")
        if shown == total {
            return
                "All \(pairs): each is a record and a prompt that share text. An overlap is not always a leak; read it."
        }
        return
            "\(CountText.grouped(shown)) of \(pairs): each prompt's longest run within each source comes first, spread "
            + "evenly over subsets and sources. The charts count all; <code>matches.jsonl.zst</code> holds all. An overlap is "
            + "not always a leak; read it."
    }

    private func footer() -> String {
        "<footer><p>Written by \(HTML.name(report.tool.name)) \(HTML.name(report.tool.version)) from "
            + "<code>report.json</code> and <code>matches.jsonl.zst</code>, which stand beside this file and hold everything "
            + "that is shown or left out here. Index <code>\(HTML.plainName(report.index.fingerprint))</code>.</p></footer>\n"
    }
}
