/// Which texts a record has given already: a turn that stands in both `chosen` and `rejected` is one unit.
///
/// Few units are compared with each other; for many there is a table of hashes, so that the cost stays linear.
struct UnitTable {
    /// From how many units on the table is used.
    private static let threshold = 16
    /// Places of units, by hash; -1 is free. A power of two of them, at least twice the units in it.
    private var slots: [Int] = []
    private var isUsed = false

    /// Forgets everything.
    mutating func clear() {
        if isUsed { slots.removeAll(keepingCapacity: true) }
        isUsed = false
    }

    /// Appends `unit` to `units`, of which those from `first` on are the record's, unless one of them has its text.
    mutating func insert(_ unit: TextUnit, into units: inout [TextUnit], from first: Int, text: [UInt8]) -> Bool {
        if units.count - first < Self.threshold {
            for index in first..<units.count where Self.isEqual(units[index], unit, text) { return false }
            units.append(unit)
            return true
        }
        if slots.count < 2 * (units.count - first + 1) { rebuild(units, from: first, text: text) }
        let slot = slot(of: unit, units, text)
        guard slots[slot] < 0 else { return false }
        slots[slot] = units.count
        units.append(unit)
        return true
    }

    /// The slot that holds the unit's text, or the free one where it belongs.
    private func slot(of unit: TextUnit, _ units: [TextUnit], _ text: [UInt8]) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: text.hashBytes(at: unit.textStart, count: unit.textCount)) & mask
        while slots[slot] >= 0, !Self.isEqual(units[slots[slot]], unit, text) { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func rebuild(_ units: [TextUnit], from first: Int, text: [UInt8]) {
        var size = 4 * Self.threshold
        while size < 4 * (units.count - first + 1) { size *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(-1, count: size))
        isUsed = true
        for index in first..<units.count { slots[slot(of: units[index], units, text)] = index }
    }

    private static func isEqual(_ a: TextUnit, _ b: TextUnit, _ text: [UInt8]) -> Bool {
        a.textCount == b.textCount && text.equalBytes(at: a.textStart, and: b.textStart, count: a.textCount)
    }
}
