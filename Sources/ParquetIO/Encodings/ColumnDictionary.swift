internal import ByteIO

/// The values of a column chunk's dictionary page (Encodings.md: Dictionary Encoding). Not thread-safe: one owner at a time.
struct ColumnDictionary {
    /// The entries.
    let count: Int
    /// The values: `ranges` of `bytes` for byte arrays, else `count` times the column's value size.
    private(set) var bytes: [UInt8]
    private(set) var ranges: [ValueRange] = []
    /// The longest entry in bytes.
    private(set) var longest = 0
    /// Where each entry stands in the present batch's bytes, if `batches` says that it was put into this batch.
    private var placed: [ValueRange] = []
    private var batches: [Int] = []
    private var batch = 0

    /// About how many bytes the dictionary of a page holds, at most: its values, and four numbers an entry.
    static func byteCount(_ page: borrowing Page) -> Int { page.values.count + 32 * page.header.entryCount }

    /// Decodes the page; throws if it has fewer entries than its header says.
    init(_ page: borrowing Page, type: PhysicalType, valueByteCount: Int) throws(ParquetProblem) {
        let encoding = try ParquetEncoding.read(page.header.encodingNumber)
        guard encoding == .plain || encoding == .plainDictionary else {
            throw ParquetProblem("a dictionary is encoded with \(encoding.name), which is not for dictionaries")
        }
        count = page.header.entryCount
        // Each entry has its length or its bytes, so the count is checked before room is made.
        let smallest = type == .byteArray ? 4 : valueByteCount
        let most = type == .boolean ? 8 * page.values.count : page.values.count / max(1, smallest)
        if count > most { throw PlainDecoder.endsEarly }
        var column = ColumnBatch()
        var values = ValueBytes()
        column.valueByteCount = valueByteCount
        column.makeRoomForValues(count)
        var decoder = PlainDecoder(page.values)
        try decoder.decode(page.bytes, count: count, type: type, into: &column, &values)
        guard type == .byteArray else {
            bytes = column.fixedBytes
            longest = valueByteCount
            return
        }
        bytes = values.bytes
        ranges = column.ranges
        for range in ranges[..<count] { longest = max(longest, Int(range.end - range.start)) }
    }

    /// Appends the values at the `places` to `column`; throws if there is no such place.
    mutating func append(
        _ places: [UInt32], count placeCount: Int, batch: Int, into column: inout ColumnBatch,
        _ values: inout ValueBytes
    ) throws(ParquetProblem) {
        try check(places, 0..<placeCount)
        if column.valueByteCount > 0 || ranges.isEmpty {
            return appendFixed(places, count: placeCount, into: &column)
        }
        if placed.isEmpty {
            placed = ranges
            batches = [Int](repeating: -1, count: ranges.count)
        }
        for index in 0..<placeCount {
            let place = Int(places[index])
            if batches[place] != batch {
                let start = values.count
                values.append(bytes, from: Int(ranges[place].start), to: Int(ranges[place].end))
                placed[place] = ValueRange(start: UInt32(start), end: UInt32(values.count))
                batches[place] = batch
            }
            let range = placed[place]
            column.ranges[column.valueCount + index] = range
            column.textByteCount += Int(range.end - range.start)
        }
    }

    private func appendFixed(_ places: [UInt32], count placeCount: Int, into column: inout ColumnBatch) {
        let size = column.valueByteCount
        var at = column.fixedByteCount
        let bytes = bytes.span
        var out = column.fixedBytes.mutableSpan
        for index in 0..<placeCount {
            let from = Int(places[index]) * size
            for byte in 0..<size { out[at + byte] = bytes[from + byte] }
            at += size
        }
    }

    /// Throws if one of `places[range]` is not in the dictionary.
    func check(_ places: [UInt32], _ range: Range<Int>) throws(ParquetProblem) {
        let found = places.span
        var highest: UInt32 = 0
        for index in range { highest = max(highest, found[index]) }
        if !range.isEmpty && Int(highest) >= count {
            throw ParquetProblem("a value is entry \(highest) of a dictionary that has \(count)")
        }
    }

    /// Appends some entries to `content` as PLAIN has them.
    func appendPlain(_ entries: [UInt32], valueByteCount: Int, to content: inout [UInt8]) {
        for entry in entries {
            let place = Int(entry)
            if valueByteCount > 0 || ranges.isEmpty {
                content += bytes[place * valueByteCount..<(place + 1) * valueByteCount]
            } else {
                content.appendLittleEndian(ranges[place].end - ranges[place].start)
                content += bytes[Int(ranges[place].start)..<Int(ranges[place].end)]
            }
        }
    }
}
