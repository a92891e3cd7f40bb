internal import ByteIO
internal import ParquetIO

/// Where a record stands in its batch. Positions are bytes in `RecordBatch.bytes`, ends excluded.
package struct RecordLocation: Sendable, Equatable {
    /// What a cleaned shard has to carry for the record: a line with its terminator and the blank lines before it; a CSV
    /// row likewise; an array's element with the white space around it, without commas.
    package var outerStart: Int
    package var outerEnd: Int
    /// The JSON value or the CSV row itself.
    package var start: Int
    package var end: Int
    /// The 1-based line of `start` in the shard; `nil` where there are no lines.
    package var line: Int?
    /// The place of `start` in the shard's decompressed bytes; `nil` where records are no ranges of them.
    package var byteOffset: Int?

    /// The place in the shard of the byte `offset` of the record, where both are known.
    package func byteOffset(of offset: Int?) -> Int? {
        guard let byteOffset, let offset else { return nil }
        return byteOffset + offset
    }
}

/// Some consecutive records of one shard, as they stand there.
///
/// Its arrays are reused from batch to batch: hand the same value to `ShardReader.nextBatch` again and nothing is
/// allocated once it is large enough. A value type; safe to share between threads.
package struct RecordBatch: Sendable {
    /// The shard's bytes; at least 64 are readable after the last record. Of no meaning for a Parquet shard.
    package internal(set) var bytes: [UInt8] = []
    /// How many of `bytes` belong to this batch; what follows is of no meaning.
    package internal(set) var byteCount = 0
    package internal(set) var records: [RecordLocation] = []
    /// The 0-based row of the first record in the shard.
    package internal(set) var firstRow = 0
    /// The batch's 0-based place in the shard. Batches are written in this order.
    package internal(set) var index = 0
    /// What the shard is like.
    package internal(set) var form = ShardForm(format: ShardFormat(container: .jsonl, compression: .none))
    /// The names of a CSV or Parquet file's columns, in their order; empty for JSON.
    package internal(set) var columns: [[UInt8]] = []
    /// The shard's bytes before its first record (in the first batch): a byte order mark, an array's opening bracket, a
    /// CSV header. A cleaned shard always carries `bytes[..<prologueEnd]` ...
    package internal(set) var prologueEnd = 0
    /// ... and `bytes[epilogueStart..<byteCount]`, what follows the shard's last record (in the last batches).
    package internal(set) var epilogueStart = 0
    /// Of a Parquet shard: the columns that were read, what they are, and where their names begin in the table's bytes.
    var table = ParquetBatch()
    var plan: ColumnPlan?
    var namesStart = 0

    package init() {}
}

extension RecordBatch {
    /// Empties the batch; it is to hold records from `firstRow` on.
    mutating func begin(_ form: ShardForm, firstRow: Int, index: Int) {
        records.removeAll(keepingCapacity: true)
        byteCount = 0
        prologueEnd = 0
        epilogueStart = 0
        self.firstRow = firstRow
        self.index = index
        self.form = form
        columns = []
        plan = nil
    }

    package var format: ShardFormat { form.format }

    /// The bytes in which the records' strings stand; at least 64 are readable after the last.
    var textBytes: [UInt8] { plan == nil ? bytes : table.bytes }

    /// The 0-based row group that the records stand in; `nil` where there are none.
    package var rowGroup: Int? { plan == nil ? nil : table.rowGroup }

    /// The place of the record `index` in words, for messages that cannot name a line; empty for those that can.
    package func placeInWords(_ index: Int) -> String {
        rowGroup.map { "row \(firstRow + index) (row group \($0)): " } ?? ""
    }
}

extension RecordBatch {
    /// How many bytes are readable after the last record.
    static let padding = 64
}
