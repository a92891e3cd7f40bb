internal import ByteIO

/// Rows of one column that were decoded and did not fit into a batch, as another column filled it up first.
struct CarriedRows {
    private(set) var rowCount = 0
    private var column = ColumnBatch()
    private var values = ValueBytes()

    /// None.
    init() {}

    /// Takes the rows from `kept` on out of `batch`, which has `rowCount` of them with their bytes in `bytes`.
    init(
        cutting batch: inout ColumnBatch, after kept: Int, of rowCount: Int, _ node: SchemaNode, _ bytes: ValueBytes
    ) {
        var entry = kept
        if node.maxRepetitionLevel > 0 {
            // The place of the first entry of the row `kept`.
            var rows = 0
            entry = 0
            while entry < batch.entryCount {
                if batch.repetitionLevels[entry] == 0 {
                    if rows == kept { break }
                    rows += 1
                }
                entry += 1
            }
        }
        var value = entry
        if node.maxDefinitionLevel > 0 {
            let most = UInt8(node.maxDefinitionLevel)
            value = 0
            for index in 0..<entry where batch.definitionLevels[index] == most { value += 1 }
        }
        self.rowCount = rowCount - kept
        column.column = batch.column
        column.valueByteCount = batch.valueByteCount
        column.append(batch, entries: entry..<batch.entryCount, values: value..<batch.valueCount, bytes, into: &values)
        batch.textByteCount -= column.textByteCount
        batch.entryCount = entry
        batch.valueCount = value
    }

    /// Appends the rows to a batch; none are left here.
    mutating func append(to batch: inout ColumnBatch, _ bytes: inout ValueBytes) {
        batch.append(column, entries: 0..<column.entryCount, values: 0..<column.valueCount, values, into: &bytes)
        self = CarriedRows()
    }
}

extension ColumnBatch {
    /// Appends some entries of `other` and the values among them; byte arrays are copied from `source` to `target`.
    mutating func append(
        _ other: ColumnBatch, entries: Range<Int>, values: Range<Int>, _ source: ValueBytes,
        into target: inout ValueBytes
    ) {
        let count = entryCount + entries.count
        if !other.repetitionLevels.isEmpty {
            repetitionLevels.makeRoom(for: count, filler: 0)
            repetitionLevels.copy(
                other.repetitionLevels, from: entries.lowerBound, to: entries.upperBound, at: entryCount)
        }
        if !other.definitionLevels.isEmpty {
            definitionLevels.makeRoom(for: count, filler: 0)
            definitionLevels.copy(
                other.definitionLevels, from: entries.lowerBound, to: entries.upperBound, at: entryCount)
        }
        makeRoomForValues(values.count)
        if valueByteCount > 0 {
            let place = fixedByteCount
            fixedBytes.copy(
                other.fixedBytes, from: values.lowerBound * valueByteCount, to: values.upperBound * valueByteCount,
                at: place)
        } else if !other.ranges.isEmpty {
            for index in values {
                let range = other.ranges[index]
                let start = target.count
                target.append(source.bytes, from: Int(range.start), to: Int(range.end))
                ranges[valueCount + index - values.lowerBound] = ValueRange(
                    start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: target.count))
                textByteCount += Int(range.end - range.start)
            }
        }
        entryCount = count
        valueCount += values.count
    }
}
