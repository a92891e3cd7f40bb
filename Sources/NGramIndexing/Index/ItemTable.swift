import ByteIO

/// The items of an index under construction: 24 bytes each, their ids and 4 bytes a use of a text.
struct ItemTable {
    struct Item {
        var part: UInt32
        var idByteCount: UInt32
        var idStart: Int
        var slotStart: UInt32
        var slotCount: UInt32
    }

    /// A (benchmark, subset, split).
    struct PartKey: Hashable {
        private var names: [ExactName]
        var benchmark: String { names[0].text }
        var subset: String { names[1].text }
        var split: String { names[2].text }

        init(benchmark: String, subset: String, split: String) {
            names = [ExactName(benchmark), ExactName(subset), ExactName(split)]
        }
    }

    private(set) var items: [Item] = []
    private(set) var parts: [PartKey] = []
    /// The numbers of the items' texts, item by item.
    private(set) var slots: [UInt32] = []
    private var ids: [UInt8] = []
    private var partNumbers: [PartKey: UInt32] = [:]
    /// The part of the last item: most have the same as the one before.
    private var lastPart: UInt32?

    mutating func add(_ key: PartKey, id: String, texts: [UInt32]) {
        let slotStart = UInt32(truncatingIfNeeded: slots.count)
        slots += texts
        let idStart = ids.count
        ids.append(contentsOf: id.utf8)
        items.append(
            Item(
                part: number(of: key), idByteCount: UInt32(truncatingIfNeeded: ids.count - idStart), idStart: idStart,
                slotStart: slotStart, slotCount: UInt32(truncatingIfNeeded: texts.count)))
    }

    private mutating func number(of key: PartKey) -> UInt32 {
        if let lastPart, parts[Int(lastPart)] == key { return lastPart }
        let number = partNumbers[key] ?? UInt32(truncatingIfNeeded: parts.count)
        if Int(number) == parts.count {
            partNumbers[key] = number
            parts.append(key)
        }
        lastPart = number
        return number
    }

    func id(of item: Item) -> ArraySlice<UInt8> { ids[item.idStart..<item.idStart + Int(item.idByteCount)] }

    func texts(of item: Item) -> ArraySlice<UInt32> {
        slots[Int(item.slotStart)..<Int(item.slotStart) + Int(item.slotCount)]
    }

    /// The items' order in an index, whatever order they came in: by benchmark, id, subset, split and texts, all by their
    /// bytes, but ids of digits alone come first, by their number.
    func order(texts: DistinctTexts) throws(AssayError) -> [UInt32] {
        let ranks = partRanks()
        var keys: [(key: UInt64, item: UInt32)] = []
        keys.reserveCapacity(items.count)
        for (number, item) in items.enumerated() {
            keys.append((sortKey(item, ranks[Int(item.part)]), UInt32(truncatingIfNeeded: number)))
        }
        var failure: AssayError?
        keys.sort { left, right in
            if left.key != right.key { return left.key < right.key }
            let (first, second) = (items[Int(left.item)], items[Int(right.item)])
            let (firstRanks, secondRanks) = (ranks[Int(first.part)], ranks[Int(second.part)])
            if firstRanks.benchmark != secondRanks.benchmark { return firstRanks.benchmark < secondRanks.benchmark }
            let (firstID, secondID) = (id(of: first), id(of: second))
            if firstID != secondID { return Self.precedes(id: firstID, secondID) }
            if firstRanks.subset != secondRanks.subset { return firstRanks.subset < secondRanks.subset }
            if firstRanks.split != secondRanks.split { return firstRanks.split < secondRanks.split }
            do throws(AssayError) {
                return try textsPrecede(first, second, texts)
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return keys.map(\.item)
    }

    private struct Ranks { var benchmark, subset, split: Int }

    /// The places of the parts' names among all names, by their bytes.
    private func partRanks() -> [Ranks] {
        let names = Set(parts.flatMap { [$0.benchmark, $0.subset, $0.split].map { ExactName($0) } }).sorted()
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        func rank(_ name: String) -> Int { places[ExactName(name)] ?? 0 }
        return parts.map {
            Ranks(benchmark: rank($0.benchmark), subset: rank($0.subset), split: rank($0.split))
        }
    }

    /// The first 64 bits of an item's place in the order: its benchmark's rank, whether its id is a number, and the number or
    /// the id's first five bytes. Most comparisons end here.
    private func sortKey(_ item: Item, _ ranks: Ranks) -> UInt64 {
        let id = self.id(of: item)
        let rank = UInt64(min(ranks.benchmark, 0xFFFF)) << 48
        if Self.isNumber(id) {
            let largest: UInt64 = 1 << 47 - 1
            // Up to 14 digits stay below 2^47.
            return rank | (id.count > 14 ? largest : id.reduce(0) { 10 * $0 + UInt64($1 - 0x30) })
        }
        var head: UInt64 = 0
        for place in 0..<5 { head = head << 8 | (place < id.count ? UInt64(id[id.startIndex + place]) : 0) }
        return rank | 1 << 47 | head
    }

    private static func precedes(id left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        let leftIsNumber = isNumber(left)
        if leftIsNumber != isNumber(right) { return leftIsNumber }
        if leftIsNumber, left.count != right.count { return left.count < right.count }
        return left.lexicographicallyPrecedes(right)
    }

    /// Digits without a leading zero: their order by length, then bytes, is the order of the numbers.
    private static func isNumber(_ id: ArraySlice<UInt8>) -> Bool {
        guard let first = id.first else { return false }
        return id.allSatisfy { (0x30...0x39).contains($0) } && (first != 0x30 || id.count == 1)
    }

    private func textsPrecede(_ left: Item, _ right: Item, _ texts: DistinctTexts) throws(AssayError) -> Bool {
        let (leftTexts, rightTexts) = (self.texts(of: left), self.texts(of: right))
        for (leftText, rightText) in zip(leftTexts, rightTexts) where leftText != rightText {
            var (leftBytes, rightBytes): ([UInt8], [UInt8]) = ([], [])
            try texts.read(Int(leftText), into: &leftBytes)
            try texts.read(Int(rightText), into: &rightBytes)
            return leftBytes.lexicographicallyPrecedes(rightBytes)
        }
        return leftTexts.count < rightTexts.count
    }
}
