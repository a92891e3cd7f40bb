import ByteIO

/// Which item of a new index uses which text: items and texts in their final order.
///
/// Texts are numbered in the order items use them first; a slot is one use of a text by an item, slots are numbered item by
/// item.
struct TextUse {
    /// For each text of the index its number among the texts as they came.
    private(set) var textOrder: [UInt32] = []
    var slotCount: Int { slots.count }
    /// The text of each slot.
    private var slots: [UInt32] = []
    /// Where each item's slots begin, and where the last one's end.
    private var itemStarts: [UInt32] = [0]
    private var partOfItem: [UInt32] = []

    init(items: ItemTable, order: [UInt32], textCount: Int) {
        let unknown = UInt32.max
        var numbers = [UInt32](repeating: unknown, count: textCount)
        textOrder.reserveCapacity(textCount)
        slots.reserveCapacity(items.slots.count)
        itemStarts.reserveCapacity(order.count + 1)
        for item in order {
            for text in items.texts(of: items.items[Int(item)]) {
                if numbers[Int(text)] == unknown {
                    numbers[Int(text)] = UInt32(truncatingIfNeeded: textOrder.count)
                    textOrder.append(text)
                }
                slots.append(numbers[Int(text)])
            }
            itemStarts.append(UInt32(truncatingIfNeeded: slots.count))
        }
    }

    /// What the section `parts` holds.
    struct Parts {
        var bytes: [UInt8] = []
        var count = 0
        var shortItemCount = 0
        var itemsWithoutTokens = 0
    }

    /// Numbers the parts in the order items use them, and counts their items.
    mutating func parts(items: ItemTable, order: [UInt32], tokenCounts: [UInt32], n: Int) -> Parts {
        var numbers: [UInt32: UInt32] = [:]
        var rows: [(part: UInt32, items: UInt64, shortItems: UInt64)] = []
        var result = Parts()
        partOfItem.reserveCapacity(order.count)
        for (place, item) in order.enumerated() {
            let part = items.items[Int(item)].part
            let number = numbers[part] ?? UInt32(truncatingIfNeeded: rows.count)
            if Int(number) == rows.count {
                numbers[part] = number
                rows.append((part, 0, 0))
            }
            partOfItem.append(number)
            rows[Int(number)].items += 1
            let counts = slots[Int(itemStarts[place])..<Int(itemStarts[place + 1])].lazy.map { tokenCounts[Int($0)] }
            guard counts.allSatisfy({ $0 < n }) else { continue }
            rows[Int(number)].shortItems += 1
            result.shortItemCount += 1
            if counts.allSatisfy({ $0 == 0 }) { result.itemsWithoutTokens += 1 }
        }
        result.count = rows.count
        for row in rows {
            let part = items.parts[Int(row.part)]
            for name in [part.benchmark, part.subset, part.split] {
                Varint.append(UInt64(name.utf8.count), to: &result.bytes)
                result.bytes += name.utf8
            }
            Varint.append(row.items, to: &result.bytes)
            Varint.append(row.shortItems, to: &result.bytes)
        }
        return result
    }

    /// The sections that lead from items to texts and back. To be called after `parts`.
    func columns(limit: Int, path: String) throws(AssayError) -> [SectionContent] {
        var itemSlots = MonotoneWriter(count: itemStarts.count, largest: slots.count)
        for start in itemStarts { itemSlots.append(Int(start)) }

        let textCount = textOrder.count
        var textSlots = MonotoneWriter(count: textCount, largest: max(0, slots.count - 1))
        var repeated: [UInt32] = []
        var furtherStarts = [UInt32](repeating: 0, count: textCount + 1)
        var met = 0
        for (slot, text) in slots.enumerated() {
            if Int(text) == met {
                textSlots.append(slot)
                met += 1
            } else {
                repeated.append(text)
                furtherStarts[Int(text) + 1] += 1
            }
        }
        for index in 1..<furtherStarts.count { furtherStarts[index] += furtherStarts[index - 1] }
        var starts = MonotoneWriter(count: textCount + 1, largest: repeated.count)
        for start in furtherStarts { starts.append(Int(start)) }

        var users = [UInt32](repeating: 0, count: repeated.count)
        met = 0
        for item in 0..<itemStarts.count - 1 {
            for slot in Int(itemStarts[item])..<Int(itemStarts[item + 1]) {
                let text = Int(slots[slot])
                if text == met {
                    met += 1
                } else {
                    users[Int(furtherStarts[text])] = UInt32(truncatingIfNeeded: item)
                    furtherStarts[text] += 1
                }
            }
        }
        return [
            (.itemParts, try PackedWriter.column(partOfItem, limit: limit, path: path)),
            (.itemSlots, try itemSlots.finish(limit: limit, path: path)),
            (.textSlots, try textSlots.finish(limit: limit, path: path)),
            (.repeatedTexts, try PackedWriter.column(repeated, limit: limit, path: path)),
            (.furtherUserStarts, try starts.finish(limit: limit, path: path)),
            (.furtherUsers, try PackedWriter.column(users, limit: limit, path: path)),
        ]
    }
}
