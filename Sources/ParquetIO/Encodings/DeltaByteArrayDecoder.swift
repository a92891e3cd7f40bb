internal import ByteIO

/// DELTA_BYTE_ARRAY: how much each value shares with the one before, and the rest of it (Encodings.md). A value type.
struct DeltaByteArrayDecoder {
    private var prefixes: DeltaBinaryPackedDecoder
    private var suffixes: DeltaLengthDecoder
    private var prefixByteCounts: [Int64] = []
    /// The value before those that come next.
    private var last: [UInt8] = []
    private let byteLimit: Int

    /// Reads `range` of a page; `limit` is the most values that there can be, `byteLimit` the most bytes of a batch.
    init(_ page: [UInt8], _ range: Range<Int>, limit: Int, byteLimit: Int) throws(ParquetProblem) {
        prefixes = try DeltaBinaryPackedDecoder(page, range, limit: limit)
        suffixes = try DeltaLengthDecoder(page, prefixes.endPosition(page)..<range.upperBound, limit: limit)
        self.byteLimit = byteLimit
    }

    /// Appends the next `count` values to a column of byte arrays; throws if there are fewer.
    mutating func decode(
        _ page: [UInt8], count: Int, into column: inout ColumnBatch, _ values: inout ValueBytes
    ) throws(ParquetProblem) {
        if count == 0 { return }
        prefixByteCounts.makeRoom(for: count, filler: 0)
        try prefixes.decode(page, count: count, into: &prefixByteCounts, at: 0)
        var suffix = try suffixes.next(page, count: count).lowerBound
        // The value before the first one is put in front of them, so that each is a prefix of what stands before it.
        var previous = values.count..<values.count + last.count
        values.append(last, from: 0, to: last.count)
        for index in 0..<count {
            let prefixByteCount = prefixByteCounts[index]
            let suffixByteCount = Int(suffixes.byteCounts[index])
            guard prefixByteCount >= 0, prefixByteCount <= Int64(previous.count) else {
                throw ParquetProblem(
                    "a value is said to share \(prefixByteCount) bytes with one of \(previous.count) before it")
            }
            let start = values.count
            guard start + Int(prefixByteCount) + suffixByteCount <= byteLimit else {
                throw ParquetProblem("rows hold more than \(byteLimit) bytes", advice: ParquetLimits.memoryAdvice)
            }
            values.repeatBytes(from: previous.lowerBound, to: previous.lowerBound + Int(prefixByteCount))
            values.append(page, from: suffix, to: suffix + suffixByteCount)
            suffix += suffixByteCount
            previous = start..<values.count
            column.ranges[column.valueCount + index] = ValueRange(start: UInt32(start), end: UInt32(values.count))
            column.textByteCount += previous.count
        }
        last = Array(values.bytes[previous])
    }
}
