internal import ByteIO

/// Writes the kept rows of one column of one row group: data pages of version 1, compressed with zstd.
///
/// Values that are places in a dictionary stay so, in a dictionary of the kept values alone: what was removed is not in the
/// file any more. Until the dictionary is known its data pages wait in memory, compressed; other pages are written at once.
/// Not thread-safe: one owner at a time.
final class ColumnChunkWriter {
    private let reader: ColumnChunkReader
    private let compressor: ZstdCompressor
    private let output: OutputFile
    private var page: PageBuilder
    private var chunk = WrittenChunk()
    private var column = ColumnBatch()
    private var values = ValueBytes()
    /// The new place of each entry of the dictionary that is kept, and the entries in their new order.
    private var newPlaces: [UInt32] = []
    private var keptEntries: [UInt32] = []
    /// Pages that wait for their dictionary, and how many bytes of them are counted as held.
    private var waiting: [UInt8] = []
    private let held: HeldBytes
    private var heldByteCount = 0
    /// What is counted there of the page at hand, once it is full and its last row goes on.
    private var pageHeldByteCount = 0
    /// Whether pages with places in the dictionary can still be written.
    private var acceptsPlaces = true
    private var content: [UInt8] = []
    private var frame: [UInt8] = []

    private static let noPlace = UInt32.max

    /// - Parameter held: what the reader and the pages that wait for their dictionary hold together.
    init(_ reader: ColumnChunkReader, _ compressor: ZstdCompressor, _ output: OutputFile, _ held: HeldBytes) {
        self.reader = reader
        self.held = held
        self.compressor = compressor
        self.output = output
        page = PageBuilder(reader.node)
        // Booleans are smaller than their places.
        if reader.node.physicalType == .boolean { acceptsPlaces = false }
    }

    /// Reads the whole column and writes the rows for which `kept` holds true.
    func write(keeping kept: [Bool]) throws(AssayError) -> WrittenChunk {
        var row = -1
        var block = 0
        while try reader.fillBlock() {
            let isPlaces = reader.isDictionaryBlock && acceptsPlaces
            let isPlain = reader.isPlainBlock
            column.begin()
            values.begin()
            try reader.take(
                reader.blockEntryCount, batch: block, asPlaces: isPlaces, into: &column, &values)
            block += 1
            if page.isDictionary != isPlaces {
                try writePage()
                if page.isDictionary { try endDictionary() }
                page.isDictionary = isPlaces
            }
            try add(kept, &row, isPlain: isPlain)
        }
        try writePage()
        try endDictionary()
        return chunk
    }

    /// Adds the kept entries of the block to pages; `row` is the last row that has begun.
    private func add(_ kept: [Bool], _ row: inout Int, isPlain: Bool) throws(AssayError) {
        let repeats = reader.node.maxRepetitionLevel > 0
        let most = UInt8(reader.node.maxDefinitionLevel)
        var entry = 0
        var value = 0
        while entry < column.entryCount {
            // A piece: entries in a row that are all kept or all not, up to where a full page ends.
            let start = entry
            let firstValue = value
            var isKept = false
            while entry < column.entryCount {
                if !repeats || column.repetitionLevels[entry] == 0 {
                    let next = kept[row + 1]
                    if entry > start && next != isKept || entry > start && page.isFull { break }
                    row += 1
                    isKept = next
                } else if entry == start {
                    isKept = kept[row]
                }
                if most == 0 || column.definitionLevels[entry] == most { value += 1 }
                entry += 1
            }
            if !isKept { continue }
            if page.isFull, !repeats || column.repetitionLevels[start] == 0 { try writePage() }
            page.appendLevels(column, start..<entry, valueCount: value - firstValue)
            if page.isDictionary {
                for index in firstValue..<value { page.append(place: newPlace(column.dictionaryPlaces[index])) }
            } else {
                page.appendValues(column, firstValue..<value, values, isPlain: isPlain)
            }
            if page.isFull {
                // Beside the entries stand the page that is made of them, and its frame.
                try held.change(
                    &pageHeldByteCount, to: 3 * page.byteCount, for: "a row", reader.place, byteOffset: nil)
            }
        }
    }

