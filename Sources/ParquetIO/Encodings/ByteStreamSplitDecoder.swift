internal import ByteIO

/// BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, and so on (Encodings.md). A value type.
struct ByteStreamSplitDecoder {
    private let start: Int
    /// The values of the page, and how many were decoded.
    private let count: Int
    private var decodedCount = 0

    /// Reads `range` of a page, whose values have `valueByteCount` bytes each.
    init(_ range: Range<Int>, valueByteCount: Int) throws(ParquetProblem) {
        start = range.lowerBound
        count = valueByteCount == 0 ? 0 : range.count / valueByteCount
        if valueByteCount > 0 && range.count % valueByteCount != 0 {
            throw ParquetProblem(
                "a page of \(range.count) bytes is no whole number of values of \(valueByteCount) bytes")
        }
    }

    /// Appends the next `count` values to `column`; throws if there are fewer.
    mutating func decode(
        _ page: [UInt8], count wanted: Int, into column: inout ColumnBatch
    ) throws(ParquetProblem) {
        let size = column.valueByteCount
        guard size == 0 || wanted <= count - decodedCount else { throw PlainDecoder.endsEarly }
        let base = column.fixedByteCount
        let page = page.span
        var out = column.fixedBytes.mutableSpan
        for byte in 0..<size {
            let from = start + byte * count + decodedCount
            for index in 0..<wanted { out[base + index * size + byte] = page[from + index] }
        }
        decodedCount += wanted
    }
}
