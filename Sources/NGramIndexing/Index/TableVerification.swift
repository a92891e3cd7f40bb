import ByteIO

/// Tokenises every text of an index again, for what its table has to say.
final class TextVerification {
    private let index: NGramIndex
    /// The hash of the n-gram that begins at each place, by place; undefined where none begins.
    private(set) var hashes: [UInt64] = []
    /// Whether an n-gram begins at each place.
    private var beginsNGram: [Bool] = []
    private(set) var ngramPlaceCount = 0
    private var filter: FilterWords
    let tokens: TokenNumbers

    init(_ index: NGramIndex) throws(AssayError) {
        self.index = index
        tokens = TokenNumbers(limit: .max, path: index.path)
        let wordCount = Int(index.filterWordCount)
        filter = FilterWords(0..<wordCount, of: wordCount)
    }

    /// Whether an n-gram begins at `place`.
    func hasNGram(at place: Int) -> Bool { place < beginsNGram.count && beginsNGram[place] }

    func run(_ isStopped: () -> Bool) throws(AssayError) {
        var tokenizer = Tokenizer(profile: index.profile)
        var text = TokenizedText()
        var byteCount = 0
        var short: [(hash: UInt64, number: Int)] = []
        for number in 0..<index.textCount {
            if number & 0xFFF == 0 { try index.stop(isStopped) }
            let bytes = try index.text(number)
            byteCount += bytes.count
            text.removeAll()
            tokenizer.tokenize(bytes.span, into: &text)
            let expected = try index.tokenCount(ofText: number)
            guard text.count == expected else {
                throw index.damaged(.tokenStarts, "text \(number) has \(text.count) tokens, not \(expected)")
            }
            let base = hashes.count
            hashes.append(contentsOf: repeatElement(0, count: text.count))
            beginsNGram.append(contentsOf: repeatElement(false, count: text.count))
            index.hashing.forEach(in: text.hashes) { position, hash in
                hashes[base + position] = hash
                beginsNGram[base + position] = true
                ngramPlaceCount += 1
            }
            if text.count >= index.n { index.windows.forEach(in: text.hashes) { filter.add($0) } }
            try tokens.append(text)
            if text.count > 0, text.count < index.n { short.append((index.hashing.whole(text), number)) }
        }
        guard byteCount == index.textByteCount else {
            throw index.damaged(.counts, "the texts have \(byteCount) bytes")
        }
        try checkFilter()
        try checkShortTexts(short)
    }

    private func checkFilter() throws(AssayError) {
        let index = self.index
        let section = index.bytes(.filter)
        for (number, word) in filter.words.enumerated()
        where section.uint64(at: 8 * number) != UInt64(littleEndian: word) {
            throw index.damaged(.filter, "word \(number) is not that of the texts' windows")
        }
    }

    private func checkShortTexts(_ texts: [(hash: UInt64, number: Int)]) throws(AssayError) {
        let sorted = texts.sorted { ($0.hash, $0.number) < ($1.hash, $1.number) }
        let index = self.index
        let rows = index.bytes(.shortTexts)
        let rowByteCount = IndexFormat.shortTextByteCount
        guard rows.byteCount == rowByteCount * sorted.count else { throw index.damaged(.shortTexts) }
        for (row, text) in sorted.enumerated() {
            let offset = rowByteCount * row
            guard rows.uint64(at: offset) == text.hash, Int(rows.uint32(at: offset + 8)) == text.number else {
                throw index.damaged(.shortTexts, "row \(row) is not that of text \(text.number)")
            }
        }
    }
}

/// Checks the filter and the table: that each n-gram of each text is an entry, once, and nothing else is.
struct TableVerification {
    let index: NGramIndex
    let texts: TextVerification

    func run(_ isStopped: () -> Bool) throws(AssayError) {
        var walk = Walk(placeCount: texts.hashes.count)
        for bucket in 0..<Int(index.bucketCount) {
            if bucket & 0xFFFF == 0 { try index.stop(isStopped) }
            let entries = try index.entries(ofBucket: bucket)
            guard entries.lowerBound == walk.entryCount else {
                throw index.damaged(.buckets, "bucket \(bucket) does not begin where the one before ends")
            }
            for entry in entries { try check(entry, bucket: bucket, &walk) }
            walk.entryCount = entries.upperBound
        }
        guard walk.entryCount == index.distinctNGramCount else {
            throw index.damaged(.buckets, "entries are in no bucket")
        }
        guard walk.placeCount == texts.ngramPlaceCount else {
            throw index.damaged(.entries, "n-grams of the texts are missing")
        }
        var linkCount = 0
        for run in 0..<index.columns.runLengths.count {
            linkCount += (index.columns.runLengths.number(at: run) ?? 0) + 1
        }
        guard linkCount == texts.ngramPlaceCount - index.distinctNGramCount else {
            throw index.damaged(.postingLengths, "there are runs of n-grams that stand once")
        }
    }

    private struct Walk {
        var entryCount = 0
        /// The places that an entry leads to.
        var isSeen: [Bool]
        var placeCount = 0
        var runs = PlaceRunReader()
        /// The entry before.
        var hash: UInt64 = 0
        var place = -1
        /// The tokens of the entries of that hash, where there are several.
        var sameHash: Set<[UInt8]> = []

        init(placeCount: Int) { isSeen = [Bool](repeating: false, count: placeCount) }
    }

    private func check(_ entry: Int, bucket: Int, _ walk: inout Walk) throws(AssayError) {
        let first = try index.firstPlace(ofEntry: entry)
        guard texts.hasNGram(at: first) else { throw index.damaged(.entries, "entry \(entry) leads to no n-gram") }
        let hash = texts.hashes[first]
        let width = index.columns.fingerprints.width
        guard Int(IndexFormat.reduce(hash, below: index.bucketCount)) == bucket else {
            throw index.damaged(.buckets, "entry \(entry) is in the wrong bucket")
        }
        guard index.columns.fingerprints.number(at: entry) == Int(IndexFormat.fingerprint(hash, bitCount: width)) else {
            throw index.damaged(.fingerprints, "entry \(entry) has other bits than its n-gram")
        }
        guard entry == 0 || (walk.hash, walk.place) < (hash, first) else {
            throw index.damaged(.entries, "entry \(entry) is out of order")
        }
        if entry > 0, hash == walk.hash {
            var bytes: [UInt8] = []
            try texts.tokens.read(from: first, count: index.n, into: &bytes)
            if walk.sameHash.isEmpty {
                var before: [UInt8] = []
                try texts.tokens.read(from: walk.place, count: index.n, into: &before)
                walk.sameHash = [before]
            }
            guard walk.sameHash.insert(bytes).inserted else {
                throw index.damaged(.entries, "entry \(entry) is there twice")
            }
        } else if !walk.sameHash.isEmpty {
            walk.sameHash = []
        }
        walk.hash = hash
        walk.place = first
        try checkPlaces(entry, first, &walk)
    }

    /// Every place an entry leads to has its n-gram, and no other entry leads there.
    private func checkPlaces(_ entry: Int, _ first: Int, _ walk: inout Walk) throws(AssayError) {
        var next: Int? = first
        while let place = next {
            guard texts.hasNGram(at: place), !walk.isSeen[place] else {
                throw index.damaged(.postingTargets, "entry \(entry) leads to place \(place)")
            }
            guard try texts.tokens.areEqual(first, place, count: index.n) else {
                throw index.damaged(.postings, "place \(place) has another n-gram")
            }
            walk.isSeen[place] = true
            walk.placeCount += 1
            next = try walk.runs.nextPlace(after: place, in: index)
        }
    }
}
