import ByteIO

/// Packs byte strings into compressed blocks, so that one can be had without decompressing the rest.
///
/// A block holds whole strings: for each its length as a varint, then its bytes. The directory has 16 bytes a block: the
/// number of its first string (32 bits), its decompressed size (32 bits), and where it ends in the compressed section
/// (64 bits).
struct BlockWriter {
    private(set) var directory: [UInt8] = []
    private(set) var compressed: [UInt8] = []
    private var block: [UInt8] = []
    private var blockFirst = 0
    private var stringCount = 0

    mutating func append(_ string: [UInt8]) {
        if !block.isEmpty, block.count + string.count > IndexFormat.blockByteCount { flush() }
        if block.isEmpty { blockFirst = stringCount }
        Varint.append(UInt64(string.count), to: &block)
        block += string
        stringCount += 1
    }

    mutating func flush() {
        guard !block.isEmpty else { return }
        compressed += Zstd.compress(block.span, level: IndexFormat.compressionLevel)
        directory.appendLittleEndian(UInt32(truncatingIfNeeded: blockFirst))
        directory.appendLittleEndian(UInt32(truncatingIfNeeded: block.count))
        directory.appendLittleEndian(UInt64(compressed.count))
        block.removeAll(keepingCapacity: true)
    }
}
