package import ByteIO

/// Finds what a record and the items of an index have in common. One worker owns one.
package struct RecordMatcher {
    private let index: NGramIndex
    private let matchesShortTexts: Bool
    private var tokenizer: Tokenizer
    private var scan: CandidateScan
    private let places: PlaceReader
    private var runs = PlaceRunReaders()
    private var matcher: TextMatcher
    private var units: [TokenizedText] = []
    /// Where each unit's candidates end among those of the record.
    private var probeEnds: [Int] = []
    private var candidates: [NGramCandidate] = []
    private var shortCandidates: [Int] = []
    private var hits: [Hit] = []
    /// The texts that hits were confirmed on.
    private var confirmedTexts: [PlacedText] = []
    private var placements: [Placement] = []
    /// Entry and number of each hit, sorted.
    private var entryOrder: [UInt64] = []
    /// The hits of each entry, where they are grouped.
    private var entryHits: [Range<Int>] = []

    /// - Parameter matchesShortTexts: whether texts shorter than n match a unit that equals them.
    package init(index: NGramIndex, cache: IndexedTextCache, matchesShortTexts: Bool, maximumPairCount: Int = 1 << 20) {
        self.index = index
        places = PlaceReader(index: index, cache: cache)
        self.matchesShortTexts = matchesShortTexts
        tokenizer = Tokenizer(profile: index.profile)
        scan = CandidateScan(index: index)
        matcher = TextMatcher(maximumPairCount: maximumPairCount)
    }

    /// What the record made of `unitRanges` of `text` shares with the index; `nil` where that is nothing.
    ///
    /// A record without a candidate is read once and allocates nothing.
    package mutating func match(_ text: Span<UInt8>, unitRanges: [Range<Int>]) throws(AssayError) -> RecordMatch? {
        guard try mayMatch(text, unitRanges: unitRanges) else { return nil }
        let unitCount = unitRanges.count
        for (number, range) in unitRanges.enumerated() {
            if number == units.count { units.append(TokenizedText(keepsHashes: false)) }
            units[number].removeAll()
            tokenizer.tokenize(text.extracting(range), into: &units[number])
        }
        if units.count > unitCount { units.removeLast(units.count - unitCount) }
        var textMatches = try ngramMatches()
        if matchesShortTexts { textMatches += try shortMatches() }
        if textMatches.isEmpty { return nil }
        let items = try ItemGathering(index: index, units: units, matches: textMatches).gather()
        return RecordMatch(recordHash: recordHash(), items: items)
    }

    /// Lists the record's candidates; whether there is one, or a unit that may be equal to a short text.
    private mutating func mayMatch(_ text: Span<UInt8>, unitRanges: [Range<Int>]) throws(AssayError) -> Bool {
        scan.removeAll()
        probeEnds.removeAll(keepingCapacity: true)
        var hasShortUnit = false
        for range in unitRanges {
            try scan.read(text.extracting(range), &tokenizer)
            probeEnds.append(scan.probes.count)
            if scan.tokenCount > 0, scan.tokenCount < index.n { hasShortUnit = true }
        }
        return !scan.probes.isEmpty || matchesShortTexts && hasShortUnit
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
        // An entry has one first place: where these rise from hit to hit, as in a text that was copied, none comes twice.
        if hits.isSorted(by: { $0.place < $1.place }) {
            for number in hits.indices { try place(number..<number + 1) }
        } else {
            groupHits()
            for hits in entryHits { try place(hits) }
        }
        // By place: a text's are together then, and it is looked for once.
        placements.sortUnlessSorted { $0.place < $1.place }
        confirmedTexts.sortUnlessSorted { $0.places.lowerBound < $1.places.lowerBound }
        var matches: [TextMatch] = []
        var start = 0
        var known = 0
        while start < placements.count {
            let place = placements[start].place
            while known < confirmedTexts.count, confirmedTexts[known].places.upperBound <= place { known += 1 }
            let isKnown = known < confirmedTexts.count && confirmedTexts[known].places.contains(place)
            let text = isKnown ? confirmedTexts[known] : try places.text(holding: place, &tokenizer)
            var end = start + 1
            while end < placements.count, text.places.contains(placements[end].place) { end += 1 }
            guard placements[end - 1].place + index.n <= text.places.upperBound else { throw index.damaged(.postings) }
            matches.append(
                matcher.match(placements[start..<end], in: text, hits: hits, units: units, n: index.n))
            start = end
        }
        return matches
    }

    /// Lists the places of an entry, given its hits.
    private mutating func place(_ hits: Range<Int>) throws(AssayError) {
        let hit = self.hits[hits.lowerBound]
        let first = placements.count
        placements.append(Placement(place: hit.place, entry: hit.entry, isOnlyPlace: true, hits: hits))
        var last = hit.place
        while let next = try runs.nextPlace(after: last, hop: placements.count - first - 1, in: index) {
            placements.append(Placement(place: next, entry: hit.entry, isOnlyPlace: false, hits: hits))
            last = next
        }
        if placements.count > first + 1 { placements[first].isOnlyPlace = false }
    }

    /// Puts hits of the same entry together, and lists each entry's in the order in which the record first has them:
    /// neighbouring n-grams mostly stand at neighbouring places in all texts.
    private mutating func groupHits() {
        entryHits.removeAll(keepingCapacity: true)
        entryOrder.removeAll(keepingCapacity: true)
        for (number, hit) in hits.enumerated() { entryOrder.append(UInt64(hit.entry) << 32 | UInt64(number)) }
        entryOrder.sort()
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
        for group in groups { entryHits.append(group.hits) }
    }

    /// Looks every unit's candidates up and confirms them on the tokens.
    ///
    /// One step at a time for all of a unit's n-grams, so that the loads of one do not wait for those of another.
    private mutating func findHits() throws(AssayError) {
        hits.removeAll(keepingCapacity: true)
        confirmedTexts.removeAll(keepingCapacity: true)
        var start = 0
        for unit in units.indices {
            let probes = start..<probeEnds[unit]
            start = probes.upperBound
            if probes.isEmpty { continue }
            candidates.removeAll(keepingCapacity: true)
            try index.appendCandidates(of: &scan.probes, in: probes, to: &candidates)
            try index.findPlaces(of: &candidates)
            try confirmCandidates(ofUnit: unit)
        }
    }

    /// Notes a hit for each of the candidates that is the n-gram at its position of the unit.
    ///
    /// Candidates that follow each other in the unit and in a text are compared as one run of tokens, and one by one only
    /// where that is not equal.
    private mutating func confirmCandidates(ofUnit unit: Int) throws(AssayError) {
        let n = index.n
        var start = 0
        var lastPosition = -1
        while start < candidates.count {
            let first = candidates[start]
            if first.position == lastPosition {
                start += 1
                continue
            }
            let text = try confirmingText(holding: first.place)
            var end = start + 1
            while end < candidates.count, candidates[end].position == first.position + end - start,
                candidates[end].place == first.place + end - start, candidates[end].place + n <= text.places.upperBound
            { end += 1 }
            guard first.place + n <= text.places.upperBound else { throw index.damaged(.entries) }
            let isRun = isEqual(first, in: text, unit: unit, tokenCount: end - start + n - 1)
            for candidate in candidates[start..<end]
            where isRun || isEqual(candidate, in: text, unit: unit, tokenCount: n) {
                hits.append(
                    Hit(entry: candidate.entry, unit: unit, position: candidate.position, place: candidate.place))
                lastPosition = candidate.position
            }
            start = end
        }
    }

    /// Whether so many tokens from the candidate's position of the unit on are those at its place of the text.
    private func isEqual(_ candidate: NGramCandidate, in text: PlacedText, unit: Int, tokenCount: Int) -> Bool {
        units[unit].equals(
            from: candidate.position, text.text.tokens, from: candidate.place - text.places.lowerBound,
            count: tokenCount)
    }

    private mutating func confirmingText(holding place: Int) throws(AssayError) -> PlacedText {
        if let last = confirmedTexts.last, last.places.contains(place) { return last }
        let text = try places.text(holding: place, &tokenizer)
        confirmedTexts.append(text)
        return text
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