    /// The place in the dictionary that is written of a place in the one that was read.
    private func newPlace(_ place: UInt32) -> UInt32 {
        if newPlaces.isEmpty {
            newPlaces = [UInt32](repeating: Self.noPlace, count: reader.dictionary?.count ?? 0)
        }
        if newPlaces[Int(place)] == Self.noPlace {
            newPlaces[Int(place)] = UInt32(keptEntries.count)
            keptEntries.append(place)
        }
        return newPlaces[Int(place)]
    }

    /// The bits of any place: those that the dictionary that was read needs.
    private var placeBitWidth: Int {
        let highest = max(1, (reader.dictionary?.count ?? 0) - 1)
        return Int.bitWidth - highest.leadingZeroBitCount
    }

    /// Writes the page, or lets it wait, and begins the next one; does nothing with an empty one.
    private func writePage() throws(AssayError) {
        if page.entryCount == 0 { return }
        page.content(bitWidth: placeBitWidth, into: &content)
        let encoding = page.isDictionary ? ParquetEncoding.rleDictionary : .plain
        let entryCount = Int32(page.entryCount)
        chunk.entryCount += page.entryCount
        chunk.valueCount += page.valueCount
        try held.change(&pageHeldByteCount, to: 0, for: "a row", reader.place, byteOffset: nil)
        let waits = page.isDictionary
        if !waits { chunk.hasPlainPages = true }
        page.begin()
        let header = try compress { writer in
            writer.int32(1, 0)
        } parts: { writer in
            writer.structure(5) { writer in
                writer.int32(1, entryCount)
                writer.int32(2, encoding.rawValue)
                writer.int32(3, ParquetEncoding.rle.rawValue)
                writer.int32(4, ParquetEncoding.rle.rawValue)
            }
        }
        if waits {
            waiting += header
            waiting += frame
            try held.change(
                &heldByteCount, to: waiting.count, for: "the column's dictionary, which is written before its values,",
                reader.place, byteOffset: nil)
        } else {
            if chunk.dataByteOffset == nil { chunk.dataByteOffset = output.contentByteCount }
            try output.write(header)
            try output.write(frame)
        }
    }

    /// Compresses `content` into `frame`; returns the page's header, made of its kind, its sizes and its part.
    private func compress(
        kind: (inout ThriftWriter) -> Void, parts: (inout ThriftWriter) -> Void
    ) throws(AssayError) -> [UInt8] {
        compressor.compress(content.span, into: &frame)
        guard let byteCount = Int32(exactly: content.count), let storedByteCount = Int32(exactly: frame.count) else {
            throw reader.place.error("a row has more than 2 GiB in this column", advice: "split it")
        }
        let checksum = Int32(bitPattern: checksumOfFrame())
        var writer = ThriftWriter()
        writer.structure(nil) { writer in
            kind(&writer)
            writer.int32(2, byteCount)
            writer.int32(3, storedByteCount)
            writer.int32(4, checksum)
            parts(&writer)
        }
        chunk.decompressedByteCount += writer.bytes.count + content.count
        chunk.storedByteCount += writer.bytes.count + frame.count
        return writer.bytes
    }

    private func checksumOfFrame() -> UInt32 {
        let frame = frame
        let bytes = frame.span
        return CRC32.checksum(bytes.rawSpan)
    }

    /// Writes the dictionary and the pages that wait for it, if there are any; no more can come.
    private func endDictionary() throws(AssayError) {
        if !waiting.isEmpty {
            content.removeAll(keepingCapacity: true)
            reader.dictionary?.appendPlain(keptEntries, valueByteCount: reader.valueByteCount, to: &content)
            let entryCount = Int32(keptEntries.count)
            let header = try compress { writer in
                writer.int32(1, 2)
            } parts: { writer in
                writer.structure(7) { writer in
                    writer.int32(1, entryCount)
                    writer.int32(2, ParquetEncoding.plain.rawValue)
                }
            }
            chunk.dictionaryByteOffset = output.contentByteCount
            try output.write(header)
            try output.write(frame)
            chunk.dataByteOffset = output.contentByteCount
            try output.write(waiting)
            waiting = []
        }
        acceptsPlaces = false
    }
}
