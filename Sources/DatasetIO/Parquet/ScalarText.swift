internal import CSimdjson
internal import ParquetIO

/// The numbers and booleans of a Parquet column, written as JSON has them.
enum ScalarText {
    /// Adds the text of each of the values of the column at `place` to the batch, where strings stand too.
    ///
    /// `node` is the column's in the schema. A value that is neither number nor boolean has no text.
    static func write(_ place: Int, of node: SchemaNode, in batch: inout ParquetBatch) {
        let column = batch.columns[place]
        var ranges: [ValueRange] = []
        let width = column.valueByteCount
        for index in 0..<column.valueCount {
            let value = column.fixedBytes[(index * width)..<((index + 1) * width)]
            switch Int(node.tapeKind) {
            case ASSAY_TRUE: ranges.append(batch.append(Array((value.first == 0 ? "false" : "true").utf8)))
            case ASSAY_NUMBER: ranges.append(batch.append(Array(number(value, node).utf8)))
            default: ranges.append(ValueRange(start: 0, end: 0))
            }
        }
        batch.setRanges(ranges, ofColumn: place)
    }

    private static func number(_ value: ArraySlice<UInt8>, _ node: SchemaNode) -> String {
        let bits = value.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch node.physicalType {
        case .float: return json(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
        case .double: return json(Double(bitPattern: bits))
        default:
            if case .integer(_, isSigned: false) = node.annotation { return String(bits) }
            return value.count == 4
                ? String(Int32(truncatingIfNeeded: bits)) : String(Int64(truncatingIfNeeded: bits))
        }
    }

    /// A number as Python's `json` writes it.
    private static func json(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return PythonText.float(value)
    }
}
