/// A 128-bit hash value, ordered as an unsigned number.
///
/// A value type; safe to share between threads.
package struct Hash128: Hashable, Sendable, Comparable {
    /// The more significant 64 bits.
    package var high: UInt64
    /// The less significant 64 bits.
    package var low: UInt64

    /// The value `high * 2^64 + low`.
    @inlinable package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The value that ``hex`` gives as `text`; `nil` where that is not 32 lower-case hexadecimal digits.
    package init?(hex text: String) {
        let digits = text.utf8
        guard digits.count == 32 else { return nil }
        var halves = (high: UInt64(0), low: UInt64(0))
        for (place, digit) in digits.enumerated() {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if place < 16 {
                halves.high = halves.high << 4 | UInt64(value)
            } else {
                halves.low = halves.low << 4 | UInt64(value)
            }
        }
        self.init(high: halves.high, low: halves.low)
    }

    /// Whether the number `left` is less than the number `right`.
    @inlinable package static func < (left: Hash128, right: Hash128) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    /// Half of the bits tell hashes apart as well as all of them do; a dictionary then mixes one word in place of two.
    @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(high ^ low) }

    /// 32 lower-case hexadecimal digits, most significant first: XXH3's canonical form, as `xxh128sum` prints it.
    package var hex: String {
        let digits: StaticString = "0123456789abcdef"
        // Safe: all 32 bytes are set below.
        return unsafe String(unsafeUninitializedCapacity: 32) { text in
            for place in 0..<32 {
                let half = place < 16 ? high : low
                let digit = Int(half >> UInt64(60 - 4 * (place % 16)) & 15)
                // Safe: `digit` is below 16, `place` below 32.
                unsafe text[place] = digits.utf8Start[digit]
            }
            return 32
        }
    }
}
