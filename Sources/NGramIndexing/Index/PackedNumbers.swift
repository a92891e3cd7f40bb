import ByteIO
import CTextScan

/// A column of numbers of the same few bits each, read where it lies in a mapped index.
///
///     width (32 bits)  zero (32 bits)  the numbers, lowest bit first, end to end  8 zero bytes
///
/// Cost of a number: one load of 64 bits, which the zeros at the end keep within the section.
@safe struct PackedNumbers: Sendable {
    static let headerByteCount = 8
    static let paddingByteCount = 8
    static let largestWidth = 32

    let count: Int
    let width: Int
    private let mask: UInt64
    /// Within the mapping of the index that made this value, which outlives it.
    nonisolated(unsafe) private let numbers: UnsafeRawPointer

    /// `nil` where the section's size is not that of `count` numbers. Requires `count` below 2^48.
    @unsafe init?(_ section: UnsafeRawPointer, byteCount: Int, count: Int) {
        guard byteCount >= Self.headerByteCount else { return nil }
        let header = unsafe RawSpan(_unsafeStart: section, byteCount: Self.headerByteCount)
        let width = header.uint32(at: 0)
        guard width <= Self.largestWidth, header.uint32(at: 4) == 0,
            byteCount == Self.byteCount(count: count, width: Int(width))
        else { return nil }
        self.count = count
        self.width = Int(width)
        mask = 1 << UInt64(width) - 1
        unsafe numbers = section + Self.headerByteCount
    }

    /// The number at `index`; `nil` outside the column.
    @inline(__always)
    func number(at index: Int) -> Int? {
        guard index >= 0, index < count else { return nil }
        return Int(truncatingIfNeeded: loaded(index))
    }

    /// Asks for the memory of the number at `index`, which is about to be read: many of these are under way at once, and do
    /// not wait for each other as reads do.
    @inline(__always)
    func prefetch(at index: Int) { unsafe assay_prefetch(numbers + (index &* width) >> 3) }

    /// Requires `0 <= index < count`.
    @inline(__always)
    private func loaded(_ index: Int) -> UInt64 {
        let bit = index &* width
        // Eight bytes from the number's first one on: the section has that many behind its last number.
        let word = unsafe UInt64(littleEndian: numbers.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self))
        return word >> UInt64(truncatingIfNeeded: bit & 7) & mask
    }

    /// Whether `wanted` is among the numbers in `range`. Requires that it lies within the column.
    @inline(__always)
    func contains(_ wanted: UInt64, in range: Range<Int>) -> Bool {
        for index in range where loaded(index) == wanted { return true }
        return false
    }

    static func byteCount(count: Int, width: Int) -> Int {
        headerByteCount + (count * width + 7) / 8 + paddingByteCount
    }

    /// The bits that the numbers from 0 to `largest` need.
    static func width(for largest: Int) -> Int { Int.bitWidth - max(0, largest).leadingZeroBitCount }
}

/// Writes a column of packed numbers.
struct PackedWriter {
    private static let pendingCount = 1 << 13

    private let bytes: SpillingBytes
    private let width: Int
    private var pending: [UInt64] = []
    private var bits: UInt64 = 0
    private var bitCount = 0

    init(width: Int, limit: Int, path: String) {
        bytes = SpillingBytes(limit: limit, path: path)
        self.width = width
        pending.reserveCapacity(Self.pendingCount)
        pending.append(UInt64(width).littleEndian)
    }

    @inline(__always)
    mutating func append(_ number: UInt64) throws(AssayError) {
        bits |= number << UInt64(truncatingIfNeeded: bitCount)
        bitCount += width
        guard bitCount >= 64 else { return }
        pending.append(bits.littleEndian)
        bitCount -= 64
        // What did not fit; where all did, the shift is the width, and gives nothing.
        bits = number >> UInt64(truncatingIfNeeded: width - bitCount)
        if pending.count >= Self.pendingCount { try flush() }
    }

    private mutating func flush() throws(AssayError) {
        try bytes.append(words: pending)
        pending.removeAll(keepingCapacity: true)
    }

    mutating func finish() throws(AssayError) -> SpillingBytes {
        try flush()
        var rest: [UInt8] = []
        while bitCount > 0 {
            rest.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            bitCount -= 8
        }
        rest.appendLittleEndian(UInt64(0))
        try bytes.append(rest)
        return bytes
    }

    /// A whole column at once, as narrow as its largest number allows.
    static func column(_ numbers: some Sequence<UInt32>, limit: Int, path: String) throws(AssayError) -> SpillingBytes {
        var largest: UInt32 = 0
        for number in numbers { largest = max(largest, number) }
        var writer = PackedWriter(width: PackedNumbers.width(for: Int(largest)), limit: limit, path: path)
        for number in numbers { try writer.append(UInt64(number)) }
        return try writer.finish()
    }
}
