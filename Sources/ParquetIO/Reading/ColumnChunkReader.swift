internal import ByteIO

/// Decodes one column of one row group, front to end: entries with their levels, and the values among them.
///
/// Entries are decoded in blocks of up to 1,024, so that a claim of many costs nothing before they are asked for.
/// Memory: one page. Not thread-safe: one owner at a time.
final class ColumnChunkReader {
    /// For error messages.
    let place: ParquetPlace
    let node: SchemaNode
    let valueByteCount: Int
    private(set) var dictionary: ColumnDictionary?

    private let limits: ParquetLimits
    private let type: PhysicalType
    private var pages: PageReader
    private var page = Page()
    private var values: ValueDecoder?
    private var definitions: LevelDecoder?
    private var repetitions: LevelDecoder?
    /// The entries of the page that are not in a block yet, and those of the chunk that its metadata announce.
    private var pageRemaining = 0
    private var chunkRemaining: Int
    /// The row group's rows that have not begun yet.
    private var rowsRemaining: Int
    private var block = LevelBlock()
    private var entriesPerBlock = LevelBlock.capacity
    private var hasBegun = false
    private var scratch = ValueScratch()
    private let held: HeldBytes
    /// What is counted there of the dictionary.
    private var heldByteCount = 0

    /// - Parameter held: what the columns that are read together hold.
    init(_ file: ParquetFile, rowGroup: Int, column: Int, held: HeldBytes) throws(AssayError) {
        pages = try PageReader(file, rowGroup: rowGroup, column: column, held: held)
        self.held = held
        place = pages.place
        limits = file.limits
        node = file.schema.node(ofColumn: column)
        // Every column has a type; a group has no chunk.
        type = node.physicalType ?? .byteArray
        valueByteCount = type.byteCount(typeLength: node.typeLength)
        chunkRemaining = file.rowGroups[rowGroup].chunks[column].entryCount
        rowsRemaining = file.rowGroups[rowGroup].rowCount
    }

    /// Stored bytes that were not yet used.
    var remainingByteCount: Int { pages.remainingByteCount }

    /// Whether the entries of the present block are values of the dictionary.
    var isDictionaryBlock: Bool {
        if case .dictionary = values { true } else { false }
    }

    /// Whether the block's values are PLAIN: taken as a batch, byte arrays stand in it with their lengths before them.
    var isPlainBlock: Bool {
        if case .plain = values { true } else { false }
    }

    /// The entries of the block that are not taken yet.
    var blockEntryCount: Int { block.rest.count }

    /// Throws for what stands at the present page.
    private func locate<Result>(
        _ body: () throws(ParquetProblem) -> Result
    ) throws(AssayError) -> Result {
        do throws(ParquetProblem) { return try body() } catch {
            throw place.error(error, byteOffset: page.byteOffset)
        }
    }

    /// Makes the block have entries, decoding the next levels if it is empty; false at the chunk's end.
    func fillBlock() throws(AssayError) -> Bool {
        if !block.rest.isEmpty { return true }
        while pageRemaining == 0 {
            if try !nextPage() {
                guard chunkRemaining == 0 && rowsRemaining == 0 else {
                    throw place.error(
                        "the pages end, but \(chunkRemaining) values and \(rowsRemaining) rows are still to come",
                        byteOffset: page.byteOffset)
                }
                return false
            }
        }
        let count = min(pageRemaining, entriesPerBlock)
        try locate { () throws(ParquetProblem) in
            try block.fill(page.bytes, count: count, &repetitions, &definitions)
            try countRows()
        }
        pageRemaining -= count
        return true
    }

    /// Takes the rows that begin in the block from those that the row group has.
    private func countRows() throws(ParquetProblem) {
        if repetitions == nil {
            rowsRemaining -= block.rest.count
        } else {
            if !hasBegun && block.repetitions[0] != 0 { throw ParquetProblem("the levels do not begin with a row") }
            rowsRemaining -= block.rowCount
        }
        hasBegun = true
        if rowsRemaining < 0 { throw ParquetProblem("the column has more rows than its row group") }
    }

    /// Steps to the next page of data; false at the chunk's end.
    private func nextPage() throws(AssayError) -> Bool {
        while try pages.next(into: &page) {
            if page.header.kind == .dictionary {
                try held.change(
                    &heldByteCount, to: ColumnDictionary.byteCount(page), for: "a dictionary", place,
                    byteOffset: page.byteOffset)
                try locate { () throws(ParquetProblem) in
                    if dictionary != nil { throw ParquetProblem("the column has a second dictionary") }
                    dictionary = try ColumnDictionary(page, type: type, valueByteCount: valueByteCount)
                }
                continue
            }
            try locate { () throws(ParquetProblem) in try beginPage() }
            return true
        }
        return false
    }

