import NGramIndexing

/// The charts, with their numbers on them; all are over every match.
struct ChartsSection {
    /// The most bars of a chart.
    private static let shownBars = 20
    /// Phrases that are shown at once.
    private static let shownPhrases = 10

    let report: AuditReport
    let gathered: EvidenceGathering

    func html() -> String {
        var text =
            "<section id=\"charts\" aria-labelledby=\"charts-title\">\n<h2 id=\"charts-title\">Where the overlap is</h2>\n"
        text += "<div class=\"figures\">\n" + subsets() + sources() + sweep() + distributions() + "</div>\n"
        return text + phrases() + "</section>\n"
    }

    private func subsets() -> String {
        let rows = ReportWords.mostAffected(report.bySubset)
        let severalBenchmarks = report.byBenchmark.count > 1
        let bars = rows.map { row in
            let name = ReportWords.subset(row.subset)
            return Share(
                name: severalBenchmarks ? "\(row.benchmark): \(name)" : name, count: row.matchedPrompts,
                total: row.prompts)
        }
        var numbers = HTML.table(ReportTables.subsets(rows), caption: "Matched prompts by subset")
        if severalBenchmarks {
            numbers += HTML.table(ReportTables.benchmarks(report.byBenchmark), caption: "Matched prompts by benchmark")
        }
        return shares("Matched prompts by subset", bars, tone: .prompt, noun: "subset", numbers: numbers)
    }

    private func sources() -> String {
        if report.bySource.isEmpty {
            return "<figure><figcaption><h3>Contaminated records by source</h3><p>The records name no source.</p>"
                + "</figcaption></figure>\n"
        }
        let rows = ReportWords.mostAffected(report.bySource)
        let bars = rows.map {
            Share(name: ReportWords.source($0.source), count: $0.contaminatedRecords, total: $0.records)
        }
        return shares(
            "Contaminated records by source", bars, tone: .record, noun: "source",
            numbers: HTML.table(ReportTables.sources(rows), caption: "Contaminated records by source"))
    }

    private struct Share {
        var name: String
        var count: Int
        var total: Int
        var value: Double { total == 0 ? 0 : Double(count) / Double(total) }
    }

    /// The rows with the highest counts, by their shares.
    private func shares(
        _ title: String, _ rows: [Share], tone: BarChart.Tone, noun: String, numbers: String
    ) -> String {
        let shown = Array(rows.prefix(Self.shownBars)).enumerated().sorted {
            $0.element.value != $1.element.value ? $0.element.value > $1.element.value : $0.offset < $1.offset
        }.map(\.element)
        let scale = BarChart.scale(for: shown.map(\.value))
        var note = "A whole bar is \(CountText.percent(scale))."
        if rows.count > shown.count {
            note += " Shown are the \(shown.count) of \(CountText.counted(rows.count, noun)) with the highest counts."
        }
        let chart = BarChart(
            label: "\(title), by share; the table below has the numbers", tone: tone,
            rows: shown.map { row in
                BarChart.Row(
                    name: row.name, value: row.value,
                    numbers: "\(CountText.grouped(row.count)) of \(CountText.grouped(row.total)) · "
                        + CountText.rate(row.count, of: row.total))
            }, scale: scale)
        return HTML.figure(title, note: note, drawing: chart.svg(), numbers: numbers)
    }

    private func sweep() -> String {
        guard report.sweep.count > 1 else { return "" }
        let prompts = SweepChart(
            label: "Matched prompts at each n; the table below has the numbers", tone: .prompt,
            columns: report.sweep.prefix(120).map { ($0.n, $0.matchedPrompts) })
        let records = SweepChart(
            label: "Contaminated records at each n; the table below has the numbers", tone: .record,
            columns: report.sweep.prefix(120).map { ($0.n, $0.contaminatedRecords) })
        return HTML.figure(
            "At a larger n",
            note:
                "What would still be found had the rule asked for more tokens in a row. Overlap that goes on for long is "
                + "seldom chance.",
            drawing: "<div class=\"figures\"><div><h4 class=\"prompt\">Matched prompts</h4>\n\(prompts.svg())</div>"
                + "<div><h4 class=\"record\">Contaminated records</h4>\n\(records.svg())</div></div>\n",
            numbers: HTML.table(ReportTables.sweep(report), caption: "Counts at each n"), isWide: true)
    }

