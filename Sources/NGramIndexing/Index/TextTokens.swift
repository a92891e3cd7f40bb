import ByteIO

/// The pass over all different texts of a new index: compresses them, tokenises them, and lists their n-grams.
struct TextTokens {
    /// Hashes and places of all n-grams, ready to be taken in order.
    let pairs: PairSorter
    let numbers: TokenNumbers
    let filter: FilterWriter
    private(set) var blocks: BlockWriter
    private(set) var tokenCounts: [UInt32] = []
    private var short: [(hash: UInt64, number: UInt32)] = []

    init(
        _ texts: DistinctTexts, order: [UInt32], settings: IndexSettings, memory: MemoryPlan, path: String,
        isStopped: () -> Bool
    ) throws(AssayError) {
        let hashing = NGramHash(n: settings.n, bitCount: settings.hashBitCount)
        pairs = PairSorter(limit: memory.pairs, path: path)
        numbers = TokenNumbers(limit: memory.tokens, path: path)
        filter = FilterWriter(
            hashing: WindowHash(n: settings.n, mask: hashing.mask), limit: memory.windows, path: path)
        blocks = try BlockWriter(blockByteCount: IndexFormat.textBlockByteCount, limit: memory.section, path: path)
        tokenCounts.reserveCapacity(order.count)
        var tokenizer = Tokenizer(profile: settings.profile)
        var text = TokenizedText()
        var bytes: [UInt8] = []
        for (number, source) in order.enumerated() {
            if isStopped() { throw IndexBuilder.stopped }
            try texts.read(Int(source), into: &bytes)
            try blocks.append(bytes.span)
            text.removeAll()
            tokenizer.tokenize(bytes.span, into: &text)
            try addNGrams(of: text, hashing)
            if text.count > 0, text.count < settings.n {
                short.append((hashing.whole(text), UInt32(truncatingIfNeeded: number)))
            }
            try numbers.append(text)
            tokenCounts.append(UInt32(truncatingIfNeeded: text.count))
            guard numbers.tokenCount <= IndexFormat.maximumTokenCount else {
                throw AssayError("more than 2,147,483,647 tokens of item text; build several indexes", path: path)
            }
        }
        try blocks.finish()
        try pairs.finish()
        short.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
    }

    private func addNGrams(of text: TokenizedText, _ hashing: NGramHash) throws(AssayError) {
        guard text.count >= hashing.n else { return }
        try filter.add(text.hashes)
        let first = numbers.tokenCount
        try hashing.forEach(in: text.hashes) { position, hash throws(AssayError) in
            try pairs.add(key: hash, value: UInt64(truncatingIfNeeded: first + position))
        }
    }

    /// The tokens before each text, and of all.
    func startColumn(limit: Int, path: String) throws(AssayError) -> SpillingBytes {
        var starts = MonotoneWriter(count: tokenCounts.count + 1, largest: numbers.tokenCount)
        var start = 0
        starts.append(0)
        for count in tokenCounts {
            start += Int(count)
            starts.append(start)
        }
        return try starts.finish(limit: limit, path: path)
    }

    func shortTextSection(limit: Int, path: String) throws(AssayError) -> SpillingBytes {
        let section = SpillingBytes(limit: limit, path: path)
        var bytes: [UInt8] = []
        for each in short {
            bytes.appendLittleEndian(each.hash)
            bytes.appendLittleEndian(each.number)
        }
        try section.append(bytes)
        return section
    }
}
