package import ByteIO

/// Reads chosen columns of a file as batches of rows, in the order of the file.
///
/// Only those columns' pages are read. Memory: a page of each column, and the batch. Not thread-safe: one owner at a time;
/// the batches it fills are independent of it, and several readers may share a file.
package final class ParquetReader {
    private let file: ParquetFile
    private let columns: [Int]
    private let batchByteCount: Int
    private let batchRowCount: Int
    private var rowGroup: Int
    private let rowGroupEnd: Int
    private var firstRowInGroup = 0
    private var batchIndex = 0
    /// One a column, of the present row group; none before its first batch.
    private var chunks: [ColumnChunkReader] = []
    /// The places of `columns`, in the order in which a batch reads them, and how many rows each had for it.
    private var readingOrder: [Int] = []
    private var found: [Int]
    /// What columns had decoded beyond the last batch's rows, where another column filled it up first.
    private var carried: [CarriedRows] = []
    private var usedByteCount = 0
    /// Where no column is asked for, what reads the smallest one: a footer can claim any number of rows.
    private let rowCounter: ParquetReader?
    private var countedRows = ParquetBatch()

    /// Reads the columns with these numbers, which may be none, of all row groups or of `rowGroups`.
    ///
    /// A batch has up to `batchRowCount` rows, and about `batchByteCount` bytes of values a column, more only where one
    /// row has. Requires that columns and row groups are there. Cost: nothing is read yet.
    package init(
        file: ParquetFile, columns: [Int], rowGroups: Range<Int>? = nil, batchByteCount: Int = 1 << 20,
        batchRowCount: Int = 8192
    ) {
        let rowGroups = rowGroups ?? 0..<file.rowGroups.count
        precondition(columns.allSatisfy(file.schema.columns.indices.contains), "no such column")
        precondition(rowGroups.lowerBound >= 0 && rowGroups.upperBound <= file.rowGroups.count, "no such row group")
        self.file = file
        self.columns = columns
        found = [Int](repeating: 0, count: columns.count)
        self.batchByteCount = max(1, batchByteCount)
        self.batchRowCount = max(1, batchRowCount)
        rowGroup = rowGroups.lowerBound
        rowGroupEnd = rowGroups.upperBound
        let smallest = columns.isEmpty ? Self.smallestColumn(file) : nil
        rowCounter = smallest.map { column in
            ParquetReader(file: file, columns: [column], rowGroups: rowGroups, batchRowCount: batchRowCount)
        }
    }

    /// The column of the fewest stored bytes that can be read; `nil` if there is none.
    private static func smallestColumn(_ file: ParquetFile) -> Int? {
        file.schema.columns.indices
            .filter { column in file.rowGroups.allSatisfy { $0.chunks[column].isReadable } }
            .min { a, b in storedByteCount(file, a) < storedByteCount(file, b) }
    }

    private static func storedByteCount(_ file: ParquetFile, _ column: Int) -> Int {
        file.rowGroups.reduce(0) { $0 &+ $1.chunks[column].storedByteCount }
    }

    /// Stored bytes of the columns that were used so far.
    package var storedByteCount: Int {
        guard rowGroup < rowGroupEnd, !chunks.isEmpty else { return usedByteCount }
        var count = usedByteCount
        for (chunk, column) in zip(chunks, columns) {
            count += file.rowGroups[rowGroup].chunks[column].storedByteCount - chunk.remainingByteCount
        }
        return count
    }

    /// Fills `batch` with the next rows, all of one row group; false, and an empty batch, at the end.
    ///
    /// Throws, with row group, column and byte, if the file cannot be read, is damaged, or uses what is not supported.
    package func nextBatch(into batch: inout ParquetBatch) throws(AssayError) -> Bool {
        begin(&batch)
        if let rowCounter {
            let isThere = try rowCounter.nextBatch(into: &countedRows)
            batch.take(countedRows)
            return isThere
        }
        while rowGroup < rowGroupEnd, firstRowInGroup == file.rowGroups[rowGroup].rowCount {
            try endRowGroup(into: &batch)
        }
        guard rowGroup < rowGroupEnd else { return false }
        if chunks.isEmpty { try beginRowGroup() }
        batch.rowGroup = rowGroup
        batch.firstRowInGroup = firstRowInGroup
        batch.firstRow = file.rowGroups[rowGroup].firstRow + firstRowInGroup
        batch.index = batchIndex
        var rowCount = min(batchRowCount, file.rowGroups[rowGroup].rowCount - firstRowInGroup)
        for place in readingOrder {
            let got = try takeRows(rowCount, place, &batch)
            guard got > 0 else {
                throw chunks[place].place.error(
                    "the column has fewer rows than its row group (\(firstRowInGroup) of "
                        + "\(file.rowGroups[rowGroup].rowCount))")
            }
            found[place] = got
            rowCount = min(rowCount, got)
        }
        for place in columns.indices where found[place] > rowCount {
            carried[place] = CarriedRows(
                cutting: &batch.columns[place], after: rowCount, of: found[place],
                file.schema.node(ofColumn: columns[place]), batch.values)
        }
        batch.rowCount = rowCount
        try refuseLargeRow(batch)
        firstRowInGroup += rowCount
        batchIndex += 1
        return true
    }

    /// Throws for the first row that is larger than is allowed, with the column that has most of it.
    private func refuseLargeRow(_ batch: borrowing ParquetBatch) throws(AssayError) {
        let limit = file.limits.rowByteCount
        // Nearly always: a batch is smaller than a row may be.
        if batch.columns.reduce(0, { $0 + $1.weight }) <= limit { return }
        let sizes = batch.columns.map { column in
            column.rowWeights(file.schema.node(ofColumn: column.column), rowCount: batch.rowCount)
        }
        for row in 0..<batch.rowCount {
            let sum = sizes.reduce(0) { $0 + $1[row] }
            if sum <= limit { continue }
            let largest = columns.indices.max { sizes[$0][row] < sizes[$1][row] } ?? 0
            throw chunks[largest].place.error(
                "row \(firstRowInGroup + row) has \(sum) bytes, and \(limit) are allowed",
                advice: "split it, or " + ParquetLimits.memoryAdvice)
        }
    }

    private func begin(_ batch: inout ParquetBatch) {
        batch.rowCount = 0
        batch.values.begin()
        if batch.columns.count != columns.count {
            batch.columns = [ColumnBatch](repeating: ColumnBatch(), count: columns.count)
        }
        for place in columns.indices {
            let node = file.schema.node(ofColumn: columns[place])
            batch.columns[place].begin()
            batch.columns[place].column = columns[place]
            batch.columns[place].valueByteCount =
                node.physicalType?.byteCount(typeLength: node.typeLength) ?? 0
        }
    }

    private func beginRowGroup() throws(AssayError) {
        let stored = file.rowGroups[rowGroup].chunks
        let held = HeldBytes(limit: file.limits.heldByteCount)
        for column in columns {
            chunks.append(try ColumnChunkReader(file, rowGroup: rowGroup, column: column, held: held))
            carried.append(CarriedRows())
        }
        // The column that is likely to fill a batch goes first, so that the others seldom have rows to carry over.
        readingOrder = columns.indices.sorted { a, b in
            (stored[columns[b]].decompressedByteCount, a) < (stored[columns[a]].decompressedByteCount, b)
        }
    }

    /// Checks that the columns end with the rows, and steps to the next row group.
    private func endRowGroup(into batch: inout ParquetBatch) throws(AssayError) {
        if chunks.isEmpty { try beginRowGroup() }
        for chunk in chunks where try chunk.fillBlock() {
            throw chunk.place.error("the column has more values than its row group's rows hold")
        }
        for column in columns { usedByteCount += file.rowGroups[rowGroup].chunks[column].storedByteCount }
        chunks = []
        carried = []
        rowGroup += 1
        firstRowInGroup = 0
    }

    /// Takes up to `limit` rows of a column: first those that were carried.
    private func takeRows(_ limit: Int, _ place: Int, _ batch: inout ParquetBatch) throws(AssayError) -> Int {
        var rows = 0
        if carried[place].rowCount > 0 {
            rows = carried[place].rowCount
            carried[place].append(to: &batch.columns[place], &batch.values)
            if rows > limit { return rows }
        }
        // A column whose rows are large ends the batch, for the others too.
        return rows
            + (try chunks[place].takeRows(
                limit - rows, byteLimit: batchByteCount, batch: batchIndex, into: &batch.columns[place], &batch.values))
    }
}

extension ParquetBatch {
    /// Takes over where the rows of `other` stand, not their values.
    fileprivate mutating func take(_ other: borrowing ParquetBatch) {
        rowCount = other.rowCount
        rowGroup = other.rowGroup
        firstRowInGroup = other.firstRowInGroup
        firstRow = other.firstRow
        index = other.index
    }
}
