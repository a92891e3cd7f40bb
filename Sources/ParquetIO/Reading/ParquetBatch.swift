internal import ByteIO

/// A value of a BYTE_ARRAY column: bytes of `ParquetBatch.bytes`, the end excluded.
package struct ValueRange: Sendable, Equatable {
    package var start: UInt32
    package var end: UInt32

    @inlinable package init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    var byteCount: Int { Int(end) - Int(start) }
}

/// Some consecutive rows of one row group, column by column.
///
/// Its arrays are reused from batch to batch: hand the same value to `ParquetReader.nextBatch` again and nothing is
/// allocated once it is large enough. A value type; safe to share between threads.
package struct ParquetBatch: Sendable {
    /// The BYTE_ARRAY values of all columns; at least 64 bytes are readable after the last one.
    ///
    /// Values may share bytes, as an entry of a dictionary stands once, and there may be bytes between them.
    package var bytes: [UInt8] { values.bytes }
    /// How many of `bytes` belong to this batch; what follows is of no meaning.
    package var byteCount: Int { values.count }
    /// The rows.
    package internal(set) var rowCount = 0
    /// The 0-based row group that they belong to.
    package internal(set) var rowGroup = 0
    /// The first row's 0-based place in its row group.
    package internal(set) var firstRowInGroup = 0
    /// The first row's 0-based place in the file.
    package internal(set) var firstRow = 0
    /// The batch's 0-based place among its reader's.
    package internal(set) var index = 0
    /// The columns, in the order in which they were asked for.
    package internal(set) var columns: [ColumnBatch] = []

    var values = ValueBytes()

    package init() {}
}

/// One column's levels and values in a batch (parquet-format, README.md: Nested Encoding).
///
/// The arrays may be longer than their counts say; what is behind those means nothing. A value type.
package struct ColumnBatch: Sendable {
    /// The column's number.
    package internal(set) var column = 0
    /// One a value, a null, or an empty or absent list. The count of rows where nothing repeats.
    package internal(set) var entryCount = 0
    /// The entries that are values: whose definition level is the column's maximum.
    package internal(set) var valueCount = 0
    /// `entryCount` definition levels; none if the column's maximum is 0, as all entries are values then.
    package internal(set) var definitionLevels: [UInt8] = []
    /// `entryCount` repetition levels; none if the column's maximum is 0, as every entry is a row then. 0 begins a row.
    package internal(set) var repetitionLevels: [UInt8] = []
    /// Of a BYTE_ARRAY column, `valueCount` values; else none.
    package internal(set) var ranges: [ValueRange] = []
    /// Of any other column, `valueCount * valueByteCount` bytes as stored: little-endian, a boolean as 0 or 1.
    package internal(set) var fixedBytes: [UInt8] = []
    /// The bytes of one value: 1, 4, 8, 12 or the type's length; 0 of a BYTE_ARRAY column.
    package internal(set) var valueByteCount = 0

    /// Of pages that are read by their dictionary places, `valueCount` of them in place of values.
    var dictionaryPlaces: [UInt32] = []
    /// The bytes of all values, however they are shared.
    var textByteCount = 0

    package init() {}

    /// What its rows count as, in bytes: their values, however they are shared, and 2 for each value or null.
    var weight: Int { textByteCount + fixedByteCount + 2 * entryCount }

    /// Empties it.
    mutating func begin() {
        entryCount = 0
        valueCount = 0
        textByteCount = 0
    }
}

extension ColumnBatch {
    /// What each of the batch's rows counts as: its part of `weight`. `node` is the column's.
    func rowWeights(_ node: SchemaNode, rowCount: Int) -> [Int] {
        var weights = [Int](repeating: 0, count: rowCount)
        let most = UInt8(node.maxDefinitionLevel)
        var (row, value) = (-1, 0)
        for entry in 0..<entryCount {
            if node.maxRepetitionLevel == 0 || repetitionLevels[entry] == 0 { row += 1 }
            weights[row] += 2
            guard most == 0 || definitionLevels[entry] == most else { continue }
            weights[row] += ranges.isEmpty || valueByteCount > 0 ? valueByteCount : ranges[value].byteCount
            value += 1
        }
        return weights
    }
}

/// The bytes of values, with 64 to spare behind them. It only ever grows.
struct ValueBytes: Sendable {
    private(set) var bytes = [UInt8](repeating: 0, count: 64)
    /// How many of `bytes` are used.
    private(set) var count = 0

    /// Empties it, and gives back the room that one large batch needed.
    mutating func begin() {
        if bytes.count > 8 * (count + (1 << 20)) { bytes = [UInt8](repeating: 0, count: count + 64) }
        count = 0
    }

    /// Appends `source[start..<end]`.
    mutating func append(_ source: borrowing [UInt8], from start: Int, to end: Int) {
        bytes.makeRoom(for: count + (end - start) + 64, filler: 0)
        bytes.copy(source, from: start, to: end, at: count)
        count += end - start
    }

    /// Appends a copy of its own bytes `start..<end`.
    mutating func repeatBytes(from start: Int, to end: Int) {
        bytes.makeRoom(for: count + (end - start) + 64, filler: 0)
        bytes.move(from: start, to: end, at: count)
        count += end - start
    }
}
