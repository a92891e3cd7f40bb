import ByteIO

/// Writes one JSON value as a line of bytes: the evidence must not go through strings record by record.
///
/// Callers give keys in the order they are to stand; keys are ASCII without anything to escape.
struct JSONLine {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// The bytes so far, taken out; what follows continues the value.
    mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    mutating func beginObject() { open(UInt8(ascii: "{")) }
    mutating func endObject() { close(UInt8(ascii: "}")) }
    mutating func beginArray() { open(UInt8(ascii: "[")) }
    mutating func endArray() { close(UInt8(ascii: "]")) }

    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    mutating func key(_ name: StaticString) {
        // In one step: there are some thirty keys to a line.
        bytes.append(addingCapacity: name.utf8CodeUnitCount + 4) { piece in
            if needsComma { piece.append(UInt8(ascii: ",")) }
            piece.append(UInt8(ascii: "\""))
            // A StaticString's bytes live as long as the program.
            for place in 0..<name.utf8CodeUnitCount { unsafe piece.append(name.utf8Start[place]) }
            piece.append(UInt8(ascii: "\""))
            piece.append(UInt8(ascii: ":"))
        }
        needsComma = false
    }

    mutating func value(_ number: Int) {
        comma()
        let digitCount = Self.digitCount(number.magnitude)
        bytes.append(addingCapacity: digitCount + 1) { piece in
            if number < 0 { piece.append(UInt8(ascii: "-")) }
            piece.append(repeating: UInt8(ascii: "0"), count: digitCount)
        }
        var place = bytes.count
        var rest = number.magnitude
        while rest > 0 {
            place -= 1
            bytes[place] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    private static func digitCount(_ number: UInt) -> Int {
        var count = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }

    /// A hash in 32 hexadecimal digits, as a string.
    mutating func value(_ hash: Hash128) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        for half in [hash.high, hash.low] {
            for shift in stride(from: UInt64(60), through: 0, by: -4) {
                bytes.append(Self.hexDigit(UInt8(truncatingIfNeeded: half >> shift & 15)))
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func value(_ truth: Bool) {
        comma()
        append(truth ? "true" : "false")
    }

    mutating func null() {
        comma()
        append("null")
    }

    mutating func value(_ text: String) {
        var text = text
        // Read during the call.
        text.withUTF8 { value(unsafe Span(_unsafeElements: $0)) }
    }

    /// A string of valid UTF-8.
    mutating func value(_ text: Span<UInt8>) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let end = Self.plainEnd(of: text, from: start)
            append(text.extracting(start..<end))
            if end == text.count { break }
            escape(text[end])
            start = end + 1
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Where the first byte from `start` on stands that JSON has escaped, or DEL; eight bytes at a time.
    private static func plainEnd(of text: Span<UInt8>, from start: Int) -> Int {
        let (ones, high) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
        let words = text.rawSpan
        var index = start
        // The highest bit of each byte that is zero, or below 20 hexadecimal: exact up to the first such byte.
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        while index + 8 <= text.count {
            let word = words.uint64(at: index)
            let found =
                ((word &- ones &* 0x20) & ~word | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C)
                    | zeros(word ^ ones &* 0x7F)) & high
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < text.count {
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F { break }
            index += 1
        }
        return index
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0..<0x20, 0x7F:
            append("u00")
            bytes.append(Self.hexDigit(byte >> 4))
            bytes.append(Self.hexDigit(byte & 15))
        default: bytes.append(byte)
        }
    }

    private mutating func append(_ plain: Span<UInt8>) {
        // Copied during the call.
        unsafe plain.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ plain: StaticString) {
        // A StaticString's bytes live as long as the program.
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: plain.utf8Start, count: plain.utf8CodeUnitCount))
    }

    /// Members of an object, as they were written before.
    mutating func members(_ members: [UInt8]) {
        comma()
        bytes += members
    }

    /// A JSON value as it stands in an input; its line ends become spaces (within strings there are none).
    mutating func raw(_ json: ArraySlice<UInt8>) {
        comma()
        for byte in json { bytes.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte) }
    }

    /// A share from 0 to 1 with six decimals, rounded half to even from the exact value of the double.
    mutating func share(_ share: Double) {
        comma()
        var millionths = Self.millionths(share)
        if millionths >= 1_000_000 {
            append("1.0")
            return
        }
        append("0.")
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(millionths / 100_000))
            millionths = millionths % 100_000 * 10
        } while millionths > 0
    }

    /// A share from 0 to 1 in millionths, rounded half to even from the exact value of the double.
    static func millionths(_ share: Double) -> Int {
        guard share > 0 else { return 0 }
        guard share < 1 else { return 1_000_000 }
        // share = significand * 2^-shift with a 53-bit significand: the product has 73 bits, and below 2^-75 nothing counts.
        let shift = 52 - Int(share.exponent)
        guard shift < 127 else { return 0 }
        let product = UInt128(share.significandBitPattern | 1 << 52) * 1_000_000
        let whole = product >> UInt128(shift)
        let rest = product - whole << UInt128(shift)
        let half = UInt128(1) << UInt128(shift - 1)
        let roundsUp = rest > half || (rest == half && whole & 1 == 1)
        return Int(whole) + (roundsUp ? 1 : 0)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}
