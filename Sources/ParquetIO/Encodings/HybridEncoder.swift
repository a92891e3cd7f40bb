/// Writes RLE: runs of 8 equal numbers or more as such, all else bit-packed in groups of 8 (Encodings.md: RLE).
enum HybridEncoder {
    /// Appends `numbers` in `bitWidth` bits, 1 to 32, to `bytes`.
    static func append<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ numbers: [Number], bitWidth: Int, to bytes: inout [UInt8]
    ) {
        let span = numbers.span
        // Numbers from `pending` on are not written yet; each time a run is, their count is a multiple of 8.
        var pending = 0
        var index = 0
        while index < numbers.count {
            let number = span[index]
            var end = index + 1
            while end < numbers.count && span[end] == number { end += 1 }
            let filling = (8 - (index - pending) % 8) % 8
            if end - index >= filling + 8 {
                appendPacked(numbers, pending, index + filling, bitWidth, to: &bytes)
                appendVarint(UInt64(end - index - filling) << 1, to: &bytes)
                for byte in 0..<(bitWidth + 7) / 8 {
                    bytes.append(UInt8(truncatingIfNeeded: number >> Number(8 * byte)))
                }
                pending = end
            }
            index = end
        }
        appendPacked(numbers, pending, numbers.count, bitWidth, to: &bytes)
    }

    /// Appends `numbers[start..<end]` bit-packed, the last group filled with zeros.
    private static func appendPacked<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ numbers: [Number], _ start: Int, _ end: Int, _ bitWidth: Int, to bytes: inout [UInt8]
    ) {
        if start == end { return }
        let groupCount = (end - start + 7) / 8
        appendVarint(UInt64(groupCount) << 1 | 1, to: &bytes)
        let byteEnd = bytes.count + groupCount * bitWidth
        let span = numbers.span
        var word: UInt64 = 0
        var bitCount = 0
        for index in start..<end {
            word |= UInt64(span[index]) << UInt64(bitCount)
            bitCount += bitWidth
            while bitCount >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
                bitCount -= 8
            }
        }
        if bitCount > 0 { bytes.append(UInt8(truncatingIfNeeded: word)) }
        while bytes.count < byteEnd { bytes.append(0) }
    }

    private static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
