package import ByteIO

extension NGramIndex {
    /// A (benchmark, subset, split) and how many items it has.
    package struct Part: Sendable, Hashable {
        package var benchmark: String
        package var subset: String
        package var split: String
        package var itemCount: Int
        package var shortItemCount: Int
    }

    /// Every part; items name theirs by its place in this list.
    package func parts() throws(AssayError) -> [Part] {
        let bytes = self.bytes(.parts)
        guard bytes.byteCount % 20 == 0 else { throw damaged(.parts) }
        var parts: [Part] = []
        for row in 0..<bytes.byteCount / 20 {
            parts.append(
                Part(
                    benchmark: try name(at: uint32(.parts, 5 * row)), subset: try name(at: uint32(.parts, 5 * row + 1)),
                    split: try name(at: uint32(.parts, 5 * row + 2)), itemCount: try uint32(.parts, 5 * row + 3),
                    shortItemCount: try uint32(.parts, 5 * row + 4)))
        }
        return parts
    }

    private func name(at start: Int) throws(AssayError) -> String {
        let bytes = self.bytes(.names)
        var name: [UInt8] = []
        var offset = start
        while true {
            guard offset < bytes.byteCount else { throw damaged(.names) }
            let byte = bytes.uint8(at: offset)
            if byte == 0 { return String(decoding: name, as: UTF8.self) }
            name.append(byte)
            offset += 1
        }
    }

    /// The number of an item's part.
    package func partNumber(ofItem item: Int) throws(AssayError) -> Int { try uint32(.itemParts, item) }

    /// The id of an item, as its benchmark gives it.
    package func id(ofItem item: Int) throws(AssayError) -> String {
        String(decoding: try string(item, directory: .idBlocks, blocks: .ids), as: UTF8.self)
    }

    /// The numbers of an item's texts, in its own order.
    package func texts(ofItem item: Int) throws(AssayError) -> [Int] {
        try numbers(item, starts: .itemTextStarts, of: .itemTexts)
    }

    /// The items that use a text, ascending; twice where one uses it twice.
    package func items(ofText text: Int) throws(AssayError) -> [Int] {
        try numbers(text, starts: .textItemStarts, of: .textItems)
    }

    /// The UTF-8 of a text as its benchmark gives it.
    package func text(_ number: Int) throws(AssayError) -> [UInt8] {
        try string(number, directory: .textBlocks, blocks: .texts)
    }

    /// The tokens of all texts before this one.
    func tokenStart(ofText text: Int) throws(AssayError) -> Int { try uint32(.tokenStarts, text) }

    package func tokenCount(ofText text: Int) throws(AssayError) -> Int {
        let start = try tokenStart(ofText: text)
        let end = try tokenStart(ofText: text + 1)
        guard end >= start else { throw damaged(.tokenStarts) }
        return end - start
    }

    /// The text that token number `place` of all belongs to, and its number there.
    func locate(place: Int) throws(AssayError) -> (text: Int, position: Int) {
        var low = 0
        var high = textCount
        // The last text that starts at or before the place: texts without tokens start where the next one does.
        while high - low > 1 {
            let middle = (low + high) / 2
            if try tokenStart(ofText: middle) <= place { low = middle } else { high = middle }
        }
        let position = place - (try tokenStart(ofText: low))
        guard position >= 0, low < textCount else { throw damaged(.tokenStarts) }
        return (low, position)
    }

    private func numbers(
        _ row: Int, starts: IndexFormat.Section, of section: IndexFormat.Section
    ) throws(AssayError) -> [Int] {
        let start = try uint32(starts, row)
        let end = try uint32(starts, row + 1)
        guard start <= end, 4 * end <= bytes(section).byteCount else { throw damaged(starts) }
        var numbers: [Int] = []
        numbers.reserveCapacity(end - start)
        for index in start..<end { numbers.append(try uint32(section, index)) }
        return numbers
    }

    /// String number `number` of a section of compressed blocks. Cost: decompressing its block, some 64 KiB.
    private func string(
        _ number: Int, directory: IndexFormat.Section, blocks: IndexFormat.Section
    ) throws(AssayError) -> [UInt8] {
        let rows = bytes(directory)
        let compressed = bytes(blocks)
        let rowCount = rows.byteCount / 16
        guard number >= 0, rowCount > 0 else { throw damaged(directory) }
        var low = 0
        var high = rowCount
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(rows.uint32(at: 16 * middle)) <= number { low = middle } else { high = middle }
        }
        let start = low == 0 ? 0 : rows.uint64(at: 16 * low - 8)
        let end = rows.uint64(at: 16 * low + 8)
        guard start <= end, end <= UInt64(compressed.byteCount) else { throw damaged(directory) }
        var block: [UInt8] = []
        do {
            try Zstd.decompress(
                compressed.extracting(Int(start)..<Int(end)), byteCount: Int(rows.uint32(at: 16 * low + 4)),
                into: &block)
        } catch {
            throw damaged(blocks)
        }
        var offset = 0
        var left = number - Int(rows.uint32(at: 16 * low))
        while true {
            guard let length = unsafe Varint.read(block.span.bytes, at: &offset), length <= UInt64(block.count - offset)
            else {
                throw damaged(blocks)
            }
            if left == 0 { return Array(block[offset..<offset + Int(length)]) }
            offset += Int(length)
            left -= 1
        }
    }
}
