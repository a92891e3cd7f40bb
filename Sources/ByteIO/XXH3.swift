// The header gives its inline functions and types this prefix, to keep them apart from a linked library's.
import CXXHash

/// XXH3 hashes with seed 0, as in version 0.8 of the xxHash specification (doc/xxhash_spec.md).
///
/// They tell accidental changes, not deliberate ones. Cost: far below a nanosecond a byte. Thread-safe.
package enum XXH3 {
    /// The 64-bit hash of `bytes`.
    package static func hash64(_ bytes: Span<UInt8>) -> UInt64 {
        // Safe: the bytes are only read, during the call.
        unsafe bytes.withUnsafeBytes { bytes in unsafe XXH_INLINE_XXH3_64bits(bytes.baseAddress, bytes.count) }
    }

    /// The 128-bit hash of `bytes`.
    package static func hash128(_ bytes: Span<UInt8>) -> Hash128 {
        // Safe: as above.
        let hash = unsafe bytes.withUnsafeBytes { bytes in
            unsafe XXH_INLINE_XXH3_128bits(bytes.baseAddress, bytes.count)
        }
        return Hash128(high: hash.high64, low: hash.low64)
    }
}

/// The XXH3 hash of bytes that arrive in pieces; the cuts between the pieces do not matter.
///
/// Holds about 600 bytes. Not thread-safe: one owner at a time.
@safe package struct XXH3Stream: ~Copyable {
    /// Owned by this value alone: made in `init`, freed in `deinit`, and never handed out.
    private let state: OpaquePointer

    /// The hash of no bytes yet.
    package init() {
        guard let state = unsafe XXH_INLINE_XXH3_createState() else { fatalError("not enough memory for a hash") }
        unsafe XXH_INLINE_XXH3_128bits_reset(state)
        unsafe self.state = state
    }

    deinit {
        unsafe XXH_INLINE_XXH3_freeState(state)
    }

    /// Adds `bytes` at the end.
    package mutating func update(_ bytes: Span<UInt8>) {
        // Safe: the bytes are only read, during the call.
        unsafe bytes.withUnsafeBytes { bytes in unsafe update(bytes) }
    }

    /// Adds `bytes` at the end.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // The one error is a null pointer with a count, which a buffer pointer cannot hold.
        _ = unsafe XXH_INLINE_XXH3_128bits_update(state, bytes.baseAddress, bytes.count)
    }

    /// The 128-bit hash of all bytes so far; more may follow.
    package func digest128() -> Hash128 {
        let hash = unsafe XXH_INLINE_XXH3_128bits_digest(state)
        return Hash128(high: hash.high64, low: hash.low64)
    }

    /// The 64-bit hash of all bytes so far; more may follow.
    package func digest64() -> UInt64 {
        // Both widths keep the same state; only the last step differs (xxhash.h: XXH3_64bits_reset).
        unsafe XXH_INLINE_XXH3_64bits_digest(state)
    }
}
