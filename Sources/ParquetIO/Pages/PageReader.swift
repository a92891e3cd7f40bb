internal import ByteIO

/// The pages of one column chunk, one after the other, decompressed.
///
/// Memory: one page, stored and decompressed. Not thread-safe: one owner at a time.
struct PageReader {
    private let limits: ParquetLimits
    private let codec: CompressionCodec
    private var decompressor: PageDecompressor
    private var window: StoredWindow
    private let held: HeldBytes
    /// What is counted there of this column's pages.
    private var heldByteCount = 0
    /// For error messages.
    let place: ParquetPlace

    /// - Parameter held: what the columns that are read together hold.
    init(_ file: ParquetFile, rowGroup: Int, column: Int, held: HeldBytes) throws(AssayError) {
        let chunk = file.rowGroups[rowGroup].chunks[column]
        place = ParquetPlace(path: file.path, rowGroup: rowGroup, column: file.schema.path(ofColumn: column))
        if chunk.isEncrypted {
            throw place.error(
                "the column is encrypted (Parquet modular encryption)",
                advice: "write the file again without encryption")
        }
        do throws(ParquetProblem) {
            decompressor = try PageDecompressor(chunk.codec)
        } catch {
            throw place.error(error.message, byteOffset: chunk.byteOffset, advice: "")
        }
        codec = chunk.codec
        limits = file.limits
        self.held = held
        window = StoredWindow(file.storage, chunk.byteOffset..<chunk.byteOffset + chunk.storedByteCount)
    }

    /// Stored bytes that were not yet used.
    var remainingByteCount: Int { window.remainingByteCount }

    /// Sets `page` to the next data or dictionary page; false at the chunk's end.
    mutating func next(into page: inout Page) throws(AssayError) -> Bool {
        while window.remainingByteCount > 0 {
            page.byteOffset = window.byteOffset
            page.header = try readHeader()
            try checkSizes(page)
            try hold(page)
            if page.header.kind == .other {
                // An index page, or a kind of a newer version: no data.
                try skip(page.header.storedByteCount)
                continue
            }
            try window.fill(page.header.storedByteCount)
            do throws(ParquetProblem) {
                try load(&page)
            } catch {
                throw place.error(error, byteOffset: page.byteOffset)
            }
            window.consume(page.header.storedByteCount)
            return true
        }
        return false
    }

    /// Reads a header, whose length is not known before.
    private mutating func readHeader() throws(AssayError) -> PageHeader {
        var room = 4 << 10
        while true {
            try window.fill(room)
            let available = min(window.filled - window.position, limits.pageHeaderByteCount)
            var reader = ThriftReader(window.buffer, from: window.position, to: window.position + available)
            do throws(ParquetProblem) {
                let header = try PageHeader(&reader)
                let byteCount = reader.position - window.position
                window.consume(byteCount)
                return header
            } catch {
                let isWhole = available == window.remainingByteCount || available == limits.pageHeaderByteCount
                if error != ThriftReader.endOfBytes || isWhole {
                    throw place.error("a page's header: " + error.message, byteOffset: window.byteOffset)
                }
                room = max(4 * room, available + 1)
            }
        }
    }

    private func checkSizes(_ page: borrowing Page) throws(AssayError) {
        let header = page.header
        if header.storedByteCount > window.remainingByteCount {
            throw place.error(
                "a page is said to have \(header.storedByteCount) bytes, but its column has only "
                    + "\(window.remainingByteCount) more", byteOffset: page.byteOffset)
        }
        let byteCount = max(header.storedByteCount, header.decompressedByteCount)
        if byteCount > limits.pageByteCount {
            throw place.error(
                "a page has \(byteCount) bytes, more than the limit of \(limits.pageByteCount)",
                byteOffset: page.byteOffset, advice: "write the file again with smaller pages")
        }
        if header.entryCount > limits.pageEntryCount {
            throw place.error(
                "a page has \(header.entryCount) values, more than the limit of \(limits.pageEntryCount)",
                byteOffset: page.byteOffset, advice: "write the file again with smaller pages")
        }
    }

    /// Counts the room that the page needs, and what larger ones before it have left.
    private mutating func hold(_ page: borrowing Page) throws(AssayError) {
        let header = page.header
        let stored = max(window.buffer.count, min(header.storedByteCount, window.remainingByteCount))
        let wanted = stored + max(page.bytes.count, header.decompressedByteCount + Page.padding)
        try held.change(&heldByteCount, to: wanted, for: "a page", place, byteOffset: page.byteOffset)
    }

    private mutating func skip(_ byteCount: Int) throws(AssayError) {
        try window.fill(byteCount)
        window.consume(byteCount)
    }

    /// Checks and decompresses the page that stands at the window's position.
    private mutating func load(_ page: inout Page) throws(ParquetProblem) {
        let header = page.header
        let stored = window.position..<window.position + header.storedByteCount
        if let expected = header.checksum {
            let whole = window.buffer.span
            let found = CRC32.checksum(whole.extracting(stored).rawSpan)
            if found != expected { throw ParquetProblem("a page's checksum does not match its bytes") }
        }
        // The levels of version 2 stand before the values, never compressed.
        var levelByteCount = 0
        if header.kind == .dataV2 {
            levelByteCount = header.repetitionByteCount + header.definitionByteCount
            guard levelByteCount <= min(header.storedByteCount, header.decompressedByteCount) else {
                throw ParquetProblem("a page's levels have \(levelByteCount) bytes, more than the page")
            }
        }
        let storedValues = stored.lowerBound + levelByteCount..<stored.upperBound
        let valueByteCount = header.decompressedByteCount - levelByteCount
        let isCompressed = header.isCompressed && codec != .uncompressed
        if isCompressed {
            try decompressor.checkSize(valueByteCount, storedByteCount: storedValues.count)
        } else if storedValues.count != valueByteCount {
            throw ParquetProblem(
                "a page of \(valueByteCount) bytes is stored in \(storedValues.count), though not compressed")
        }
        let needed = header.decompressedByteCount + Page.padding
        if page.bytes.count > 8 * needed + (1 << 20) { page.bytes = [] }
        page.bytes.makeRoom(for: needed, filler: 0)
        page.bytes.copy(window.buffer, from: stored.lowerBound, to: storedValues.lowerBound, at: 0)
        if isCompressed {
            try decompressor.decompress(
                window.buffer, storedValues, into: &page.bytes, at: levelByteCount, count: valueByteCount)
        } else {
            page.bytes.copy(
                window.buffer, from: storedValues.lowerBound, to: storedValues.upperBound, at: levelByteCount)
        }
        page.levels = 0..<(header.kind == .data ? header.decompressedByteCount : levelByteCount)
        page.values = levelByteCount..<header.decompressedByteCount
    }
}
