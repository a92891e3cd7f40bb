package import ByteIO

/// Finds what a record and the items of an index have in common. One worker owns one.
package struct RecordMatcher {
    private let index: NGramIndex
    private let matchesShortTexts: Bool
    private var tokenizer: Tokenizer
    private var scan: CandidateScan
    private let places: PlaceReader
    private var runs = PlaceRunReaders()
    private var matcher = TextMatcher()
    private var units: [TokenizedText] = []
    private var probes: [NGramProbe] = []
    private var candidates: [NGramCandidate] = []
    private var shortCandidates: [Int] = []
    private var hits: [Hit] = []
    private var placements: [Placement] = []
    /// Entry and number of each hit, sorted.
    private var entryOrder: [UInt64] = []
    private var entryPlaces: [Int] = []

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
        placements.removeAll(keepingCapacity: true)
        for hits in hitsByEntry() {
            let entry = self.hits[hits.lowerBound].entry
            entryPlaces.removeAll(keepingCapacity: true)
            try index.places(ofEntry: entry, into: &entryPlaces, &runs)
            for place in entryPlaces { placements.append(Placement(place: place, entry: entry, hits: hits)) }
        }
        // By place: a text's are together then, and it is looked for once.
        placements.sort { $0.place < $1.place }
        var matches: [TextMatch] = []
        var start = 0
        while start < placements.count {
            let text = try places.text(holding: placements[start].place, &tokenizer)
            var end = start + 1
            while end < placements.count, text.places.contains(placements[end].place) { end += 1 }
            guard placements[end - 1].place + index.n <= text.places.upperBound else { throw index.damaged(.postings) }
            matches.append(
                matcher.match(placements[start..<end], in: text, hits: hits, units: units, n: index.n))
            start = end
        }
        return matches
    }

    /// Puts hits of the same entry together, and gives each entry's, in the order in which the record first has them:
    /// neighbouring n-grams mostly stand at neighbouring places in all texts.
    private mutating func hitsByEntry() -> [Range<Int>] {
        entryOrder.removeAll(keepingCapacity: true)
        for (number, hit) in hits.enumerated() { entryOrder.append(UInt64(hit.entry) << 32 | UInt64(number)) }
        entryOrder.sort()
        var isRepeated = false
        for number in entryOrder.indices.dropFirst() where entryOrder[number] >> 32 == entryOrder[number - 1] >> 32 {
            isRepeated = true
        }
        // They come by unit and position; most records have an n-gram once.
        if !isRepeated { return hits.indices.map { $0..<$0 + 1 } }
        let unsorted = hits
        hits.removeAll(keepingCapacity: true)
        var groups: [(first: UInt32, hits: Range<Int>)] = []
        for key in entryOrder {
            let hit = unsorted[Int(truncatingIfNeeded: key & 0xFFFF_FFFF)]
            if let last = hits.last, last.entry == hit.entry {
                groups[groups.count - 1].hits = groups[groups.count - 1].hits.lowerBound..<hits.count + 1
            } else {
                groups.append((UInt32(truncatingIfNeeded: key), hits.count..<hits.count + 1))
            }
            hits.append(hit)
        }
        groups.sort { $0.first < $1.first }
        return groups.map(\.hits)
    }

    /// Looks every unit's n-grams up where the filter does not deny them, and confirms them on the tokens.
    ///
    /// One step at a time for all of a unit's n-grams, so that the loads of one do not wait for those of another.
    private mutating func findHits() throws(AssayError) {
        hits.removeAll(keepingCapacity: true)
        for (unitNumber, unit) in units.enumerated() where unit.count >= index.n {
            candidates.removeAll(keepingCapacity: true)
            probes.removeAll(keepingCapacity: true)
            for window in stride(from: 0, through: unit.count - index.windows.tokenCount, by: index.windows.stride) {
                guard let positions = index.ngrams(atWindow: window, of: unit.hashes) else { continue }
                for position in positions {
                    probes.append(
                        NGramProbe(position: position, hash: index.hashing.hash(unit.hashes, at: position)))
                }
            }
            try index.appendCandidates(of: &probes, to: &candidates)
            try index.findPlaces(of: &candidates)
            try confirm(unit, number: unitNumber)
        }
    }

    /// Notes a hit for each of the candidates that is the n-gram at its position of the unit.
    private mutating func confirm(_ unit: TokenizedText, number: Int) throws(AssayError) {
        let n = index.n
        var text: PlacedText?
        var last: NGramCandidate?
        for candidate in candidates where candidate.position != last?.position {
            if text?.places.contains(candidate.place) != true {
                text = try places.text(holding: candidate.place, &tokenizer)
            }
            guard let text, candidate.place + n <= text.places.upperBound else { throw index.damaged(.entries) }
            // Right behind an n-gram that was confirmed, in the unit and in the text, all but the last token were compared
            // with that one.
            let isNext =
                last.map { $0.position == candidate.position - 1 && $0.place == candidate.place - 1 } ?? false
                && candidate.place > text.places.lowerBound
            let equalCount = isNext ? n - 1 : 0
            let isEqual = unit.equals(
                from: candidate.position + equalCount, text.text.tokens,
                from: candidate.place - text.places.lowerBound + equalCount, count: n - equalCount)
            guard isEqual else { continue }
            hits.append(Hit(entry: candidate.entry, unit: number, position: candidate.position))
            last = candidate
        }
    }

    private mutating func shortMatches() throws(AssayError) -> [TextMatch] {
        var matches: [Int: TextMatch] = [:]
        for (number, unit) in units.enumerated() where unit.count > 0 && unit.count < index.n {
            shortCandidates.removeAll(keepingCapacity: true)
            index.shortTextCandidates(index.hashing.whole(unit), into: &shortCandidates)
            for text in shortCandidates {
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