    private func beginPage() throws(ParquetProblem) {
        let header = page.header
        guard header.entryCount <= chunkRemaining else {
            throw ParquetProblem("the pages have more values than the column's metadata say")
        }
        chunkRemaining -= header.entryCount
        pageRemaining = header.entryCount
        definitions = nil
        repetitions = nil
        var rest = page.values
        if header.kind == .data {
            if node.maxRepetitionLevel > 0 {
                repetitions = try LevelDecoder(
                    page.bytes, &rest, entryCount: header.entryCount, maximum: node.maxRepetitionLevel,
                    encodingNumber: header.repetitionEncodingNumber)
            }
            if node.maxDefinitionLevel > 0 {
                definitions = try LevelDecoder(
                    page.bytes, &rest, entryCount: header.entryCount, maximum: node.maxDefinitionLevel,
                    encodingNumber: header.definitionEncodingNumber)
            }
        } else {
            let middle = header.repetitionByteCount
            if node.maxRepetitionLevel > 0 {
                repetitions = LevelDecoder(0..<middle, maximum: node.maxRepetitionLevel)
            }
            if node.maxDefinitionLevel > 0 {
                definitions = LevelDecoder(middle..<page.levels.upperBound, maximum: node.maxDefinitionLevel)
            }
        }
        let decoder = try ValueDecoder(
            page, rest, type: type, valueByteCount: valueByteCount, limits: limits)
        values = decoder
        var largest = rest.count / max(1, header.entryCount)
        if case .dictionary = decoder {
            largest = dictionary?.longest ?? 0
        }
        // Values of some size are decoded a few at a time, so that a batch can end near the bytes asked for.
        entriesPerBlock = max(1, min(LevelBlock.capacity, (1 << 20) / max(1, largest, valueByteCount)))
    }

    /// Appends up to `limit` rows to `column`, and fewer once it has `byteLimit` bytes of values; how many.
    func takeRows(
        _ limit: Int, byteLimit: Int, batch: Int, into column: inout ColumnBatch, _ bytes: inout ValueBytes
    ) throws(AssayError) -> Int {
        var rows = 0
        /// What the batch had when it was full, all rows but the last one included.
        var fullWeight: Int?
        // Without lists an entry is a row.
        while rows < limit || node.maxRepetitionLevel > 0 {
            // An entry that is no value counts too, so that rows of nulls end a batch.
            let isFull = rows > 0 && column.textByteCount + column.fixedByteCount + column.entryCount >= byteLimit
            if isFull && node.maxRepetitionLevel == 0 { break }
            if rows == limit || isFull {
                // What is still to come belongs to a row that has begun.
                let before = fullWeight ?? column.weight
                fullWeight = before
                if column.weight - before > limits.rowByteCount { throw tooLargeRow() }
            }
            guard try fillBlock() else { break }
            var count = min(block.rest.count, limit - rows)
            var added = count
            if node.maxRepetitionLevel > 0 {
                (count, added) = block.rows(isFull ? 0 : limit - rows)
                if count == 0 { break }
            }
            try take(count, batch: batch, asPlaces: false, into: &column, &bytes)
            rows += added
        }
        return rows
    }

    /// Appends the next `count` entries of the block to `column`; `asPlaces`: as places in the dictionary, if they are.
    func take(
        _ count: Int, batch: Int, asPlaces: Bool, into column: inout ColumnBatch, _ bytes: inout ValueBytes
    ) throws(AssayError) {
        if column.entryCount + count > limits.batchEntryCount {
            throw place.error(
                "a row has more than \(limits.batchEntryCount) values", byteOffset: page.byteOffset, advice: "split it")
        }
        let valueCount = block.take(count, node, into: &column)
        column.valueByteCount = valueByteCount
        if !asPlaces {
            let added = valueCount.multipliedReportingOverflow(by: valueByteCount)
            if added.overflow || column.fixedByteCount + added.partialValue > limits.batchByteCount {
                throw tooManyBytes()
            }
        }
        do throws(ParquetProblem) {
            if asPlaces && isDictionaryBlock {
                try values?.decodePlaces(page.bytes, count: valueCount, dictionary, into: &column)
            } else {
                column.makeRoomForValues(valueCount)
                try values?.decode(
                    page.bytes, count: valueCount, type: type, &dictionary, batch: batch, into: &column, &bytes,
                    &scratch)
            }
        } catch {
            throw place.error(error, byteOffset: page.byteOffset)
        }
        if bytes.count > limits.batchByteCount { throw tooManyBytes() }
        column.valueCount += valueCount
    }

    private func tooManyBytes() -> AssayError {
        place.error(
            "rows hold more than \(limits.batchByteCount) bytes", byteOffset: page.byteOffset,
            advice: "split them, or " + ParquetLimits.memoryAdvice)
    }

    private func tooLargeRow() -> AssayError {
        place.error(
            "a row has more than \(limits.rowByteCount) bytes", byteOffset: page.byteOffset,
            advice: "split it, or " + ParquetLimits.memoryAdvice)
    }
}
