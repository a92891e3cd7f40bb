import CZstd

/// Zstandard frames, one after another, with skippable frames between them (RFC 8878; doc/zstd_compression_format.md).
///
/// The library checks each frame's checksum, where it has one. Memory: the frame's window, up to 2^31 bytes.
@safe final class ZstdStreamDecoder: StreamDecoder {
    /// Owned: made in `init`, freed in `deinit`, never handed out.
    private let context: OpaquePointer
    /// Whether the last frame has ended and its content has all been handed over.
    private var isBetweenFrames = true
    /// The first bytes of the frame at hand, as many as a header may have, and how much of its content there was.
    private var header: [UInt8] = []
    private var contentByteCount: UInt64 = 0
    private static let largestHeaderByteCount = 18

    /// The most that a frame's window may have, a power of two.
    private let largestWindowByteCount: Int

    /// - Parameter largestWindowByteCount: rounded down to a power of two from 2^10 to 2^31.
    init(name: String, largestWindowByteCount: Int = 1 << 31) throws(AssayError) {
        let windowLog = min(max(Int.bitWidth - 1 - largestWindowByteCount.leadingZeroBitCount, 10), 31)
        self.largestWindowByteCount = 1 << windowLog
        guard let context = unsafe ZSTD_createDCtx() else {
            throw AssayError("not enough memory to decompress zstd; use fewer workers", path: name)
        }
        unsafe self.context = context
        // Files made with `zstd --long=31` or `--ultra` have windows above the library's default limit of 2^27.
        let code = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(windowLog))
        precondition(ZSTD_isError(code) == 0, "a 64-bit zstd library takes windows of 2^31 bytes")
    }

    deinit {
        unsafe ZSTD_freeDCtx(context)
    }

    func decode(from source: StoredByteSource, into room: UnsafeMutableRawBufferPointer) throws(AssayError) -> Int {
        var output = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        while unsafe output.pos < output.size {
            try source.refill()
            if source.isDrained && isBetweenFrames { break }

            let unread = unsafe source.unread
            var input = unsafe ZSTD_inBuffer(src: unread.baseAddress, size: unread.count, pos: 0)
            let positionBefore = unsafe output.pos
            // Where a frame begins, for the error that tells how much it asks for.
            let wanted = isBetweenFrames ? unsafe Self.windowByteCount(ofFrame: unread) : nil
            // Safe: both buffers carry their sizes, and the library keeps neither after the call.
            let hint = unsafe ZSTD_decompressStream(context, &output, &input)
            if isBetweenFrames { (header, contentByteCount) = ([], 0) }
            let headerRest = min(Self.largestHeaderByteCount - header.count, unsafe input.pos)
            unsafe header.append(contentsOf: unread[..<headerRest])
            contentByteCount += UInt64(unsafe output.pos - positionBefore)
            source.consume(unsafe input.pos)
            if ZSTD_isError(hint) != 0 { throw error(hint, isBetweenFrames: isBetweenFrames, wanted: wanted, source) }
            isBetweenFrames = hint == 0
            if isBetweenFrames { try checkContent(source) }
            if unsafe unread.isEmpty && !isBetweenFrames && output.pos == positionBefore {
                throw source.error(
                    "the zstd data ends in the middle of a frame",
                    "the file is truncated or has surplus bytes: fetch or write it again")
            }
        }
        return unsafe output.pos
    }

    /// Throws if the frame that has ended says that it has another number of bytes than there were.
    ///
    /// The library compares them, but not after a last block that is empty (version 1.5.4).
    private func checkContent(_ source: StoredByteSource) throws(AssayError) {
        // Safe: the bytes are read during the call. All of the header is there, as all of the frame was.
        let stated = unsafe header.withUnsafeBytes { unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        // The last two values of 64 bits stand for a size that is not stated, and for an error.
        guard stated < UInt64.max - 1, stated != contentByteCount else { return }
        throw source.error(
            "a zstd frame holds \(contentByteCount) bytes and says that it holds \(stated)", damagedFileAdvice)
    }

    /// The window that the frame at the beginning of `bytes` asks for; `nil` where they do not say.
    ///
    /// RFC 8878 section 3.1.1.1.2.
    private static func windowByteCount(ofFrame bytes: UnsafeRawBufferPointer) -> Int? {
        // Safe: each index is below the count checked before it.
        guard bytes.count >= 6, unsafe bytes[5] > 0 || bytes[4] > 0 else { return nil }
        let isSingleSegment = unsafe bytes[4] & 0x20 != 0
        if isSingleSegment { return nil }
        let exponent = unsafe Int(bytes[5] >> 3)
        let base = 1 << (10 + exponent)
        return unsafe base + base / 8 * Int(bytes[5] & 7)
    }

    private func error(_ code: Int, isBetweenFrames: Bool, wanted: Int?, _ source: StoredByteSource) -> AssayError {
        switch ZSTD_getErrorCode(code) {
        case ZSTD_error_frameParameter_windowTooLarge:
            source.error(
                "the zstd frame wants a window of \(wanted.map { "\($0 >> 20) MiB" } ?? "more memory"), and "
                    + "\(largestWindowByteCount >> 20) MiB are allowed",
                largestWindowByteCount < 1 << 31
                    ? "allow more with --memory, or write the file again without a long window"
                    : "write the file again without a long window")
        case ZSTD_error_prefix_unknown where isBetweenFrames && source.byteOffset > 0:
            source.error("bytes that are no zstd frame follow the last frame", damagedFileAdvice)
        case ZSTD_error_checksum_wrong:
            source.error("a zstd frame's checksum does not match its content", damagedFileAdvice)
        case ZSTD_error_memory_allocation:
            source.error("not enough memory for the zstd frame's window", "use fewer workers or a larger machine")
        case ZSTD_error_dictionary_wrong:
            source.error("the zstd frame needs a dictionary", "write the file again without one")
        default:
            // Safe: the library's error names are constants.
            unsafe source.error(
                "the zstd data is damaged (\(String(cString: ZSTD_getErrorName(code))))", damagedFileAdvice)
        }
    }
}
