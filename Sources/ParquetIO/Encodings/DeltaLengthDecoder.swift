internal import ByteIO

/// DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes (Encodings.md). A value type.
struct DeltaLengthDecoder {
    private var lengths: DeltaBinaryPackedDecoder
    /// The next byte of the values, and the end.
    private var position: Int
    private let end: Int
    /// The lengths of the values that are being decoded.
    private(set) var byteCounts: [Int64] = []

    /// Reads `range` of a page; `limit` is the most values that there can be.
    init(_ page: [UInt8], _ range: Range<Int>, limit: Int) throws(ParquetProblem) {
        lengths = try DeltaBinaryPackedDecoder(page, range, limit: limit)
        position = try lengths.endPosition(page)
        end = range.upperBound
    }

    /// Appends the next `count` values to a column of byte arrays; throws if there are fewer.
    mutating func decode(
        _ page: [UInt8], count: Int, into column: inout ColumnBatch, _ values: inout ValueBytes
    ) throws(ParquetProblem) {
        let bytes = try next(page, count: count)
        var start = UInt32(truncatingIfNeeded: values.count)
        for index in 0..<count {
            let valueEnd = start + UInt32(truncatingIfNeeded: byteCounts[index])
            column.ranges[column.valueCount + index] = ValueRange(start: start, end: valueEnd)
            start = valueEnd
        }
        values.append(page, from: bytes.lowerBound, to: bytes.upperBound)
        column.textByteCount += bytes.count
    }

    /// Decodes the lengths of the next `count` values; returns where their bytes stand in the page.
    mutating func next(_ page: [UInt8], count: Int) throws(ParquetProblem) -> Range<Int> {
        byteCounts.makeRoom(for: count, filler: 0)
        try lengths.decode(page, count: count, into: &byteCounts, at: 0)
        let start = position
        for index in 0..<count {
            let byteCount = byteCounts[index]
            guard byteCount >= 0, byteCount <= Int64(end - position) else {
                throw ParquetProblem("a value is said to have \(byteCount) bytes, more than its page")
            }
            position += Int(byteCount)
        }
        return start..<position
    }
}
