import ByteIO

/// A confirmed n-gram of a record: entry `entry` of the index stands at token `position` of unit `unit`.
struct Hit {
    var entry: Int
    var unit: Int
    var position: Int
    /// The entry's first place.
    var place: Int
}

/// A place of a shared n-gram in an item text.
struct Placement {
    /// The token's number among those of all texts.
    var place: Int
    var entry: Int
    /// Whether the n-gram stands nowhere else.
    var isOnlyPlace: Bool
    /// The record's hits of that n-gram.
    var hits: Range<Int>
}

/// A common run of tokens of a unit and an item text, by token numbers.
struct TokenRun {
    var unit: Int
    var unitPosition: Int
    var textPosition: Int
    var tokenCount: Int
}

/// What a record and one item text have in common.
struct TextMatch {
    var text: Int
    var tokens: IndexedText
    var longest = 0
    var coveredTokenCount = 0
    /// The distinct shared n-grams, in any order.
    var entries: [Int] = []
    var equalsWhole = false
    var runs: [TokenRun] = []
    var omitsRuns = false
}

/// Turns the shared n-grams of a record and one item text into runs, longest and coverage.
///
/// Two positions, of the unit and of the text, lie on a diagonal; hits that follow each other on one are a run. Where text
/// repeats itself ("a a a a ...") there is a run for each pair of repeats, up to the product of the lengths: past a limit
/// only the longest run of each unit is looked for, in time linear in the lengths.
struct TextMatcher {
    /// The most pairs of places that are listed for one record and text.
    var maximumPairCount = 1 << 20
    /// The most runs that are kept for one record and text.
    static let maximumRunCount = 64

    /// Consecutive places of the text that stand at consecutive places of the unit.
    private struct Segment {
        var unit: Int
        var diagonal: Int
        var positions: Range<Int>
    }

    private var segments: [Segment] = []

    init(maximumPairCount: Int = 1 << 20) { self.maximumPairCount = maximumPairCount }

    /// - Parameters:
    ///   - placements: the shared n-grams' places in the text, ascending.
    ///   - hits: all hits of the record, by entry.
    mutating func match(
        _ placements: ArraySlice<Placement>, in text: PlacedText, hits: [Hit], units: [TokenizedText], n: Int
    ) -> TextMatch {
        let (tokens, firstPlace) = (text.text, text.places.lowerBound)
        var result = TextMatch(text: text.number, tokens: tokens)
        var coveredEnd = 0
        var pairCount = 0
        var mayRepeat = false
        for placement in placements {
            let position = placement.place - firstPlace
            let end = position + n
            result.coveredTokenCount += end - max(coveredEnd, position)
            coveredEnd = end
            mayRepeat = mayRepeat || !placement.isOnlyPlace
            pairCount += placement.hits.count
        }
        result.entries = placements.map(\.entry)
        if mayRepeat { result.entries = result.entries.sorted().withoutRepeats() }
        result.equalsWhole = units.contains {
            $0.count == tokens.tokens.count && $0.equals(from: 0, tokens.tokens, from: 0, count: $0.count)
        }
        if pairCount <= maximumPairCount {
            result.runs = runs(placements, firstPlace: firstPlace, hits: hits, n: n)
        } else {
            result.omitsRuns = true
            var finder = LongestRunFinder(tokens.tokens)
            for (number, unit) in units.enumerated() {
                let run = finder.longestRun(in: unit)
                guard run.tokenCount >= n else { continue }
                result.runs.append(
                    TokenRun(
                        unit: number, unitPosition: run.position, textPosition: run.textPosition,
                        tokenCount: run.tokenCount))
            }
        }
        for run in result.runs { result.longest = max(result.longest, run.tokenCount) }
        if result.runs.count > Self.maximumRunCount {
            result.omitsRuns = true
            result.runs.sort {
                ($1.tokenCount, $0.unit, $0.unitPosition, $0.textPosition)
                    < ($0.tokenCount, $1.unit, $1.unitPosition, $1.textPosition)
            }
            result.runs.removeLast(result.runs.count - Self.maximumRunCount)
        }
        result.runs.sortUnlessSorted {
            ($0.unit, $0.unitPosition, $0.textPosition) < ($1.unit, $1.unitPosition, $1.textPosition)
        }
        return result
    }

    private mutating func runs(
        _ placements: ArraySlice<Placement>, firstPlace: Int, hits: [Hit], n: Int
    ) -> [TokenRun] {
        segments.removeAll(keepingCapacity: true)
        // The last segment, which the next pair of places mostly extends.
        var last: Segment?
        for placement in placements {
            let position = placement.place - firstPlace
            for number in placement.hits {
                let hit = hits[number]
                let diagonal = hit.position - position
                if last?.unit == hit.unit, last?.diagonal == diagonal, let known = last?.positions,
                    known.upperBound == position
                {
                    last?.positions = known.lowerBound..<position + 1
                } else {
                    if let last { segments.append(last) }
                    last = Segment(unit: hit.unit, diagonal: diagonal, positions: position..<position + 1)
                }
            }
        }
        if let last { segments.append(last) }
        segments.sortUnlessSorted {
            ($0.unit, $0.diagonal, $0.positions.lowerBound) < ($1.unit, $1.diagonal, $1.positions.lowerBound)
        }
        var runs: [TokenRun] = []
        var start = 0
        while start < segments.count {
            let first = segments[start]
            var positions = first.positions
            start += 1
            while start < segments.count, segments[start].unit == first.unit,
                segments[start].diagonal == first.diagonal, segments[start].positions.lowerBound == positions.upperBound
            {
                positions = positions.lowerBound..<segments[start].positions.upperBound
                start += 1
            }
            runs.append(
                TokenRun(
                    unit: first.unit, unitPosition: positions.lowerBound + first.diagonal,
                    textPosition: positions.lowerBound, tokenCount: positions.count + n - 1))
        }
        return runs
    }
}

extension Array {
    /// Whether each element precedes the next: in strictly rising order.
    func isSorted(by precedes: (Element, Element) -> Bool) -> Bool {
        indices.dropFirst().allSatisfy { precedes(self[$0 - 1], self[$0]) }
    }

    /// Sorts what is not sorted yet: what one run of tokens gives is, and finding that out costs less than sorting it again.
    mutating func sortUnlessSorted(by precedes: (Element, Element) -> Bool) {
        if !isSorted(by: precedes) { sort(by: precedes) }
    }
}

extension [Int] {
    /// A sorted array's elements, once each.
    func withoutRepeats() -> [Int] {
        var kept: [Int] = []
        kept.reserveCapacity(count)
        for element in self where kept.last != element { kept.append(element) }
        return kept
    }
}
