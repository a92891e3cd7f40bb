package import ByteIO

/// Finds what a record and the items of an index have in common. One worker owns one.
package struct RecordMatcher {
    private let index: NGramIndex
    private let matchesShortTexts: Bool
    private var tokenizer: Tokenizer
    private var scan: CandidateScan
    private var places: PlaceReader
    private var runs = PlaceRunReader()
    private var matcher = TextMatcher()
    private var units: [TokenizedText] = []
    private var candidates: [Int] = []
    private var hits: [Hit] = []

    /// - Parameter matchesShortTexts: whether texts shorter than n match a unit that equals them.
    package init(index: NGramIndex, cache: IndexedTextCache, matchesShortTexts: Bool, maximumPairCount: Int = 1 << 20) {
        self.index = index
        places = PlaceReader(index: index, cache: cache)
        self.matchesShortTexts = matchesShortTexts
        tokenizer = Tokenizer(profile: index.profile)
        scan = CandidateScan(index: index)
        matcher = TextMatcher(maximumPairCount: maximumPairCount)
    }

    /// Whether the unit may share an n-gram, or be equal to a short text: `false` is certain.
    package mutating func mayMatch(_ unit: Span<UInt8>) throws(AssayError) -> Bool {
        scan.reset()
        tokenizer.tokenize(unit, into: &scan)
        scan.finish()
        if let failure = scan.failure { throw failure }
        if scan.hasCandidate { return true }
        return matchesShortTexts && scan.tokenCount > 0 && scan.tokenCount < index.n
    }

    /// What the record made of `unitRanges` of `text` shares with the index; `nil` where that is nothing.
    package mutating func match(_ text: Span<UInt8>, unitRanges: [Range<Int>]) throws(AssayError) -> RecordMatch? {
        let unitCount = unitRanges.count
        for (number, range) in unitRanges.enumerated() {
            if number == units.count { units.append(TokenizedText()) }
            units[number].removeAll()
            tokenizer.tokenize(text.extracting(range), into: &units[number])
        }
        if units.count > unitCount { units.removeLast(units.count - unitCount) }
        var textMatches = try ngramMatches()
        if matchesShortTexts { textMatches += try shortMatches() }
        if textMatches.isEmpty { return nil }
        let items = try ItemGathering(index: index, units: units).gather(textMatches)
        return RecordMatch(recordHash: recordHash(), items: items)
    }

    private func recordHash() -> Hash128 {
        var stream = XXH3Stream()
        let unitEnd: [UInt8] = [0xFE]
        for unit in units {
            stream.update(unit.normalised.span)
            stream.update(unitEnd.span)
        }
        return stream.digest128()
    }

    private mutating func ngramMatches() throws(AssayError) -> [TextMatch] {
        try findHits()
        if hits.isEmpty { return [] }
        hits.sort { ($0.entry, $0.unit, $0.position) < ($1.entry, $1.unit, $1.position) }
        var placements: [Placement] = []
        var entryPlaces: [Int] = []
        var start = 0
        while start < hits.count {
            let entry = hits[start].entry
            var end = start + 1
            while end < hits.count, hits[end].entry == entry { end += 1 }
            entryPlaces.removeAll(keepingCapacity: true)
            try index.places(ofEntry: entry, into: &entryPlaces, &runs)
            for place in entryPlaces {
                let located = try places.locate(place)
                placements.append(
                    Placement(text: located.text, position: located.position, entry: entry, hits: start..<end))
            }
            start = end
        }
        placements.sort { ($0.text, $0.position) < ($1.text, $1.position) }
        var matches: [TextMatch] = []
        start = 0
        while start < placements.count {
            let text = placements[start].text
            var end = start + 1
            while end < placements.count, placements[end].text == text { end += 1 }
            let tokens = try places.text(text, &tokenizer)
            guard placements[end - 1].position + index.n <= tokens.tokens.count else { throw index.damaged(.postings) }
            matches.append(
                matcher.match(placements[start..<end], tokens: tokens, hits: hits, units: units, n: index.n))
            start = end
        }
        return matches
    }

    /// Looks every unit's n-grams up where the filter does not deny them, and confirms them on the tokens.
    private mutating func findHits() throws(AssayError) {
        hits.removeAll(keepingCapacity: true)
        let n = index.n
        for (unitNumber, unit) in units.enumerated() where unit.count >= n {
            for window in stride(from: 0, through: unit.count - index.windows.tokenCount, by: index.windows.stride) {
                guard let positions = index.ngrams(atWindow: window, of: unit.hashes) else { continue }
                for position in positions { try confirm(position, ofUnit: unitNumber) }
            }
        }
    }

    /// Notes a hit if the n-gram at `position` of a unit is in the index.
    private mutating func confirm(_ position: Int, ofUnit unitNumber: Int) throws(AssayError) {
        let n = index.n
        try index.candidates(index.hashing.hash(units[unitNumber].hashes, at: position), into: &candidates)
        for entry in candidates {
            let place = try places.locate(try index.firstPlace(ofEntry: entry))
            let text = try places.text(place.text, &tokenizer)
            guard place.position + n <= text.tokens.count else { throw index.damaged(.entries) }
            if units[unitNumber].equals(from: position, text.tokens, from: place.position, count: n) {
                hits.append(Hit(entry: entry, unit: unitNumber, position: position))
                return
            }
        }
    }

    private mutating func shortMatches() throws(AssayError) -> [TextMatch] {
        var matches: [Int: TextMatch] = [:]
        for (number, unit) in units.enumerated() where unit.count > 0 && unit.count < index.n {
            candidates.removeAll(keepingCapacity: true)
            index.shortTextCandidates(index.hashing.whole(unit), into: &candidates)
            for text in candidates {
                let tokens = try places.text(text, &tokenizer)
                guard tokens.tokens.normalised == unit.normalised else { continue }
                let run = TokenRun(unit: number, unitPosition: 0, textPosition: 0, tokenCount: unit.count)
                var match = matches[text] ?? TextMatch(text: text, tokens: tokens)
                match.longest = unit.count
                match.coveredTokenCount = unit.count
                match.equalsWhole = true
                match.runs.append(run)
                matches[text] = match
            }
        }
        return Array(matches.values)
    }
}
