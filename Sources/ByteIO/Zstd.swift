import CZstd

/// Whole blocks of known size as zstd frames without a dictionary (RFC 8878). Thread-safe.
///
/// The frames carry their content's size and no checksum: a block's owner keeps one of all that it stores.
package enum Zstd {
    /// One frame that holds `bytes`; the same bytes, level and library version give the same frame.
    package static func compress(_ bytes: Span<UInt8>, level: Int32) -> [UInt8] {
        unsafe bytes.withUnsafeBytes { bytes in
            let bound = ZSTD_compressBound(bytes.count)
            return unsafe [UInt8](unsafeUninitializedCapacity: bound) { frame, frameByteCount in
                // Safe: both buffers come with their sizes, and the library sets as many bytes as it returns.
                frameByteCount = unsafe ZSTD_compress(
                    frame.baseAddress, frame.count, bytes.baseAddress, bytes.count, level)
                // With room for the bound only a lack of memory can fail, as it would for the array.
                precondition(ZSTD_isError(frameByteCount) == 0, "not enough memory to compress a block")
            }
        }
    }

    /// Sets `buffer` to the `byteCount` bytes that the frames in `bytes` hold.
    ///
    /// Throws if the frames are damaged or hold another count; `buffer` is then undefined. For many blocks a
    /// `ZstdDecoder` is cheaper.
    package static func decompress(
        _ bytes: RawSpan, byteCount: Int, into buffer: inout [UInt8]
    ) throws(AssayError) {
        try ZstdDecoder().decompress(bytes, byteCount: byteCount, into: &buffer)
    }

    /// As above, from a span of numbers.
    package static func decompress(
        _ bytes: Span<UInt8>, byteCount: Int, into buffer: inout [UInt8]
    ) throws(AssayError) {
        try decompress(bytes.rawSpan, byteCount: byteCount, into: &buffer)
    }
}

/// Compresses block after block with one set of tables. Not thread-safe: one owner at a time.
@safe package final class ZstdCompressor {
    /// Owned: made in `init`, freed in `deinit`, never handed out.
    private let context: OpaquePointer
    private let level: Int32

    /// Throws if there is not enough memory.
    package init(level: Int32) throws(AssayError) {
        guard let context = unsafe ZSTD_createCCtx() else {
            throw AssayError("not enough memory to compress zstd; use fewer workers")
        }
        unsafe self.context = context
        self.level = level
    }

    deinit {
        unsafe ZSTD_freeCCtx(context)
    }

    /// Sets `frame` to one frame that holds `bytes`, the same as `Zstd.compress`; allocates only if it was smaller.
    package func compress(_ bytes: Span<UInt8>, into frame: inout [UInt8]) {
        let bound = ZSTD_compressBound(bytes.count)
        if frame.count < bound { frame.append(contentsOf: repeatElement(0, count: bound - frame.count)) }
        // Safe: both buffers come with their sizes and are not used after the call.
        let count = unsafe bytes.withUnsafeBytes { bytes in
            unsafe frame.withUnsafeMutableBytes { frame in
                unsafe ZSTD_compressCCtx(context, frame.baseAddress, frame.count, bytes.baseAddress, bytes.count, level)
            }
        }
        // With room for the bound only a lack of memory can fail, as it would for the array.
        precondition(ZSTD_isError(count) == 0, "not enough memory to compress a block")
        frame.removeLast(frame.count - count)
    }
}

/// Decompresses block after block with one set of tables (about 150 KiB). Not thread-safe: one owner at a time.
@safe package final class ZstdDecoder {
    /// No zstd block, of 128 KiB at most, is stored in less than its header's 3 bytes and one more.
    private static let largestRatio = (128 << 10) / 4

    /// Owned: made in `init`, freed in `deinit`, never handed out.
    private let context: OpaquePointer

    /// Throws if there is not enough memory.
    package init() throws(AssayError) {
        guard let context = unsafe ZSTD_createDCtx() else {
            throw AssayError("not enough memory to decompress zstd; use fewer workers")
        }
        unsafe self.context = context
    }

    deinit {
        unsafe ZSTD_freeDCtx(context)
    }

    /// Sets `buffer` to the `byteCount` bytes that the frames in `bytes` hold; allocates only if it was smaller.
    ///
    /// Throws if the frames are damaged or hold another count; `buffer` is then undefined. The error has no path: the
    /// caller knows the file.
    package func decompress(_ bytes: RawSpan, byteCount: Int, into buffer: inout [UInt8]) throws(AssayError) {
        try checkSize(byteCount, storedByteCount: bytes.byteCount)
        if buffer.count > byteCount {
            buffer.removeLast(buffer.count - byteCount)
        } else if buffer.count < byteCount {
            buffer.append(contentsOf: repeatElement(0, count: byteCount - buffer.count))
        }
        try decompress(bytes, into: &buffer, at: 0, count: byteCount)
    }

    /// Throws if no frames of `storedByteCount` bytes can hold `byteCount`; costs nothing.
    package func checkSize(_ byteCount: Int, storedByteCount: Int) throws(AssayError) {
        try BlockCodec.checkRatio("zstd", storedByteCount, byteCount, largestRatio: Self.largestRatio)
    }

    /// Sets `buffer[offset..<offset + byteCount]` to what the frames in `bytes` hold; throws if that is another count.
    package func decompress(
        _ bytes: RawSpan, into buffer: inout [UInt8], at offset: Int, count byteCount: Int
    ) throws(AssayError) {
        try checkSize(byteCount, storedByteCount: bytes.byteCount)
        try unsafe BlockCodec.withPointers(bytes, &buffer, at: offset, count: byteCount) {
            (bytes, room) throws(AssayError) in
            // Safe: both buffers come with their sizes and are not used after the call.
            let count = unsafe ZSTD_decompressDCtx(
                context, room.baseAddress, room.count, bytes.baseAddress, bytes.count)
            if ZSTD_isError(count) != 0 {
                // Safe: the library's error names are constants.
                throw BlockCodec.damaged("zstd", byteCount, unsafe String(cString: ZSTD_getErrorName(count)))
            }
            if count != byteCount {
                throw BlockCodec.wrongSize("zstd", found: "\(count)", expected: byteCount)
            }
        }
    }
}
