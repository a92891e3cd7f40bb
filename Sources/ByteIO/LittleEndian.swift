/// The one place where integers meet bytes: every on-disk structure is little-endian and unaligned.
///
/// Each load traps on a `byteOffset` outside the bytes, so check the length of untrusted data first. Cost: one load and
/// one bounds check. Thread-safe.
extension RawSpan {
    /// The 16-bit number at `byteOffset`.
    @inlinable package func uint16(at byteOffset: Int) -> UInt16 {
        // Safe: the standard library checks the bounds, and every bit pattern is a number; so below.
        unsafe UInt16(littleEndian: unsafeLoadUnaligned(fromByteOffset: byteOffset, as: UInt16.self))
    }

    /// The 32-bit number at `byteOffset`.
    @inlinable package func uint32(at byteOffset: Int) -> UInt32 {
        unsafe UInt32(littleEndian: unsafeLoadUnaligned(fromByteOffset: byteOffset, as: UInt32.self))
    }

    /// The 64-bit number at `byteOffset`.
    @inlinable package func uint64(at byteOffset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: byteOffset, as: UInt64.self))
    }

    /// The byte at `byteOffset`.
    @inlinable package func uint8(at byteOffset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: byteOffset, as: UInt8.self)
    }
}

extension Span<UInt8> {
    /// The same bytes without a type, for the loads above.
    @inlinable package var rawSpan: RawSpan {
        @_lifetime(copy self)
        get {
            // Safe: the property is marked unsafe for types with padding, and bytes have none.
            unsafe bytes
        }
    }
}

extension [UInt8] {
    /// Appends `value`'s bytes, least significant first.
    @inlinable package mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        var rest = value
        for _ in 0..<value.bitWidth / 8 {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