    private func distributions() -> String {
        let statistics = gathered.statistics
        if statistics.matchCount == 0 { return "" }
        let prompts = statistics.promptsByLongest
        let records = statistics.recordsByLongest
        let longest = max(prompts.keys.max() ?? 0, records.keys.max() ?? 0)
        let bins = LengthBin.covering(longest, n: report.settings.n).map {
            DistributionChart.Bin(title: $0.title, prompts: $0.count(prompts), records: $0.count(records))
        }
        let byCoverage = statistics.promptsByCoverage
        let coverage = CoverageBin.all.indices.map { place in
            DistributionChart.Bin(
                title: CoverageBin.all[place], prompts: byCoverage[place], records: statistics.recordsByCoverage[place])
        }
        return distribution(
            "Longest run", "tokens", bins,
            note: "Each prompt and each record by the longest row of tokens it shares, in tokens.")
            + distribution(
                "Coverage", "share of the prompt", coverage,
                note:
                    "How much of a prompt lies in shared n-grams: each prompt in the record that covers most of it, each "
                    + "record by the prompt it covers most.")
    }

    private func distribution(_ title: String, _ unit: String, _ bins: [DistributionChart.Bin], note: String) -> String
    {
        var table = TextTable([.init(unit), .init("Prompts", .right), .init("Records", .right)])
        for bin in bins { table.add([bin.title, CountText.grouped(bin.prompts), CountText.grouped(bin.records)]) }
        let chart = DistributionChart(label: "\(title); the table below has the numbers", bins: bins)
        return HTML.figure(
            title,
            note: note + " <span class=\"key prompt\">Prompts</span> <span class=\"key record\">Records</span>",
            drawing: chart.svg(), numbers: HTML.table(table, caption: "\(title): prompts and records"))
    }

    private func phrases() -> String {
        if gathered.statistics.matchCount == 0 { return "" }
        let what =
            "Phrases that many records share with prompts are more often boilerplate (instructions, licences, set phrases) "
            + "than leaks. Each row joins n-grams that follow one another and are about as frequent; its counts are those "
            + "of its most frequent n-gram."
        var text = "<figure class=\"wide\"><figcaption><h3>The most repeated shared n-grams</h3><p>\(what)"
        if gathered.phraseError > 0 {
            text +=
                " There are too many n-grams to count all at once: counts may be too low, those of records by at most "
            text += "\(CountText.grouped(gathered.phraseError))."
        }
        text += "</p></figcaption>\n"
        if gathered.phrases.isEmpty { return text + "<p>No n-gram is shared by two records or more.</p></figure>\n" }
        let shown = gathered.phrases.prefix(Self.shownPhrases)
        text += phraseTable(shown, "The most repeated shared n-grams")
        let rest = gathered.phrases.dropFirst(Self.shownPhrases)
        if !rest.isEmpty {
            text += HTML.details(
                CountText.counted(rest.count, "more phrase"), phraseTable(rest, "More repeated shared n-grams"))
        }
        return text + "</figure>\n"
    }

    private func phraseTable(_ phrases: ArraySlice<SharedPhrase>, _ title: String) -> String {
        let largest = Double(gathered.phrases.map(\.recordCount).max() ?? 1)
        var text =
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(title)\">"
        text += "<table class=\"data phrases\"><thead><tr><th scope=\"col\">Shared text</th>"
        text +=
            "<th scope=\"col\" class=\"number\">In records</th><th scope=\"col\" class=\"number\">In matches</th></tr>"
        text += "</thead><tbody>\n"
        for phrase in phrases {
            text += "<tr><th scope=\"row\"><bdi>\(HTML.text(Self.shortened(phrase.text)))</bdi></th>"
            text += "<td class=\"number\">\(CountText.grouped(phrase.recordCount))"
            text += "<svg class=\"chart record\" aria-hidden=\"true\" width=\"100%\" height=\"4\">"
            text += SVG.bar(Double(phrase.recordCount), of: largest, y: 0, height: 4) + "</svg></td>"
            text += "<td class=\"number\">\(CountText.grouped(phrase.matchCount))</td></tr>\n"
        }
        return text + "</tbody></table></div>\n"
    }

    /// White space as one space, and a bounded length.
    private static func shortened(_ phrase: String) -> String {
        let words = phrase.unicodeScalars.prefix(2_000).split { $0.properties.isWhitespace }
        let text = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
        return DisplayWidth.shorten(text, to: 280)
    }
}
