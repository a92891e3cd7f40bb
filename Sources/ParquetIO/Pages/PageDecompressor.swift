internal import ByteIO

/// Decompresses pages, by any codec. Not thread-safe: one owner at a time.
struct PageDecompressor {
    private let codec: CompressionCodec
    private var zstd: ZstdDecoder?

    /// Throws if the codec cannot be read.
    init(_ codec: CompressionCodec) throws(ParquetProblem) {
        self.codec = codec
        if !codec.isReadable {
            throw ParquetProblem(
                "the column is compressed with \(codec.name), which cannot be read; write the file again with ZSTD")
        }
    }

    /// Throws if `storedByteCount` bytes cannot hold `byteCount`, before room for them is made.
    mutating func checkSize(_ byteCount: Int, storedByteCount: Int) throws(ParquetProblem) {
        do throws(AssayError) {
            switch codec {
            case .snappy: try Snappy.checkSize(byteCount, storedByteCount: storedByteCount)
            case .gzip: try GzipBlock.checkSize(byteCount, storedByteCount: storedByteCount)
            case .zstd: try zstdDecoder().checkSize(byteCount, storedByteCount: storedByteCount)
            case .lz4Raw: try LZ4Block.checkSize(byteCount, storedByteCount: storedByteCount)
            default: break
            }
        } catch {
            throw ParquetProblem(error.message)
        }
    }

    /// Sets `bytes[offset..<offset + byteCount]` to what `stored[range]` holds; throws if that is another count.
    mutating func decompress(
        _ stored: [UInt8], _ range: Range<Int>, into bytes: inout [UInt8], at offset: Int, count byteCount: Int
    ) throws(ParquetProblem) {
        // Of no bytes, writers store nothing or an empty block.
        if range.isEmpty && byteCount == 0 { return }
        let whole = stored.span
        let block = whole.extracting(range).rawSpan
        do throws(AssayError) {
            switch codec {
            case .snappy: try Snappy.decompress(block, into: &bytes, at: offset, count: byteCount)
            case .gzip: try GzipBlock.decompress(block, into: &bytes, at: offset, count: byteCount)
            case .brotli: try Brotli.decompress(block, into: &bytes, at: offset, count: byteCount)
            case .lz4Raw: try LZ4Block.decompress(block, into: &bytes, at: offset, count: byteCount)
            case .zstd: try zstdDecoder().decompress(block, into: &bytes, at: offset, count: byteCount)
            case .uncompressed, .lz4, .lzo, .unknown:
                guard range.count == byteCount else {
                    throw AssayError("a page of \(byteCount) bytes is stored in \(range.count), though uncompressed")
                }
                bytes.copy(stored, from: range.lowerBound, to: range.upperBound, at: offset)
            }
        } catch {
            throw ParquetProblem(error.message)
        }
    }

    /// Made when it is first needed.
    private mutating func zstdDecoder() throws(AssayError) -> ZstdDecoder {
        if let zstd { return zstd }
        let made = try ZstdDecoder()
        zstd = made
        return made
    }
}
