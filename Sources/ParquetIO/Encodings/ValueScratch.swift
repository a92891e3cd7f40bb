internal import ByteIO

/// Room for what some encodings decode on the way to values. Reused; one owner at a time.
struct ValueScratch {
    var places: [UInt32] = []
    var numbers: [Int64] = []
    private var column = ColumnBatch()
    private var values = ValueBytes()

    /// Appends the next `count` values of `decoder` to a column whose values all have one size.
    mutating func decodeFixed(
        _ decoder: inout DeltaByteArrayDecoder, _ page: [UInt8], count: Int, into target: inout ColumnBatch
    ) throws(ParquetProblem) {
        column.begin()
        values.begin()
        column.makeRoomForValues(count)
        try decoder.decode(page, count: count, into: &column, &values)
        try target.setFixed(column, values, count: count)
    }
}

extension ColumnBatch {
    /// How many bytes of `fixedBytes` are values.
    var fixedByteCount: Int { valueCount * valueByteCount }

    /// Makes room for `count` more values.
    mutating func makeRoomForValues(_ count: Int) {
        if valueByteCount > 0 {
            fixedBytes.makeRoom(for: fixedByteCount + count * valueByteCount, filler: 0)
        } else {
            ranges.makeRoom(for: valueCount + count, filler: ValueRange(start: 0, end: 0))
        }
    }

    /// Sets the values behind the last one to `numbers`, in as many bytes as the column's values have.
    mutating func setNumbers(_ numbers: [Int64], count: Int) {
        let size = valueByteCount
        let base = fixedByteCount
        var out = fixedBytes.mutableSpan
        for index in 0..<count {
            var rest = UInt64(bitPattern: numbers[index])
            for byte in base + index * size..<base + index * size + size {
                out[byte] = UInt8(truncatingIfNeeded: rest)
                rest >>= 8
            }
        }
    }

    /// Sets the values behind the last one to those of `other`, byte arrays that should all have the column's size.
    mutating func setFixed(
        _ other: borrowing ColumnBatch, _ values: borrowing ValueBytes, count: Int
    ) throws(ParquetProblem) {
        for index in 0..<count {
            let range = other.ranges[index]
            guard Int(range.end - range.start) == valueByteCount else {
                throw ParquetProblem("a value has \(range.end - range.start) bytes, its type \(valueByteCount)")
            }
            let place = fixedByteCount + index * valueByteCount
            fixedBytes.copy(values.bytes, from: Int(range.start), to: Int(range.end), at: place)
        }
    }
}
