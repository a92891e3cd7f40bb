/// Decoding and encoding of single code points, for text that is not ASCII.
enum UTF8Coding {
    /// What stands for bytes that are not UTF-8; it separates tokens in every profile that separates at all.
    static let replacement: UInt32 = 0xFFFD

    /// The code point at `offset` and its length in bytes; invalid bytes are one replacement character each.
    ///
    /// Requires `0 <= offset < text.count`.
    @inline(__always)
    static func decode(_ text: Span<UInt8>, at offset: Int) -> (codePoint: UInt32, byteCount: Int) {
        precondition(offset >= 0 && offset < text.count)
        return unsafe text.withUnsafeBufferPointer { bytes in
            unsafe decode(bytes.baseAddress.unsafelyUnwrapped + offset, left: bytes.count - offset)
        }
    }

    /// The same for the text at `text`, of which `left` bytes are left, at least one.
    @inline(__always)
    @unsafe static func decode(_ text: UnsafePointer<UInt8>, left: Int) -> (codePoint: UInt32, byteCount: Int) {
        // Safe: each byte is read after `left` has been seen to be large enough.
        let first = unsafe text[0]
        if first < 0x80 { return (UInt32(first), 1) }
        if first >= 0xE0, first < 0xF0, left >= 3 {
            let second = unsafe text[1]
            let third = unsafe text[2]
            let codePoint = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
            if second & 0xC0 == 0x80, third & 0xC0 == 0x80, codePoint >= 0x800, codePoint & 0xF800 != 0xD800 {
                return (codePoint, 3)
            }
        } else if first >= 0xC2, first < 0xE0, left >= 2 {
            let second = unsafe text[1]
            if second & 0xC0 == 0x80 { return (UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F), 2) }
        } else if first >= 0xF0, first < 0xF5, left >= 4 {
            let second = unsafe text[1]
            let third = unsafe text[2]
            let fourth = unsafe text[3]
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
    static func encode(_ codePoint: UInt32, into bytes: inout [UInt8]) {
        let encoded = packed(codePoint)
        for place in 0..<encoded.byteCount {
            bytes.append(UInt8(truncatingIfNeeded: encoded.bytes >> UInt32(8 * place)))
        }
    }

    /// The UTF-8 of a code point as a number whose lowest byte is the first, and how many bytes it has.
    @inline(__always)
    static func packed(_ codePoint: UInt32) -> (bytes: UInt32, byteCount: Int) {
        let last = codePoint & 0x3F | 0x80
        let second = codePoint >> 6 & 0x3F | 0x80
        if codePoint < 0x80 { return (codePoint, 1) }
        if codePoint < 0x800 { return (0xC0 | codePoint >> 6 | last << 8, 2) }
        if codePoint < 0x10000 { return (0xE0 | codePoint >> 12 | second << 8 | last << 16, 3) }
        return (0xF0 | codePoint >> 18 | (codePoint >> 12 & 0x3F | 0x80) << 8 | second << 16 | last << 24, 4)
    }
}
