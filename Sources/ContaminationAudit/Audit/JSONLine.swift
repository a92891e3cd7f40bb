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
        comma()
        bytes.append(UInt8(ascii: "\""))
        // A StaticString's bytes live as long as the program.
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func value(_ number: Int) {
        comma()
        bytes += String(number).utf8
    }

    mutating func value(_ truth: Bool) {
        comma()
        bytes += (truth ? "true" : "false").utf8
    }

    mutating func null() {
        comma()
        bytes += "null".utf8
    }

    mutating func value(_ text: String) { value(Array(text.utf8).span) }

    /// A string of valid UTF-8.
    mutating func value(_ text: Span<UInt8>) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        for index in text.indices {
            let byte = text[index]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F { continue }
            append(text.extracting(start..<index))
            start = index + 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20, 0x7F:
                bytes += "\\u00".utf8
                bytes.append(Self.hexDigit(byte >> 4))
                bytes.append(Self.hexDigit(byte & 15))
            default: break
            }
        }
        append(text.extracting(start..<text.count))
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ plain: Span<UInt8>) {
        // Copied during the call.
        unsafe plain.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
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
            bytes += "1.0".utf8
            return
        }
        bytes += "0.".utf8
        var digits: [UInt8] = []
        for _ in 0..<6 {
            digits.append(UInt8(ascii: "0") + UInt8(millionths % 10))
            millionths /= 10
        }
        digits.reverse()
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        bytes += digits
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
