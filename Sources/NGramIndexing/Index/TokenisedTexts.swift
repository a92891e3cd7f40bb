import ByteIO

/// The tokens of all distinct texts of an index under construction, and the tables made from them.
struct TokenisedTexts {
    private let hashing: NGramHash
    private let n: Int
    private var builder: NGramTableBuilder
    /// The tokens before each text, and of all.
    private var tokenStarts: [UInt32] = [0]
    /// All texts' tokens in a row, their hashes dropped.
    private var normalised: [UInt8] = []
    private var normalisedEnds: [Int] = []
    private(set) var shortTexts: [UInt8] = []

    init(_ texts: [[UInt8]], settings: IndexSettings, path: String) throws(AssayError) {
        hashing = NGramHash(n: settings.n, bitCount: settings.hashBitCount)
        n = settings.n
        builder = NGramTableBuilder(hashing: hashing)
        var tokenizer = Tokenizer(profile: settings.profile)
        var text = TokenizedText()
        var short: [(hash: UInt64, number: UInt32)] = []
        for (number, bytes) in texts.enumerated() {
            guard bytes.count < Int(UInt32.max) else {
                throw AssayError("an item text is larger than 4 GiB; leave it out or cut it", path: path)
            }
            text.removeAll()
            tokenizer.tokenize(bytes.span, into: &text)
            builder.add(text, tokenStart: tokenCount)
            let base = normalised.count
            normalised += text.normalised
            for end in text.normalisedEnds { normalisedEnds.append(base + Int(end)) }
            if text.count > 0, text.count < n {
                short.append((hashing.whole(text), UInt32(truncatingIfNeeded: number)))
            }
            guard normalisedEnds.count < Int(IndexFormat.postingsFlag) else {
                throw AssayError("more than 2,147,483,647 tokens of item text; build several indexes", path: path)
            }
            tokenStarts.append(UInt32(truncatingIfNeeded: normalisedEnds.count))
        }
        short.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
        for each in short {
            shortTexts.appendLittleEndian(each.hash)
            shortTexts.appendLittleEndian(each.number)
        }
    }

    var tokenCount: Int { Int(tokenStarts[tokenStarts.count - 1]) }

    func tokenCount(of text: Int) -> Int { Int(tokenStarts[text + 1] - tokenStarts[text]) }

    var tokenStartBytes: [UInt8] {
        var bytes: [UInt8] = []
        for start in tokenStarts { bytes.appendLittleEndian(start) }
        return bytes
    }

    /// The filter, the table and the postings, as they stand in the file.
    struct Table {
        var filter: [UInt8] = []
        var bucketCount = 1
        var buckets: [UInt8] = []
        var entries: [UInt8] = []
        var postings: [UInt8] = []
        var entryCount = 0
    }

    consuming func makeTable() -> Table {
        var distinct: [(hash: UInt64, place: UInt32)] = []
        var table = Table()
        let normalised = self.normalised
        let ends = self.normalisedEnds
        let n = self.n
        func bytes(_ place: UInt32) -> ArraySlice<UInt8> {
            normalised[(place == 0 ? 0 : ends[Int(place) - 1])..<ends[Int(place) + n - 1]]
        }
        builder.forEachDistinct(areEqual: { bytes($0) == bytes($1) }) { entry in
            guard entry.places.count > 1, let first = entry.places.first else {
                distinct.append((entry.hash, entry.places[entry.places.startIndex]))
                return
            }
            distinct.append((entry.hash, IndexFormat.postingsFlag | UInt32(truncatingIfNeeded: table.postings.count)))
            Varint.append(UInt64(entry.places.count), to: &table.postings)
            Varint.append(UInt64(first), to: &table.postings)
            for (place, next) in zip(entry.places, entry.places.dropFirst()) {
                Varint.append(UInt64(next - place), to: &table.postings)
            }
        }
        table.entryCount = distinct.count
        table.bucketCount = max(1, distinct.count / IndexFormat.entriesPerBucket)
        let bucketCount = UInt64(table.bucketCount)
        let wordCount = UInt64(max(1, (distinct.count * IndexFormat.filterBitsPerNGram + 63) / 64))
        var filter = [UInt64](repeating: 0, count: Int(wordCount))
        var bucket = 0
        table.buckets.appendLittleEndian(UInt32(0))
        for (number, entry) in distinct.enumerated() {
            let its = Int(IndexFormat.reduce(entry.hash, below: bucketCount))
            while bucket < its {
                table.buckets.appendLittleEndian(UInt32(truncatingIfNeeded: number))
                bucket += 1
            }
            table.entries.appendLittleEndian(IndexFormat.fingerprint(entry.hash, bucketCount: bucketCount))
            table.entries.appendLittleEndian(entry.place)
            let place = IndexFormat.filterBits(entry.hash, wordCount: wordCount)
            filter[place.word] |= place.bits
        }
        while bucket < table.bucketCount {
            table.buckets.appendLittleEndian(UInt32(truncatingIfNeeded: distinct.count))
            bucket += 1
        }
        for word in filter { table.filter.appendLittleEndian(word) }
        return table
    }
}
