/// A number in 7 bits a byte.
func varint(_ number: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = UInt64(number)
    while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
    }
    return bytes + [UInt8(rest)]
}

/// A signed number in 7 bits a byte.
func zigzag(_ number: Int64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
    while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
    }
    return bytes + [UInt8(rest)]
}

/// Numbers one after the other, bit by bit from the lowest on.
func packed(_ numbers: [UInt64], bitWidth: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (numbers.count * bitWidth + 7) / 8)
    var bit = 0
    for number in numbers {
        for index in 0..<bitWidth {
            if number >> UInt64(index) & 1 == 1 { bytes[bit / 8] |= 1 << UInt8(bit % 8) }
            bit += 1
        }
    }
    return bytes
}
