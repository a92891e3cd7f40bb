package import ByteIO

extension NGramIndex {
    /// Reads every section, compares its checksum, and checks that what the sections say belongs together: that opening the
    /// index and asking it anything gives what building it from its own items would.
    ///
    /// Cost: about that of building. Memory: 14 bytes a token and some 40 a different word, and what the system keeps of the
    /// mapped file, which is read from end to end: with it 25 bytes a token where nearly every token begins an n-gram of
    /// its own.
    /// - Parameter isStopped: asked now and then; the check ends with an error once it returns `true`.
    package func verify(isStopped: () -> Bool = { false }) throws(AssayError) {
        try verifyChecksums(isStopped)
        let items = ItemVerification(index: self)
        try items.run()
        try stop(isStopped)
        let texts = try TextVerification(self)
        try texts.run(isStopped)
        try items.checkShortItems()
        try stop(isStopped)
        try TableVerification(index: self, texts: texts).run(isStopped)
    }

    func stop(_ isStopped: () -> Bool) throws(AssayError) {
        if isStopped() { throw AssayError("stopped") }
    }

    private func verifyChecksums(_ isStopped: () -> Bool) throws(AssayError) {
        var end = header.tableEnd
        for (name, place) in header.listed {
            try verifyZeros(from: end, to: place.offset)
            guard XXH3.hash64(Span(_bytes: bytes(at: place))) == place.checksum else {
                throw AssayError(
                    "the index is damaged: the checksum of section \(SafeName.text(name)) is wrong; \(IndexHeader.advice)",
                    path: path, byteOffset: place.offset)
            }
            end = place.offset + place.byteCount
            try stop(isStopped)
        }
        try verifyZeros(from: end, to: fileByteCount)
    }

    private func verifyZeros(from start: Int, to end: Int) throws(AssayError) {
        let bytes = fileBytes
        for offset in start..<end where bytes.uint8(at: offset) != 0 {
            throw AssayError(
                "the index is damaged between its sections; \(IndexHeader.advice)", path: path, byteOffset: offset)
        }
    }

    /// Checks a column of numbers: all there, rising (strictly, if asked) from `first`, up to its largest.
    func verify(
        _ column: MonotoneNumbers, _ section: IndexFormat.Section, strictly: Bool, from first: Int? = nil,
        toLargest: Bool = false
    ) throws(AssayError) {
        var last = -1
        for index in 0..<column.count {
            guard let number = column.number(at: index), strictly ? number > last : number >= last else {
                throw damaged(section, "its numbers do not rise")
            }
            if index == 0, let first, number != first { throw damaged(section, "it begins with \(number)") }
            last = number
        }
        if toLargest, last != column.largest { throw damaged(section, "it ends with \(last)") }
    }
}

/// A section's name as it may stand in a message: four letters, or what is left of them.
private enum SafeName {
    static func text(_ name: String) -> String { String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }) }
}

/// Checks which item has which texts, ids and parts.
private struct ItemVerification {
    let index: NGramIndex

    func run() throws(AssayError) {
        let columns = index.columns
        try index.verify(columns.itemSlots, .itemSlots, strictly: false, from: 0, toLargest: true)
        try index.verify(columns.textSlots, .textSlots, strictly: true, from: 0)
        try index.verify(columns.furtherUserStarts, .furtherUserStarts, strictly: false, from: 0, toLargest: true)
        try index.verify(columns.tokenStarts, .tokenStarts, strictly: false, from: 0, toLargest: true)
        try index.verify(columns.runPlaces, .postings, strictly: true)
        try verifyBlocks(.idBlocks, .ids)
        try verifyBlocks(.textBlocks, .texts)
        try verifyUses()
        for item in 0..<index.itemCount { _ = try index.id(ofItem: item) }
    }

    private func verifyBlocks(_ directory: IndexFormat.Section, _ blocks: IndexFormat.Section) throws(AssayError) {
        let rows = index.bytes(directory)
        var first = -1
        var end: UInt64 = 0
        for row in 0..<rows.byteCount / IndexFormat.blockRowByteCount {
            let offset = IndexFormat.blockRowByteCount * row
            let number = Int(rows.uint32(at: offset))
            guard row == 0 ? number == 0 : number > first, rows.uint64(at: offset + 8) >= end else {
                throw index.damaged(directory, "its rows are out of order")
            }
            first = number
            end = rows.uint64(at: offset + 8)
        }
        guard end == UInt64(index.bytes(blocks).byteCount) else { throw index.damaged(directory, "a block is missing") }
    }

    /// Slots, one by one, against both directions: from items to texts and back.
    private func verifyUses() throws(AssayError) {
        var met = 0
        var further = [UInt32](repeating: 0, count: index.textCount)
        for item in 0..<index.itemCount {
            for text in try index.texts(ofItem: item) {
                if text == met {
                    met += 1
                    continue
                }
                guard text < met else { throw index.damaged(.repeatedTexts, "a text is used before it is there") }
                guard let start = index.columns.furtherUserStarts.number(at: text),
                    let end = index.columns.furtherUserStarts.number(at: text + 1), start + Int(further[text]) < end,
                    index.columns.furtherUsers.number(at: start + Int(further[text])) == item
                else { throw index.damaged(.furtherUsers, "text \(text) does not name item \(item)") }
                further[text] += 1
            }
        }
        guard met == index.textCount else { throw index.damaged(.textSlots, "a text is used by no item") }
    }

    /// The parts' counts, which need the texts' token counts.
    func checkShortItems() throws(AssayError) {
        let parts = try index.parts()
        var counted = [(items: Int, shortItems: Int)](repeating: (0, 0), count: parts.count)
        var withoutTokens = 0
        for item in 0..<index.itemCount {
            let part = try index.partNumber(ofItem: item)
            guard part < parts.count else { throw index.damaged(.itemParts, "item \(item) has no part") }
            counted[part].items += 1
            var largest = 0
            for text in try index.texts(ofItem: item) { largest = max(largest, try index.tokenCount(ofText: text)) }
            if largest < index.n { counted[part].shortItems += 1 }
            if largest == 0 { withoutTokens += 1 }
        }
        for (part, counts) in zip(parts, counted)
        where part.itemCount != counts.items || part.shortItemCount != counts.shortItems {
            throw index.damaged(.parts, "its counts are not those of the items")
        }
        guard withoutTokens == index.itemsWithoutTokensCount,
            counted.reduce(0, { $0 + $1.shortItems }) == index.shortItemCount
        else { throw index.damaged(.counts, "they are not those of the items") }
    }
}
