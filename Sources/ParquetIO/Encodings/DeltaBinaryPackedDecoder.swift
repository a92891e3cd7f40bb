internal import ByteIO

/// DELTA_BINARY_PACKED: numbers as differences, in blocks of miniblocks that have a bit width each (Encodings.md).
///
/// The position stays between calls. Arithmetic wraps around, as writers' does. A value type.
struct DeltaBinaryPackedDecoder {
    /// The next byte of the page to read, and the end.
    private(set) var position: Int
    private let end: Int
    private let miniblockCount: Int
    private let miniblockValueCount: Int
    /// The numbers not yet decoded; the first one stands in the header.
    private(set) var remaining: Int
    private var isFirst = true
    private var last: UInt64
    private var minDelta: UInt64 = 0
    /// The bit widths of the block's miniblocks, and the next one.
    private var widths: [UInt8] = []
    private var miniblock = 0
    /// What is left of a miniblock: its differences, its next bit, its width.
    private var packedCount = 0
    private var packedBit = 0
    private var packedWidth = 0

    /// Reads the header at the front of `range`; `limit` is the most numbers that there can be.
    init(_ page: [UInt8], _ range: Range<Int>, limit: Int) throws(ParquetProblem) {
        let bytes = page.span
        let source = bytes.rawSpan
        position = range.lowerBound
        end = range.upperBound
        let blockValueCount = try Varint.read(source, at: &position, to: end)
        let miniblockCount = try Varint.read(source, at: &position, to: end)
        let total = try Varint.read(source, at: &position, to: end)
        last = UInt64(bitPattern: try Varint.readZigzag(source, at: &position, to: end))
        guard 1...UInt64(1 << 24) ~= blockValueCount, 1...blockValueCount ~= miniblockCount,
            blockValueCount % (8 * miniblockCount) == 0
        else {
            throw ParquetProblem(
                "a page has blocks of \(blockValueCount) differences in \(miniblockCount) miniblocks, which do not add up"
            )
        }
        guard total <= UInt64(limit) else {
            throw ParquetProblem("a page of \(limit) values is said to have \(total) of them encoded")
        }
        remaining = Int(total)
        self.miniblockCount = Int(miniblockCount)
        miniblockValueCount = Int(blockValueCount / miniblockCount)
    }

    /// Sets `numbers[place..<place + count]` to the next numbers; throws if there are fewer.
    mutating func decode(
        _ page: [UInt8], count: Int, into numbers: inout [Int64], at place: Int
    ) throws(ParquetProblem) {
        guard count <= remaining else { throw ParquetProblem("a page's encoded numbers end early") }
        let bytes = page.span
        let source = bytes.rawSpan
        remaining -= count
        var place = place
        let placeEnd = place + count
        if isFirst && count > 0 {
            numbers[place] = Int64(bitPattern: last)
            place += 1
            isFirst = false
        }
        while place < placeEnd {
            if packedCount == 0 { try nextMiniblock(source, wanted: placeEnd - place + remaining) }
            let taken = min(packedCount, placeEnd - place)
            var out = numbers.mutableSpan
            for index in place..<place + taken {
                last = last &+ minDelta &+ BitUnpacking.number(source, at: packedBit, bitWidth: packedWidth)
                packedBit += packedWidth
                out[index] = Int64(bitPattern: last)
            }
            packedCount -= taken
            place += taken
        }
    }

    /// Where the numbers end in the page, found without decoding them.
    func endPosition(_ page: [UInt8]) throws(ParquetProblem) -> Int {
        let bytes = page.span
        let source = bytes.rawSpan
        var walker = self
        var missing = remaining - (isFirst ? 1 : 0)
        while missing > 0 {
            try walker.nextMiniblock(source, wanted: missing)
            missing -= walker.packedCount
        }
        return walker.position
    }

    /// Steps to the next miniblock, of which `wanted` numbers are left at most.
    private mutating func nextMiniblock(_ source: RawSpan, wanted: Int) throws(ParquetProblem) {
        if miniblock == widths.count {
            minDelta = UInt64(bitPattern: try Varint.readZigzag(source, at: &position, to: end))
            guard miniblockCount <= end - position else { throw ParquetProblem("a page's encoded numbers end early") }
            widths.removeAll(keepingCapacity: true)
            for index in 0..<miniblockCount { widths.append(source.uint8(at: position + index)) }
            position += miniblockCount
            miniblock = 0
        }
        packedWidth = Int(widths[miniblock])
        guard packedWidth <= 64 else {
            throw ParquetProblem("a page has differences of \(packedWidth) bits, more than 64")
        }
        miniblock += 1
        packedCount = min(wanted, miniblockValueCount)
        packedBit = position * 8
        guard packedCount * packedWidth <= (end - position) * 8 else {
            throw ParquetProblem("a page's encoded numbers end early")
        }
        // The last miniblock is filled up, by most writers.
        position = min(end, position + miniblockValueCount * packedWidth / 8)
    }
}
