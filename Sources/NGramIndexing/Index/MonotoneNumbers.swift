import ByteIO

/// A column of numbers that never fall, in about two bits each and the logarithm of their mean step, read where it lies in a
/// mapped index.
///
/// The Elias-Fano code: the lowest bits of each number are packed, the rest stands in a bit string in which number i sets
/// bit (number >> width) + i. Where every 64th set bit stands is sampled, so that finding one costs a few loads. (Elias,
/// "Efficient storage and retrieval by content and address of static files", 1974; Vigna, "Quasi-succinct indices", 2013.)
///
///     largest (64 bits)  width (32 bits)  zero (32 bits)  low bits, padded to 8 bytes, 8 zero bytes
///     bit string: 64-bit words  samples: 32 bits each
@safe struct MonotoneNumbers: Sendable {
    static let headerByteCount = 16
    static let largestWidth = 32
    /// No column reaches it: items, texts and tokens are counted in 32 bits.
    static let largestNumber: UInt64 = 1 << 32

    let count: Int
    let largest: Int
    private let width: Int
    private let mask: UInt64
    private let wordCount: Int
    /// Within the mapping of the index that made this value, which outlives it.
    nonisolated(unsafe) private let lows: UnsafeRawPointer
    nonisolated(unsafe) private let words: UnsafeRawPointer
    nonisolated(unsafe) private let samples: UnsafeRawPointer

    /// The sizes of the column's parts.
    struct Layout {
        var lowByteCount: Int
        var wordCount: Int
        var sampleCount: Int

        init(count: Int, largest: Int, width: Int) {
            lowByteCount = (count * width + 63) / 64 * 8 + 8
            wordCount = (count + largest >> width) / 64 + 1
            sampleCount = (count + IndexFormat.onesPerSample - 1) / IndexFormat.onesPerSample
        }

        var byteCount: Int { headerByteCount + lowByteCount + 8 * wordCount + 4 * sampleCount }
    }

    /// The bits of each number that are packed: about the logarithm of the mean step.
    static func width(count: Int, largest: Int) -> Int {
        count == 0 || largest <= count ? 0 : Int.bitWidth - 1 - (largest / count).leadingZeroBitCount
    }

    /// `nil` where the section's size is not that of `count` numbers. Requires `count` below 2^48.
    @unsafe init?(_ section: UnsafeRawPointer, byteCount: Int, count: Int) {
        guard byteCount >= Self.headerByteCount else { return nil }
        let header = unsafe RawSpan(_unsafeStart: section, byteCount: Self.headerByteCount)
        let largest = header.uint64(at: 0)
        let width = header.uint32(at: 8)
        guard largest < Self.largestNumber, width <= Self.largestWidth, header.uint32(at: 12) == 0 else { return nil }
        let layout = Layout(count: count, largest: Int(largest), width: Int(width))
        guard byteCount == layout.byteCount else { return nil }
        self.count = count
        self.largest = Int(largest)
        self.width = Int(width)
        mask = 1 << UInt64(width) - 1
        wordCount = layout.wordCount
        unsafe lows = section + Self.headerByteCount
        unsafe words = lows + layout.lowByteCount
        unsafe samples = words + 8 * layout.wordCount
    }

    /// The number at `index`; `nil` outside the column, or where the bit string is damaged.
    func number(at index: Int) -> Int? {
        guard index >= 0, index < count else { return nil }
        let start = sample(index / IndexFormat.onesPerSample)
        var left = index % IndexFormat.onesPerSample
        var place = start >> 6
        guard place < wordCount else { return nil }
        var word = self.word(place) & ~0 << UInt64(truncatingIfNeeded: start & 63)
        while true {
            let ones = word.nonzeroBitCount
            if left < ones { break }
            left -= ones
            place += 1
            guard place < wordCount else { return nil }
            word = self.word(place)
        }
        return joined(bit: place << 6 + Self.place(ofBit: left, in: word), index)
    }

    /// The last index whose number is at most `limit`, -1 where there is none; `nil` where the column is damaged.
    func lastIndex(notAbove limit: Int) -> Int? {
        // First among the sampled numbers, which need no search in the bit string.
        var low = -1
        var high = (count + IndexFormat.onesPerSample - 1) / IndexFormat.onesPerSample
        while high - low > 1 {
            let middle = (low + high) / 2
            let index = middle * IndexFormat.onesPerSample
            guard let number = joined(bit: sample(middle), index) else { return nil }
            if number <= limit { low = middle } else { high = middle }
        }
        if low < 0 { return -1 }
        var first = low * IndexFormat.onesPerSample
        var end = min(first + IndexFormat.onesPerSample, count)
        while end - first > 1 {
            let middle = (first + end) / 2
            guard let number = number(at: middle) else { return nil }
            if number <= limit { first = middle } else { end = middle }
        }
        return first
    }

