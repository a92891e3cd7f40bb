import ByteIO

/// Turns what a record shares with item texts into what it shares with items: several texts may belong to one item, and
/// several items may use one text.
struct ItemGathering {
    let index: NGramIndex
    let units: [TokenizedText]
    /// By text, each one once.
    private let matches: [TextMatch]

    init(index: NGramIndex, units: [TokenizedText], matches: [TextMatch]) {
        self.index = index
        self.units = units
        var sorted = matches
        sorted.sortUnlessSorted { $0.text < $1.text }
        self.matches = sorted
    }

    /// What the record shares with each item that uses one of the texts, by item number.
    func gather() throws(AssayError) -> [ItemMatch] {
        var items: [Int] = []
        for match in matches { items += try index.items(ofText: match.text) }
        if !items.isSorted(by: <) { items = items.sorted().withoutRepeats() }
        var gathered: [ItemMatch] = []
        gathered.reserveCapacity(items.count)
        for item in items { gathered.append(try itemMatch(item)) }
        return gathered
    }

    /// The place of a text's match; `nil` where it has none.
    private func place(ofText text: Int) -> Int? {
        var low = 0
        var high = matches.count
        while low < high {
            let middle = (low + high) / 2
            if matches[middle].text < text { low = middle + 1 } else { high = middle }
        }
        return low < matches.count && matches[low].text == text ? low : nil
    }

    private func itemMatch(_ item: Int) throws(AssayError) -> ItemMatch {
        var result = ItemMatch(
            item: item, longest: 0, coveredTokenCount: 0, tokenCount: 0, sharedNGramCount: 0, wholeTokenCount: 0,
            runs: [], omitsRuns: false, longestRun: 0, longestRunText: [])
        var longestRunTokenCount = 0
        var entries: [Int] = []
        var matchedTextCount = 0
        for (number, text) in try index.texts(ofItem: item).enumerated() {
            result.tokenCount += try index.tokenCount(ofText: text)
            guard let place = place(ofText: text) else { continue }
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
