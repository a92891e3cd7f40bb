package import ByteIO

extension NGramIndex {
    /// A (benchmark, subset, split) and how many items it has.
    package struct Part: Sendable, Hashable, Codable {
        package var benchmark: String
        package var subset: String
        package var split: String
        package var itemCount: Int
        package var shortItemCount: Int
    }

    /// Every part; items name theirs by its place in this list.
    package func parts() throws(AssayError) -> [Part] {
        let bytes = self.bytes(.parts)
        var offset = 0
        func number() throws(AssayError) -> Int {
            guard let number = Varint.read(bytes, at: &offset), number < 1 << 32 else { throw damaged(.parts) }
            return Int(number)
        }
        func name() throws(AssayError) -> String {
            let byteCount = try number()
            guard byteCount <= bytes.byteCount - offset else { throw damaged(.parts) }
            var name: [UInt8] = []
            for place in offset..<offset + byteCount { name.append(bytes.uint8(at: place)) }
            offset += byteCount
            guard let text = String(validating: name, as: UTF8.self) else { throw damaged(.parts) }
            return text
        }
        var parts: [Part] = []
        for _ in 0..<columns.counts[.parts] {
            parts.append(
                Part(
                    benchmark: try name(), subset: try name(), split: try name(), itemCount: try number(),
                    shortItemCount: try number()))
        }
        guard offset == bytes.byteCount else { throw damaged(.parts) }
        return parts
    }

    /// The number of an item's part.
    package func partNumber(ofItem item: Int) throws(AssayError) -> Int {
        guard let part = columns.itemParts.number(at: item) else { throw damaged(.itemParts) }
        return part
    }

    /// The id of an item, as its benchmark gives it.
    package func id(ofItem item: Int) throws(AssayError) -> String {
        String(decoding: try blocks.string(item, .ids, of: self), as: UTF8.self)
    }

    /// The UTF-8 of a text as its benchmark gives it. Cost: decompressing its block, some 16 KiB, unless it was the last.
    package func text(_ number: Int) throws(AssayError) -> [UInt8] {
        guard number < textCount else { throw damaged(.texts) }
        return try blocks.string(number, .texts, of: self)
    }

    /// The numbers of an item's texts, in its own order.
    package func texts(ofItem item: Int) throws(AssayError) -> [Int] {
        guard let start = columns.itemSlots.number(at: item), let end = columns.itemSlots.number(at: item + 1),
            start <= end
        else { throw damaged(.itemSlots) }
        var texts: [Int] = []
        for slot in start..<end { texts.append(try text(ofSlot: slot)) }
        return texts
    }

    /// The text that is used in a slot: the next new one, or one of those met before.
    private func text(ofSlot slot: Int) throws(AssayError) -> Int {
        guard let text = columns.textSlots.lastIndex(notAbove: slot), text >= 0,
            let first = columns.textSlots.number(at: text)
        else { throw damaged(.textSlots) }
        if first == slot { return text }
        guard let repeated = columns.repeatedTexts.number(at: slot - text - 1), repeated < textCount else {
            throw damaged(.repeatedTexts)
        }
        return repeated
    }

    /// The items that use a text, ascending; twice where one uses it twice.
    package func items(ofText text: Int) throws(AssayError) -> [Int] {
        guard let slot = columns.textSlots.number(at: text), let first = columns.itemSlots.lastIndex(notAbove: slot),
            first >= 0, first < itemCount
        else { throw damaged(.textSlots) }
        guard let start = columns.furtherUserStarts.number(at: text),
            let end = columns.furtherUserStarts.number(at: text + 1), start <= end
        else { throw damaged(.furtherUserStarts) }
        var items = [first]
        for index in start..<end {
            guard let item = columns.furtherUsers.number(at: index), item < itemCount else {
                throw damaged(.furtherUsers)
            }
            items.append(item)
        }
        return items
    }

    /// The tokens of all texts before this one.
    func tokenStart(ofText text: Int) throws(AssayError) -> Int {
        guard let start = columns.tokenStarts.number(at: text) else { throw damaged(.tokenStarts) }
        return start
    }

    package func tokenCount(ofText text: Int) throws(AssayError) -> Int {
        let start = try tokenStart(ofText: text)
        let end = try tokenStart(ofText: text + 1)
        guard end >= start else { throw damaged(.tokenStarts) }
        return end - start
    }

    /// The text that token number `place` of all belongs to, and its number there.
    func locate(place: Int) throws(AssayError) -> (text: Int, position: Int) {
        // The last text that starts at or before the place: texts without tokens start where the next one does.
        guard let text = columns.tokenStarts.lastIndex(notAbove: place), text >= 0, text < textCount,
            let start = columns.tokenStarts.number(at: text), start <= place
        else { throw damaged(.tokenStarts) }
        return (text, place - start)
    }
}
