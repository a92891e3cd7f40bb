import ByteIO

/// Packs byte strings into compressed blocks, so that one can be had without decompressing the rest.
///
/// A block holds whole strings: for each its length as a varint, then its bytes. The directory has 16 bytes a block: the
/// number of its first string (32 bits), its decompressed size (32 bits), and where it ends in the compressed section
/// (64 bits).
struct BlockWriter {
    private(set) var directory: SpillingBytes
    private(set) var compressed: SpillingBytes
    private(set) var blockCount = 0
    private let blockByteCount: Int
    private let compressor: ZstdCompressor
    private var rows: [UInt8] = []
    private var block: [UInt8] = []
    private var frame: [UInt8] = []
    private var blockFirst = 0
    private var stringCount = 0

    init(blockByteCount: Int, limit: Int, path: String) throws(AssayError) {
        self.blockByteCount = blockByteCount
        directory = SpillingBytes(limit: limit, path: path)
        compressed = SpillingBytes(limit: limit, path: path)
        compressor = try ZstdCompressor(level: IndexFormat.compressionLevel)
        block.reserveCapacity(blockByteCount)
    }

    mutating func append(_ string: Span<UInt8>) throws(AssayError) {
        if !block.isEmpty, block.count + string.count > blockByteCount { try flush() }
        if block.isEmpty { blockFirst = stringCount }
        Varint.append(UInt64(string.count), to: &block)
        unsafe string.withUnsafeBufferPointer { unsafe block.append(contentsOf: $0) }
        stringCount += 1
    }

    mutating func finish() throws(AssayError) {
        try flush()
        try directory.append(rows)
    }

    private mutating func flush() throws(AssayError) {
        guard !block.isEmpty else { return }
        guard block.count <= UInt32.max else {
            throw AssayError("an item's text is larger than 4 GiB; leave it out or cut it")
        }
        var frame: [UInt8] = []
        swap(&frame, &self.frame)
        compressor.compress(block.span, into: &frame)
        try compressed.append(frame)
        swap(&frame, &self.frame)
        rows.appendLittleEndian(UInt32(truncatingIfNeeded: blockFirst))
        rows.appendLittleEndian(UInt32(truncatingIfNeeded: block.count))
        rows.appendLittleEndian(UInt64(compressed.count))
        blockCount += 1
        block.removeAll(keepingCapacity: true)
    }
}
