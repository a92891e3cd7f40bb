package import ByteIO

/// Collects items and writes the index file that holds them.
///
/// The file depends on the set of items and the settings alone, not on the order they are added in. Memory: the texts, their
/// normalised form, and 16 bytes an n-gram position. One thread at a time.
package struct IndexBuilder {
    private let settings: IndexSettings
    private var items: [IndexItem] = []

    package init(settings: IndexSettings) { self.settings = settings }

    package var itemCount: Int { items.count }

    package mutating func add(_ item: IndexItem) { items.append(item) }

    /// Builds the index and writes it to `path`, under a temporary name until it is whole.
    package consuming func write(to path: String) throws(AssayError) {
        let sections = try makeSections(path: path)
        try IndexFileWriter.write(sections, settings: settings, to: path)
    }

    private mutating func makeSections(path: String) throws(AssayError) -> [(IndexFormat.Section, [UInt8])] {
        items.sort(by: IndexItem.precedes)
        guard items.count < Int(UInt32.max) else { throw AssayError("more items than an index can hold", path: path) }

        var texts = DistinctTexts()
        var parts = PartTable()
        var itemParts: [UInt8] = []
        var itemTextStarts: [UInt8] = []
        var itemTexts: [UInt32] = []
        var ids = BlockWriter()
        for item in items {
            itemParts.appendLittleEndian(parts.number(of: item))
            itemTextStarts.appendLittleEndian(UInt32(truncatingIfNeeded: itemTexts.count))
            for text in item.texts { itemTexts.append(texts.number(of: text)) }
            ids.append(Array(item.id.utf8))
        }
        itemTextStarts.appendLittleEndian(UInt32(truncatingIfNeeded: itemTexts.count))
        ids.flush()

        let tokenised = try TokenisedTexts(texts.texts, settings: settings, path: path)
        var shortItemCount = 0
        var itemsWithoutTokens = 0
        for (number, item) in items.enumerated() {
            let start = Int(itemTextStarts.littleEndianUInt32(at: 4 * number))
            let counts = (start..<start + item.texts.count).map { tokenised.tokenCount(of: Int(itemTexts[$0])) }
            let isShort = counts.allSatisfy { $0 < settings.n }
            if isShort { shortItemCount += 1 }
            if counts.allSatisfy({ $0 == 0 }) { itemsWithoutTokens += 1 }
            parts.count(itemOfPart: itemParts.littleEndianUInt32(at: 4 * number), isShort: isShort)
        }

        var blocks = BlockWriter()
        var textByteCount = 0
        for text in texts.texts {
            blocks.append(text)
            textByteCount += text.count
        }
        blocks.flush()
        let users = Self.textUsers(itemTextStarts: itemTextStarts, itemTexts: itemTexts, textCount: texts.texts.count)
        let table = tokenised.makeTable()

        var counts = [UInt64](repeating: 0, count: IndexFormat.Count.allCases.count)
        counts[IndexFormat.Count.items.rawValue] = UInt64(items.count)
        counts[IndexFormat.Count.shortItems.rawValue] = UInt64(shortItemCount)
        counts[IndexFormat.Count.itemsWithoutTokens.rawValue] = UInt64(itemsWithoutTokens)
        counts[IndexFormat.Count.itemTexts.rawValue] = UInt64(itemTexts.count)
        counts[IndexFormat.Count.texts.rawValue] = UInt64(texts.texts.count)
        counts[IndexFormat.Count.tokens.rawValue] = UInt64(tokenised.tokenCount)
        counts[IndexFormat.Count.distinctNGrams.rawValue] = UInt64(table.entryCount)
        counts[IndexFormat.Count.filterWords.rawValue] = UInt64(table.filter.count / 8)
        counts[IndexFormat.Count.buckets.rawValue] = UInt64(table.bucketCount)
        counts[IndexFormat.Count.shortTexts.rawValue] = UInt64(tokenised.shortTexts.count / 12)
        counts[IndexFormat.Count.textBytes.rawValue] = UInt64(textByteCount)
        var countBytes: [UInt8] = []
        for count in counts { countBytes.appendLittleEndian(count) }

        return [
            (.counts, countBytes), (.names, parts.names), (.parts, parts.bytes), (.itemParts, itemParts),
            (.itemTextStarts, itemTextStarts), (.itemTexts, Self.littleEndian(itemTexts)),
            (.textItemStarts, users.starts), (.textItems, users.items), (.tokenStarts, tokenised.tokenStartBytes),
            (.idBlocks, ids.directory), (.ids, ids.compressed), (.textBlocks, blocks.directory),
            (.texts, blocks.compressed), (.filter, table.filter), (.buckets, table.buckets), (.entries, table.entries),
            (.postings, table.postings), (.shortTexts, tokenised.shortTexts),
        ]
    }

    private static func littleEndian(_ numbers: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * numbers.count)
        for number in numbers { bytes.appendLittleEndian(number) }
        return bytes
    }

    /// The items that use each text, ascending, once for each time they use it.
    private static func textUsers(
        itemTextStarts: [UInt8], itemTexts: [UInt32], textCount: Int
    ) -> (starts: [UInt8], items: [UInt8]) {
        var userCounts = [UInt32](repeating: 0, count: textCount + 1)
        for text in itemTexts { userCounts[Int(text) + 1] += 1 }
        for index in 1..<userCounts.count { userCounts[index] += userCounts[index - 1] }
        var next = userCounts
        var users = [UInt32](repeating: 0, count: itemTexts.count)
        for item in 0..<itemTextStarts.count / 4 - 1 {
            let start = Int(itemTextStarts.littleEndianUInt32(at: 4 * item))
            let end = Int(itemTextStarts.littleEndianUInt32(at: 4 * item + 4))
            for index in start..<end {
                let text = Int(itemTexts[index])
                users[Int(next[text])] = UInt32(truncatingIfNeeded: item)
                next[text] += 1
            }
        }
        return (littleEndian(userCounts), littleEndian(users))
    }
}

