import CZstd

/// One zstd frame with a checksum (RFC 8878).
@safe final class ZstdStreamEncoder: StreamEncoder {
    /// Owned: made in `init`, freed in `deinit`, never handed out.
    private let context: OpaquePointer
    /// Owned in the same way.
    private let buffer: UnsafeMutableRawBufferPointer

    /// `workerCount` 0 compresses on the calling thread; 1 or more on as many threads of the library's own. The output
    /// is the same for every count from 1 on, and differs from that of 0.
    init(level: Int32, workerCount: Int32, name: String) throws(AssayError) {
        guard let context = unsafe ZSTD_createCCtx() else {
            throw AssayError("not enough memory to compress zstd; use fewer workers", path: name)
        }
        unsafe self.context = context
        unsafe buffer = .allocate(byteCount: ZSTD_CStreamOutSize(), alignment: 64)
        try set(ZSTD_c_compressionLevel, level, "level", name)
        try set(ZSTD_c_checksumFlag, 1, "checksum", name)
        if workerCount > 0 { try set(ZSTD_c_nbWorkers, workerCount, "worker count", name) }
    }

    deinit {
        unsafe ZSTD_freeCCtx(context)
        unsafe buffer.deallocate()
    }

    private func set(_ parameter: ZSTD_cParameter, _ value: Int32, _ word: String, _ name: String) throws(AssayError) {
        let code = unsafe ZSTD_CCtx_setParameter(context, parameter, value)
        if ZSTD_isError(code) != 0 {
            throw AssayError("this zstd library does not take the \(word) \(value); choose another", path: name)
        }
    }

    func encode(_ piece: UnsafeRawBufferPointer, _ end: PieceEnd, to sink: StoredByteSink) throws(AssayError) {
        var input = unsafe ZSTD_inBuffer(src: piece.baseAddress, size: piece.count, pos: 0)
        let directive =
            switch end {
            case .more: ZSTD_e_continue
            case .flush: ZSTD_e_flush
            case .last: ZSTD_e_end
            }
        var isDone = false
        while !isDone {
            var output = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            // Safe: both buffers carry their sizes; the library's threads work on its own copy of the input.
            let rest = unsafe ZSTD_compressStream2(context, &output, &input, directive)
            if ZSTD_isError(rest) != 0 {
                let detail = unsafe String(cString: ZSTD_getErrorName(rest))
                throw AssayError(
                    "cannot compress zstd (\(detail)); use fewer workers or a lower level", path: sink.name)
            }
            // Safe: the library has written `output.pos` bytes, at most the buffer's count.
            try unsafe sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<output.pos]))
            isDone = unsafe end == .more ? input.pos == input.size : rest == 0
        }
    }
}
