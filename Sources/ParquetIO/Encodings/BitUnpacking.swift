internal import ByteIO

/// Numbers of a few bits each, one after the other from the lowest bit of the first byte on (Encodings.md: RLE/bit-packing).
enum BitUnpacking {
    /// Sets `numbers[place..<place + count]` to the `count` numbers of `bitWidth` bits at the bit `bit` of `source`.
    ///
    /// `bitWidth` is 0 to 57; 8 bytes are readable after the last number.
    static func unpack<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ source: RawSpan, at bit: Int, bitWidth: Int, count: Int, into numbers: inout [Number], at place: Int
    ) {
        var numbers = numbers.mutableSpan
        let mask = (UInt64(1) << UInt64(bitWidth)) &- 1
        var bit = bit
        for index in place..<place + count {
            let word = source.uint64(at: bit >> 3) >> UInt64(bit & 7)
            numbers[index] = Number(truncatingIfNeeded: word & mask)
            bit &+= bitWidth
        }
    }

    /// One number of up to 64 bits; 16 bytes are readable after it.
    static func number(_ source: RawSpan, at bit: Int, bitWidth: Int) -> UInt64 {
        if bitWidth == 0 { return 0 }
        let shift = UInt64(bit & 7)
        var word = source.uint64(at: bit >> 3) >> shift
        if shift > 0 && bitWidth > 57 { word |= source.uint64(at: bit >> 3 + 8) << (64 - shift) }
        return word & (UInt64.max >> UInt64(64 - bitWidth))
    }
}

/// Variable-length numbers: 7 bits a byte, the lowest first (ULEB128).
enum Varint {
    /// The number at `position`, which moves behind it; throws if it does not end before `end`.
    static func read(_ source: RawSpan, at position: inout Int, to end: Int) throws(ParquetProblem) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end && shift < 64 {
            let byte = source.uint8(at: position)
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw ParquetProblem("a page's numbers end in the middle")
    }

    /// The same for a number whose sign is its lowest bit.
    static func readZigzag(_ source: RawSpan, at position: inout Int, to end: Int) throws(ParquetProblem) -> Int64 {
        let value = try read(source, at: &position, to: end)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
