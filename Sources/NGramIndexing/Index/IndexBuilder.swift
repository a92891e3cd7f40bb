package import ByteIO

/// Collects items and writes the index file that holds them.
///
/// The file depends on the set of items and the settings alone: not on the order they are added in, nor on the memory. Texts,
/// n-grams and the sections made of them stay in memory up to a limit and go to nameless files beside the index past it;
/// what always stays is some 50 bytes an item and its id, and 40 a different word. One thread at a time.
package final class IndexBuilder {
    package static let defaultMemoryByteCount = 1 << 30

    private let settings: IndexSettings
    private let path: String
    private let memory: MemoryPlan
    private let isStopped: () -> Bool
    private let texts: DistinctTexts
    private var items = ItemTable()

    /// - Parameters:
    ///   - path: where the index will be; nothing is there before `write`.
    ///   - memoryByteCount: the memory to use, about; a few MiB at least.
    ///   - isStopped: asked at every item and text and now and then in between; once it returns `true`, what is under way
    ///     throws, and nothing is written.
    package init(
        settings: IndexSettings, path: String, memoryByteCount: Int = IndexBuilder.defaultMemoryByteCount,
        isStopped: @escaping () -> Bool = { false }
    ) {
        self.settings = settings
        self.path = path
        self.isStopped = isStopped
        memory = MemoryPlan(byteCount: memoryByteCount)
        texts = DistinctTexts(limit: memory.texts, path: path)
    }

    package var itemCount: Int { items.items.count }

    /// What a stopped build throws.
    static let stopped = AssayError("stopped; nothing was written")

    package func add(_ item: IndexItem) throws(AssayError) {
        if isStopped() { throw Self.stopped }
        var numbers: [UInt32] = []
        numbers.reserveCapacity(item.texts.count)
        for text in item.texts {
            guard text.count < Int(UInt32.max) else {
                throw AssayError("an item text is larger than 4 GiB; leave it out or cut it", path: path)
            }
            numbers.append(try texts.number(of: text))
        }
        let most = IndexFormat.maximumTextCount
        guard itemCount < most, items.slots.count + numbers.count < most else {
            throw AssayError("more items than an index can hold; build several", path: path)
        }
        items.add(
            ItemTable.PartKey(benchmark: item.benchmark, subset: item.subset, split: item.split), id: item.id,
            texts: numbers)
    }

    /// Adds the items of an index for the same profile, n and hash, but for the benchmarks in `dropped`.
    package func add(contentsOf index: NGramIndex, dropping dropped: Set<ExactName> = []) throws(AssayError) {
        guard index.profile.name == settings.profile.name, index.n == settings.n,
            index.hashBitCount == settings.hashBitCount
        else {
            throw AssayError(
                "this index is for profile \(index.profile.name) and n = \(index.n), the new one for profile "
                    + "\(settings.profile.name) and n = \(settings.n); build it again with `assay index`",
                path: index.path)
        }
        let parts = try index.parts()
        var known: [Int: UInt32] = [:]
        for item in 0..<index.itemCount {
            if isStopped() { throw Self.stopped }
            let number = try index.partNumber(ofItem: item)
            guard number < parts.count else { throw index.damaged(.itemParts) }
            let part = parts[number]
            if dropped.contains(ExactName(part.benchmark)) { continue }
            var numbers: [UInt32] = []
            for text in try index.texts(ofItem: item) {
                if let number = known[text] {
                    numbers.append(number)
                } else {
                    let number = try texts.number(of: index.text(text))
                    known[text] = number
                    numbers.append(number)
                }
            }
            let most = IndexFormat.maximumTextCount
            guard itemCount < most, items.slots.count + numbers.count < most else {
                throw AssayError("more items than an index can hold; build several", path: path)
            }
            items.add(
                ItemTable.PartKey(benchmark: part.benchmark, subset: part.subset, split: part.split),
                id: try index.id(ofItem: item), texts: numbers)
        }
    }

    /// Builds the index and writes it, under a temporary name until it is whole. To be called once.
    package func write() throws(AssayError) {
        let sections = try makeSections()
        try IndexFileWriter.write(sections, settings: settings, to: path, isStopped: isStopped)
    }

    private func makeSections() throws(AssayError) -> [SectionContent] {
        let order = try items.order(texts: texts)
        var use = TextUse(items: items, order: order, textCount: texts.count)
        let tokens = try TextTokens(
            texts, order: use.textOrder, settings: settings, memory: memory, path: path, isStopped: isStopped)
        let parts = use.parts(items: items, order: order, tokenCounts: tokens.tokenCounts, n: settings.n)

        var ids = try BlockWriter(blockByteCount: IndexFormat.idBlockByteCount, limit: memory.section, path: path)
        for item in order {
            if isStopped() { throw Self.stopped }
            try ids.append(items.id(of: items.items[Int(item)]).span)
        }
        try ids.finish()
        let columns = try use.columns(limit: memory.section, path: path)
        let tokenStarts = try tokens.startColumn(limit: memory.section, path: path)
        let short = try tokens.shortTextSection(limit: memory.section, path: path)
        let table = try NGramTableWriter(
            pairs: tokens.pairs, tokens: tokens.numbers, filter: tokens.filter, n: settings.n, memory: memory,
            path: path, isStopped: isStopped
        ).write()

        var counts = [UInt64](repeating: 0, count: IndexFormat.Count.allCases.count)
        func set(_ count: IndexFormat.Count, _ value: Int) { counts[count.rawValue] = UInt64(value) }
        set(.items, order.count)
        set(.shortItems, parts.shortItemCount)
        set(.itemsWithoutTokens, parts.itemsWithoutTokens)
        set(.itemTexts, use.slotCount)
        set(.texts, texts.count)
        set(.tokens, tokens.numbers.tokenCount)
        set(.distinctNGrams, table.entryCount)
        set(.filterWords, table.filterWordCount)
        set(.buckets, table.bucketCount)
        set(.overflowRows, table.overflowRowCount)
        set(.runs, table.runCount)
        set(.shortTexts, short.count / IndexFormat.shortTextByteCount)
        set(.textBytes, texts.totalByteCount)
        set(.parts, parts.count)
        set(.idBlocks, ids.blockCount)
        set(.textBlocks, tokens.blocks.blockCount)
        var countBytes: [UInt8] = []
        for count in counts { countBytes.appendLittleEndian(count) }

        func whole(_ bytes: [UInt8]) throws(AssayError) -> SpillingBytes {
            let spilling = SpillingBytes(limit: .max, path: path)
            try spilling.append(bytes)
            return spilling
        }
        var sections: [SectionContent] = [(.counts, try whole(countBytes)), (.parts, try whole(parts.bytes))]
        sections += columns
        sections += [
            (.tokenStarts, tokenStarts), (.idBlocks, ids.directory), (.ids, ids.compressed),
            (.textBlocks, tokens.blocks.directory), (.texts, tokens.blocks.compressed),
        ]
        return sections + table.sections + [(.shortTexts, short)]
    }
}

/// A section and its bytes.
typealias SectionContent = (section: IndexFormat.Section, bytes: SpillingBytes)

/// How the memory a builder may use is shared out, in bytes.
struct MemoryPlan {
    /// For sorting the n-grams.
    let pairs: Int
    /// For sorting the places of those that stand several times.
    let links: Int
    let texts: Int
    let tokens: Int
    let distinct: Int
    /// For the windows of all texts, and for the filter.
    let windows: Int
    /// For each section.
    let section: Int

    init(byteCount: Int) {
        pairs = byteCount / 2
        links = byteCount / 16
        texts = byteCount / 8
        tokens = byteCount / 4
        distinct = byteCount / 8
        windows = byteCount / 16
        section = byteCount / 32
    }
}
