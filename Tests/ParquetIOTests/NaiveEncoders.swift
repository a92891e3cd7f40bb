/// Encoders as Encodings.md describes them, one value at a time, for tests to compare decoders with.
enum NaiveEncoder {
    /// DELTA_BINARY_PACKED with blocks of `blockCount` numbers in `miniblockCount` miniblocks.
    static func delta(_ numbers: [Int64], blockCount: Int = 128, miniblockCount: Int = 4) -> [UInt8] {
        var bytes = varint(blockCount) + varint(miniblockCount) + varint(numbers.count) + zigzag(numbers.first ?? 0)
        let deltas = zip(numbers.dropFirst(), numbers).map { $0 &- $1 }
        let size = blockCount / miniblockCount
        for blockStart in stride(from: 0, to: deltas.count, by: blockCount) {
            let block = Array(deltas[blockStart..<min(deltas.count, blockStart + blockCount)])
            let least = block.min() ?? 0
            bytes += zigzag(least)
            var widths: [UInt8] = []
            var bodies: [UInt8] = []
            for mini in 0..<miniblockCount {
                var part = block.dropFirst(mini * size).prefix(size).map { UInt64(bitPattern: $0 &- least) }
                let width = part.map { 64 - $0.leadingZeroBitCount }.max() ?? 0
                widths.append(UInt8(width))
                if part.isEmpty { continue }
                part += [UInt64](repeating: 0, count: size - part.count)
                bodies += packed(part, bitWidth: width)
            }
            bytes += widths + bodies
        }
        return bytes
    }

    /// PLAIN byte arrays.
    static func plain(_ values: [[UInt8]]) -> [UInt8] {
        values.flatMap { little(UInt64($0.count), byteCount: 4) + $0 }
    }

    /// DELTA_LENGTH_BYTE_ARRAY.
    static func deltaLength(_ values: [[UInt8]]) -> [UInt8] {
        delta(values.map { Int64($0.count) }) + values.flatMap { $0 }
    }

    /// DELTA_BYTE_ARRAY.
    static func deltaByteArray(_ values: [[UInt8]]) -> [UInt8] {
        var prefixes: [Int64] = []
        var suffixes: [[UInt8]] = []
        var last: [UInt8] = []
        for value in values {
            let shared = zip(value, last).prefix { $0 == $1 }.count
            prefixes.append(Int64(shared))
            suffixes.append(Array(value.dropFirst(shared)))
            last = value
        }
        return delta(prefixes) + deltaLength(suffixes)
    }

    /// BYTE_STREAM_SPLIT of values of one size.
    static func byteStreamSplit(_ values: [[UInt8]]) -> [UInt8] {
        (0..<(values.first?.count ?? 0)).flatMap { byte in values.map { $0[byte] } }
    }

    /// RLE or bit-packed runs, as a seed chooses; the runs end with `numbers`, filled up to a group of 8.
    static func hybrid(_ numbers: [UInt64], bitWidth: Int, _ random: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < numbers.count {
            if Bool.random(using: &random) {
                let count = numbers[index...].prefix { $0 == numbers[index] }.count
                bytes += varint(count * 2) + little(numbers[index], byteCount: (bitWidth + 7) / 8)
                index += count
            } else {
                let groupCount = Int.random(in: 1...4, using: &random)
                var part = Array(numbers[index...].prefix(groupCount * 8))
                index += part.count
                part += [UInt64](repeating: 0, count: groupCount * 8 - part.count)
                bytes += varint(groupCount * 2 + 1) + packed(part, bitWidth: bitWidth)
            }
        }
        return bytes
    }

    /// The deprecated BIT_PACKED levels: the highest bit first.
    static func bitPacked(_ levels: [UInt8], bitWidth: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (levels.count * bitWidth + 7) / 8)
        for (index, level) in levels.enumerated() {
            for bit in 0..<bitWidth where level >> UInt8(bitWidth - 1 - bit) & 1 == 1 {
                let place = index * bitWidth + bit
                bytes[place / 8] |= 0x80 >> UInt8(place % 8)
            }
        }
        return bytes
    }
}

/// A number's lowest bytes.
func little(_ number: UInt64, byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
}
