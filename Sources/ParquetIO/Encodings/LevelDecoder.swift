internal import ByteIO

/// The definition or the repetition levels of a page. A value type.
struct LevelDecoder {
    private enum Runs {
        case hybrid(HybridDecoder)
        /// The deprecated BIT_PACKED: the highest bits first, from a bit on.
        case packed(bit: Int, end: Int)
    }

    private var runs: Runs
    private let maximum: UInt8
    private let bitWidth: Int

    /// The levels of a page of version 2, which stand in `range`.
    init(_ range: Range<Int>, maximum: Int) {
        self.maximum = UInt8(maximum)
        bitWidth = Self.bitWidth(maximum)
        runs = .hybrid(HybridDecoder(range, bitWidth: bitWidth))
    }

    /// The levels of a page of version 1, which begin at the lower bound of `rest`, moved behind them.
    init(
        _ page: [UInt8], _ rest: inout Range<Int>, entryCount: Int, maximum: Int, encodingNumber: Int32
    ) throws(ParquetProblem) {
        let start = rest.lowerBound
        let bitWidth = Self.bitWidth(maximum)
        switch try ParquetEncoding.read(encodingNumber) {
        case .rle:
            guard rest.count >= 4 else { throw ParquetProblem("a page ends in its levels") }
            let bytes = page.span
            let byteCount = Int(bytes.rawSpan.uint32(at: start))
            guard byteCount <= rest.count - 4 else {
                throw ParquetProblem("a page's levels are said to have \(byteCount) bytes, more than the page")
            }
            rest = start + 4 + byteCount..<rest.upperBound
            self.init(start + 4..<rest.lowerBound, maximum: maximum)
        case .bitPacked:
            let byteCount = (entryCount * bitWidth + 7) / 8
            guard byteCount <= rest.count else { throw ParquetProblem("a page ends in its levels") }
            rest = start + byteCount..<rest.upperBound
            self.init(start..<start, maximum: maximum)
            runs = .packed(bit: start * 8, end: rest.lowerBound * 8)
        case let other:
            throw ParquetProblem("a page's levels are encoded with \(other.name), which is not for levels")
        }
    }

    /// Sets `levels[place..<place + count]` to the next levels; throws if there are fewer, or one is too high.
    mutating func decode(
        _ page: [UInt8], count: Int, into levels: inout [UInt8], at place: Int
    ) throws(ParquetProblem) {
        switch runs {
        case .hybrid(var decoder):
            try decoder.decode(page, count: count, into: &levels, at: place)
            runs = .hybrid(decoder)
        case .packed(var bit, let end):
            guard count * bitWidth <= end - bit else { throw ParquetProblem("a page's levels end early") }
            for index in place..<place + count {
                var level: UInt8 = 0
                for _ in 0..<bitWidth {
                    level = level << 1 | page[bit >> 3] >> UInt8(7 - bit & 7) & 1
                    bit += 1
                }
                levels[index] = level
            }
            runs = .packed(bit: bit, end: end)
        }
        let found = levels.span
        var highest: UInt8 = 0
        for index in place..<place + count { highest = max(highest, found[index]) }
        if highest > maximum {
            throw ParquetProblem("a page has a level of \(highest), but the column's highest is \(maximum)")
        }
    }

    private static func bitWidth(_ maximum: Int) -> Int { Int.bitWidth - maximum.leadingZeroBitCount }
}
