internal import ByteIO

/// RLE: runs of one number and runs of bit-packed numbers, for levels, dictionary places and booleans (Encodings.md: RLE).
///
/// The position stays between calls, in a page's bytes that each call is given. A value type.
struct HybridDecoder {
    /// The next byte of the page to read, and the end.
    private var position: Int
    private let end: Int
    private let bitWidth: Int
    /// What is left of a run of one number.
    private var repeatedCount = 0
    private var repeated: UInt32 = 0
    /// What is left of a bit-packed run, and its next bit.
    private var packedCount = 0
    private var packedBit = 0

    /// Reads `range` of a page as numbers of `bitWidth` bits, 0 to 32.
    init(_ range: Range<Int>, bitWidth: Int) {
        position = range.lowerBound
        end = range.upperBound
        self.bitWidth = bitWidth
    }

    /// Sets `numbers[place..<place + count]` to the next `count` numbers of `page`; throws if there are fewer.
    mutating func decode<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ page: [UInt8], count: Int, into numbers: inout [Number], at place: Int
    ) throws(ParquetProblem) {
        let bytes = page.span
        let source = bytes.rawSpan
        var place = place
        var missing = count
        while missing > 0 {
            if repeatedCount > 0 {
                let taken = min(missing, repeatedCount)
                Self.fill(&numbers, place, taken, Number(truncatingIfNeeded: repeated))
                repeatedCount -= taken
                place += taken
                missing -= taken
            } else if packedCount > 0 {
                let taken = min(missing, packedCount)
                BitUnpacking.unpack(source, at: packedBit, bitWidth: bitWidth, count: taken, into: &numbers, at: place)
                packedBit += taken * bitWidth
                packedCount -= taken
                place += taken
                missing -= taken
            } else if bitWidth == 0 {
                // Some writers store no runs of numbers that are all 0.
                repeatedCount = missing
                repeated = 0
            } else {
                try nextRun(source)
            }
        }
    }

    private mutating func nextRun(_ source: RawSpan) throws(ParquetProblem) {
        let header = try Varint.read(source, at: &position, to: end)
        guard header >> 1 <= UInt64(Int32.max) else {
            throw ParquetProblem("a run of \(header >> 1) numbers is longer than any page")
        }
        let count = Int(header >> 1)
        if header & 1 == 0 {
            let byteCount = (bitWidth + 7) / 8
            guard byteCount <= end - position else { throw ParquetProblem("a page's runs end in the middle") }
            repeated = 0
            for index in 0..<byteCount { repeated |= UInt32(source.uint8(at: position + index)) << UInt32(8 * index) }
            position += byteCount
            repeatedCount = count
        } else {
            // The last group of 8 may be cut where the numbers end.
            packedCount = min(count * 8, (end - position) * 8 / bitWidth)
            packedBit = position * 8
            position = min(end, position + count * bitWidth)
        }
    }

    private static func fill<Number: FixedWidthInteger & BitwiseCopyable>(
        _ numbers: inout [Number], _ place: Int, _ count: Int, _ number: Number
    ) {
        var numbers = numbers.mutableSpan
        for index in place..<place + count { numbers[index] = number }
    }
}