    /// Where the set bit of `word` stands that has `count` set bits below it. Requires that there is one.
    ///
    /// The bytes' bits are counted side by side, and added up from the lowest: the first sum above `count` is that of the
    /// bit's byte. (Vigna, "Broadword implementation of rank/select queries", 2008.)
    static func place(ofBit count: Int, in word: UInt64) -> Int {
        let (ones, high) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
        var sums = word &- (word >> 1 & 0x5555_5555_5555_5555)
        sums = (sums & 0x3333_3333_3333_3333) &+ (sums >> 2 & 0x3333_3333_3333_3333)
        sums = ((sums &+ sums >> 4) & 0x0F0F_0F0F_0F0F_0F0F) &* ones
        let above = ((sums | high) &- ones &* UInt64(truncatingIfNeeded: count + 1)) & high
        let shift = above.trailingZeroBitCount & ~7
        var left = count - Int(truncatingIfNeeded: (sums << 8) >> UInt64(shift) & 0xFF)
        var bits = word >> UInt64(shift)
        while left > 0 {
            bits &= bits &- 1
            left -= 1
        }
        return shift + bits.trailingZeroBitCount
    }

    /// Number `index`, whose set bit is number `bit` of the bit string.
    @inline(__always)
    private func joined(bit: Int, _ index: Int) -> Int? {
        guard bit >= index else { return nil }
        let lowBit = index &* width
        // Requires `index < count`: the low bits have eight bytes behind the last number's first one.
        let word = unsafe UInt64(littleEndian: lows.loadUnaligned(fromByteOffset: lowBit >> 3, as: UInt64.self))
        let low = word >> UInt64(truncatingIfNeeded: lowBit & 7) & mask
        let number = (bit - index) << width | Int(truncatingIfNeeded: low)
        return number <= largest ? number : nil
    }

    /// Requires `place < wordCount`.
    @inline(__always)
    private func word(_ place: Int) -> UInt64 {
        unsafe UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 8 &* place, as: UInt64.self))
    }

    /// Requires that the sample is one of the column's.
    @inline(__always)
    private func sample(_ number: Int) -> Int {
        Int(unsafe UInt32(littleEndian: samples.loadUnaligned(fromByteOffset: 4 &* number, as: UInt32.self)))
    }
}

/// Writes a column of monotone numbers. Memory: the column.
struct MonotoneWriter {
    private let width: Int
    private let largest: Int
    private let layout: MonotoneNumbers.Layout
    private var lows: [UInt64]
    private var words: [UInt64]
    private var samples: [UInt32] = []
    private var index = 0

    /// - Parameter largest: no number may be larger.
    init(count: Int, largest: Int) {
        width = MonotoneNumbers.width(count: count, largest: largest)
        self.largest = largest
        layout = MonotoneNumbers.Layout(count: count, largest: largest, width: width)
        lows = [UInt64](repeating: 0, count: layout.lowByteCount / 8)
        words = [UInt64](repeating: 0, count: layout.wordCount)
        samples.reserveCapacity(layout.sampleCount)
    }

    mutating func append(_ number: Int) {
        let bit = number >> width + index
        words[bit >> 6] |= 1 << UInt64(bit & 63)
        if index % IndexFormat.onesPerSample == 0 { samples.append(UInt32(truncatingIfNeeded: bit)) }
        let low = UInt64(number) & (1 << UInt64(width) - 1)
        let lowBit = index * width
        lows[lowBit >> 6] |= low << UInt64(lowBit & 63)
        if lowBit & 63 + width > 64 { lows[lowBit >> 6 + 1] |= low >> UInt64(64 - lowBit & 63) }
        index += 1
    }

    func finish(limit: Int, path: String) throws(AssayError) -> SpillingBytes {
        let bytes = SpillingBytes(limit: limit, path: path)
        var pending: [UInt8] = []
        pending.appendLittleEndian(UInt64(largest))
        pending.appendLittleEndian(UInt32(truncatingIfNeeded: width))
        pending.appendLittleEndian(UInt32(0))
        for numbers in [lows, words] {
            for number in numbers {
                pending.appendLittleEndian(number)
                if pending.count >= 1 << 16 {
                    try bytes.append(pending)
                    pending.removeAll(keepingCapacity: true)
                }
            }
        }
        for sample in samples { pending.appendLittleEndian(sample) }
        try bytes.append(pending)
        return bytes
    }
}
