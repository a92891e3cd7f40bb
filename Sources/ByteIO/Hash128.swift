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

    /// Whether the number `left` is less than the number `right`.
    @inlinable package static func < (left: Hash128, right: Hash128) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

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