/// Numbers texts in the order they are first met; equal bytes are one text.
private struct DistinctTexts {
    private(set) var texts: [[UInt8]] = []
    private var numbers: [[UInt8]: UInt32] = [:]

    mutating func number(of text: [UInt8]) -> UInt32 {
        if let number = numbers[text] { return number }
        let number = UInt32(truncatingIfNeeded: texts.count)
        numbers[text] = number
        texts.append(text)
        return number
    }
}

/// Numbers the (benchmark, subset, split) triples and counts their items.
private struct PartTable {
    private struct Key: Hashable { var benchmark, subset, split: String }

    private(set) var names: [UInt8] = []
    private var nameOffsets: [String: UInt32] = [:]
    private var numbers: [Key: UInt32] = [:]
    private var rows: [[UInt32]] = []

    mutating func number(of item: IndexItem) -> UInt32 {
        let key = Key(benchmark: item.benchmark, subset: item.subset, split: item.split)
        if let number = numbers[key] { return number }
        let number = UInt32(truncatingIfNeeded: rows.count)
        numbers[key] = number
        rows.append([offset(of: item.benchmark), offset(of: item.subset), offset(of: item.split), 0, 0])
        return number
    }

    mutating func count(itemOfPart part: UInt32, isShort: Bool) {
        rows[Int(part)][3] += 1
        if isShort { rows[Int(part)][4] += 1 }
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for row in rows { for number in row { bytes.appendLittleEndian(number) } }
        return bytes
    }

    private mutating func offset(of name: String) -> UInt32 {
        if let offset = nameOffsets[name] { return offset }
        let offset = UInt32(truncatingIfNeeded: names.count)
        nameOffsets[name] = offset
        // A zero ends a name, so one within it cannot stay.
        names += name.utf8.filter { $0 != 0 }
        names.append(0)
        return offset
    }
}

extension [UInt8] {
    /// The 32-bit number at `offset`, lowest byte first. Requires four bytes there.
    func littleEndianUInt32(at offset: Int) -> UInt32 {
        UInt32(self[offset]) | UInt32(self[offset + 1]) << 8 | UInt32(self[offset + 2]) << 16
            | UInt32(self[offset + 3]) << 24
    }
}
