/// Decoding and encoding of single code points, for text that is not ASCII.
enum UTF8Coding {
    /// What stands for bytes that are not UTF-8; it separates tokens in every profile that separates at all.
    static let replacement: UInt32 = 0xFFFD

    /// The code point at `offset` and its length in bytes; invalid bytes are one replacement character each.
    ///
    /// Requires `0 <= offset < text.count`.
    @inline(__always)
    static func decode(_ text: Span<UInt8>, at offset: Int) -> (codePoint: UInt32, byteCount: Int) {
        let first = text[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        let left = text.count - offset
        if first >= 0xC2, first < 0xE0, left >= 2 {
            let second = text[offset + 1]
            if second & 0xC0 == 0x80 { return (UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F), 2) }
        } else if first >= 0xE0, first < 0xF0, left >= 3 {
            let second = text[offset + 1]
            let third = text[offset + 2]
            let codePoint = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
            if second & 0xC0 == 0x80, third & 0xC0 == 0x80, codePoint >= 0x800, codePoint & 0xF800 != 0xD800 {
                return (codePoint, 3)
            }
        } else if first >= 0xF0, first < 0xF5, left >= 4 {
            let second = text[offset + 1]
            let third = text[offset + 2]
            let fourth = text[offset + 3]
            let codePoint =
                UInt32(first & 0x07) << 18 | UInt32(second & 0x3F) << 12 | UInt32(third & 0x3F) << 6
                | UInt32(fourth & 0x3F)
            if second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80, codePoint >= 0x10000,
                codePoint <= 0x10FFFF
            {
                return (codePoint, 4)
            }
        }
        return (replacement, 1)
    }

    /// The code point that ends at `offset`, and its length in bytes. Requires `0 < offset <= text.count`.
    static func decodeBackwards(_ text: Span<UInt8>, endingAt offset: Int) -> (codePoint: UInt32, byteCount: Int) {
        var start = offset - 1
        while start > 0, offset - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        let decoded = decode(text, at: start)
        return decoded.byteCount == offset - start ? decoded : (replacement, 1)
    }

    /// Appends the UTF-8 of a code point.
    @inline(__always)
    static func encode(_ codePoint: UInt32, into bytes: inout [UInt8]) {
        if codePoint < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: codePoint))
        } else if codePoint < 0x800 {
            bytes.append(UInt8(truncatingIfNeeded: 0xC0 | codePoint >> 6))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        } else if codePoint < 0x10000 {
            bytes.append(UInt8(truncatingIfNeeded: 0xE0 | codePoint >> 12))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        } else {
            bytes.append(UInt8(truncatingIfNeeded: 0xF0 | codePoint >> 18))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 12 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        }
    }
}
