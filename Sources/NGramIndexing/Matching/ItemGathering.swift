import ByteIO

/// Turns what a record shares with item texts into what it shares with items: several texts may belong to one item, and
/// several items may use one text.
struct ItemGathering {
    let index: NGramIndex
    let units: [TokenizedText]

    func gather(_ matches: [TextMatch]) throws(AssayError) -> [ItemMatch] {
        var byText: [Int: Int] = [:]
        var items: [Int] = []
        for (number, match) in matches.enumerated() {
            byText[match.text] = number
            items += try index.items(ofText: match.text)
        }
        items.sort()
        var gathered: [ItemMatch] = []
        gathered.reserveCapacity(items.count)
        for item in items.withoutRepeats() { gathered.append(try itemMatch(item, matches, byText)) }
        return gathered
    }

    private func itemMatch(_ item: Int, _ matches: [TextMatch], _ byText: [Int: Int]) throws(AssayError) -> ItemMatch {
        var result = ItemMatch(
            item: item, longest: 0, coveredTokenCount: 0, tokenCount: 0, sharedNGramCount: 0, wholeTokenCount: 0,
            runs: [], omitsRuns: false, longestRun: 0, longestRunText: [])
        var longestRunTokenCount = 0
        var entries: [Int] = []
        var matchedTextCount = 0
        for (number, text) in try index.texts(ofItem: item).enumerated() {
            result.tokenCount += try index.tokenCount(ofText: text)
            guard let place = byText[text] else { continue }
            let match = matches[place]
            matchedTextCount += 1
            result.longest = max(result.longest, match.longest)
            result.coveredTokenCount += match.coveredTokenCount
            if match.equalsWhole { result.wholeTokenCount = max(result.wholeTokenCount, match.tokens.tokens.count) }
            result.omitsRuns = result.omitsRuns || match.omitsRuns
            entries += match.entries
            for run in match.runs {
                if run.tokenCount > longestRunTokenCount {
                    longestRunTokenCount = run.tokenCount
                    result.longestRun = result.runs.count
                    result.longestRunText = match.tokens.bytes
                }
                result.runs.append(
                    Run(
                        unit: run.unit,
                        unitByteRange: units[run.unit].byteRange(from: run.unitPosition, count: run.tokenCount),
                        itemText: number,
                        itemByteRange: match.tokens.tokens.byteRange(from: run.textPosition, count: run.tokenCount),
                        tokenCount: run.tokenCount))
            }
        }
        if matchedTextCount > 1 {
            entries.sort()
            entries = entries.withoutRepeats()
        }
        result.sharedNGramCount = entries.count
        return result
    }
}
