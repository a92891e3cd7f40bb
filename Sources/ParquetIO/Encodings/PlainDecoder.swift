internal import ByteIO

/// PLAIN: values as they are, byte arrays behind their length in 4 bytes, booleans as bits (Encodings.md). A value type.
struct PlainDecoder {
    /// The next byte of the page to read, and the end; of booleans, the next bit of the byte.
    private var position: Int
    private let end: Int
    private var bit = 0

    /// Reads `range` of a page.
    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// Appends the next `count` values of `page` to `column`, whose type is `type`; throws if there are fewer.
    mutating func decode(
        _ page: [UInt8], count: Int, type: PhysicalType, into column: inout ColumnBatch, _ values: inout ValueBytes
    ) throws(ParquetProblem) {
        switch type {
        case .byteArray: try decodeByteArrays(page, count: count, into: &column, &values)
        case .boolean: try decodeBooleans(page, count: count, into: &column)
        default:
            let byteCount = count * column.valueByteCount
            guard byteCount <= end - position else { throw Self.endsEarly }
            let place = column.fixedByteCount
            column.fixedBytes.copy(page, from: position, to: position + byteCount, at: place)
            position += byteCount
        }
    }

    /// The lengths are walked, and all is copied at once, the lengths between the values too.
    private mutating func decodeByteArrays(
        _ page: [UInt8], count: Int, into column: inout ColumnBatch, _ values: inout ValueBytes
    ) throws(ParquetProblem) {
        let start = position
        let shift = values.count - start
        do {
            let bytes = page.span
            let source = bytes.rawSpan
            let first = column.valueCount
            var ranges = column.ranges.mutableSpan
            for index in first..<first + count {
                guard end - position >= 4 else { throw Self.endsEarly }
                let byteCount = Int(source.uint32(at: position))
                position += 4
                guard byteCount <= end - position else {
                    throw ParquetProblem("a value is said to have \(byteCount) bytes, more than its page")
                }
                let valueStart = shift + position
                ranges[index] = ValueRange(
                    start: UInt32(truncatingIfNeeded: valueStart),
                    end: UInt32(truncatingIfNeeded: valueStart + byteCount))
                position += byteCount
            }
        }
        values.append(page, from: start, to: position)
        column.textByteCount += position - start - 4 * count
    }

    private mutating func decodeBooleans(
        _ page: [UInt8], count: Int, into column: inout ColumnBatch
    ) throws(ParquetProblem) {
        guard count <= (end - position) * 8 - bit else { throw Self.endsEarly }
        let bytes = page.span
        let place = column.fixedByteCount
        BitUnpacking.unpack(
            bytes.rawSpan, at: position * 8 + bit, bitWidth: 1, count: count, into: &column.fixedBytes, at: place)
        position += (bit + count) / 8
        bit = (bit + count) % 8
    }

    static let endsEarly = ParquetProblem("a page has fewer values than its levels say")
}
