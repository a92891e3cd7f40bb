import ByteIO
import Synchronization

/// Gets strings out of an index's compressed blocks.
///
/// Each call borrows one of a few readers, which keeps its decoder and the last blocks it decompressed: neighbours, and
/// items that come back, cost nothing more. Thread-safe.
final class BlockReaders: Sendable {
    /// The two columns of strings.
    enum Column: Int { case ids, texts }

    /// As many as there may be threads at work; a reader keeps 2 MiB at most.
    private static let largestIdleCount = 64

    private let idle = Mutex<[BlockReader]>([])

    /// String number `number` of a column.
    func string(_ number: Int, _ column: Column, of index: NGramIndex) throws(AssayError) -> [UInt8] {
        let reader: BlockReader
        if let known = idle.withLock({ $0.popLast() }) { reader = known } else { reader = try BlockReader() }
        let string = try reader.string(number, column, of: index)
        // A reader that met an error is not used again.
        idle.withLock { if $0.count < Self.largestIdleCount { $0.append(reader) } }
        return string
    }
}

/// One thread's decoder. `Sendable` because it is either in the list of idle readers or in one thread's hands.
private final class BlockReader: @unchecked Sendable {
    /// A block that was decompressed.
    private struct Block {
        var row = -1
        var bytes: [UInt8] = []
        /// Where each string lies in `bytes`: walking there each time would cost half a block.
        var strings: [Range<Int>] = []
    }

    private let decoder: ZstdDecoder
    /// Blocks of both columns: those of a column whose rows are equal modulo `keptCount` take each other's place.
    private var kept = [Block](repeating: Block(), count: 2 * keptCount)
    private static let keptCount = 16

    init() throws(AssayError) { decoder = try ZstdDecoder() }

    func string(_ number: Int, _ column: BlockReaders.Column, of index: NGramIndex) throws(AssayError) -> [UInt8] {
        let section: IndexFormat.Section = column == .ids ? .ids : .texts
        let directory: IndexFormat.Section = column == .ids ? .idBlocks : .textBlocks
        let rows = index.bytes(directory)
        let rowByteCount = IndexFormat.blockRowByteCount
        let rowCount = rows.byteCount / rowByteCount
        guard number >= 0, rowCount > 0 else { throw index.damaged(directory) }
        var row = 0
        var behind = rowCount
        while behind - row > 1 {
            let middle = (row + behind) / 2
            if Int(rows.uint32(at: rowByteCount * middle)) <= number { row = middle } else { behind = middle }
        }
        let place = column.rawValue * Self.keptCount + row % Self.keptCount
        if kept[place].row != row { try load(row, into: place, rows, index.bytes(section), section, index) }
        let first = Int(rows.uint32(at: rowByteCount * row))
        guard number >= first else { throw index.damaged(directory) }
        guard number - first < kept[place].strings.count else { throw index.damaged(section) }
        return Array(kept[place].bytes[kept[place].strings[number - first]])
    }

    private func load(
        _ row: Int, into place: Int, _ rows: RawSpan, _ compressed: RawSpan, _ section: IndexFormat.Section,
        _ index: NGramIndex
    ) throws(AssayError) {
        let rowByteCount = IndexFormat.blockRowByteCount
        let start = row == 0 ? 0 : rows.uint64(at: rowByteCount * row - 8)
        let end = rows.uint64(at: rowByteCount * row + 8)
        guard start <= end, end <= UInt64(compressed.byteCount) else { throw index.damaged(section) }
        kept[place].row = -1
        kept[place].strings.removeAll(keepingCapacity: true)
        do {
            try decoder.decompress(
                compressed.extracting(Int(start)..<Int(end)), byteCount: Int(rows.uint32(at: rowByteCount * row + 4)),
                into: &kept[place].bytes)
        } catch {
            throw index.damaged(section)
        }
        let bytes = kept[place].bytes
        let block = bytes.span.rawSpan
        var offset = 0
        while offset < block.byteCount {
            guard let length = Varint.read(block, at: &offset), length <= UInt64(block.byteCount - offset) else {
                throw index.damaged(section)
            }
            kept[place].strings.append(offset..<offset + Int(length))
            offset += Int(length)
        }
        kept[place].row = row
    }
}
