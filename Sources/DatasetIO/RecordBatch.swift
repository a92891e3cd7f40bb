internal import ByteIO

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
    /// The place of `start` in the shard's decompressed bytes.
    package var byteOffset: Int
}

/// Some consecutive records of one shard, as they stand there.
///
/// Its arrays are reused from batch to batch: hand the same value to `ShardReader.nextBatch` again and nothing is
/// allocated once it is large enough. A value type; safe to share between threads.
package struct RecordBatch: Sendable {
    /// The shard's bytes; at least 64 are readable after the last record.
    package internal(set) var bytes: [UInt8] = []
    /// How many of `bytes` belong to this batch; what follows is of no meaning.
    package internal(set) var byteCount = 0
    package internal(set) var records: [RecordLocation] = []
    /// The 0-based row of the first record in the shard.
    package internal(set) var firstRow = 0
    /// The batch's 0-based place in the shard. Batches are written in this order.
    package internal(set) var index = 0
    package internal(set) var format = ShardFormat(container: .jsonl, compression: .none)
    /// The names of a CSV file's columns, in their order; empty for JSON.
    package internal(set) var columns: [[UInt8]] = []
    /// The shard's bytes before its first record (in the first batch): a byte order mark, an array's opening bracket, a
    /// CSV header. A cleaned shard always carries `bytes[..<prologueEnd]` ...
    package internal(set) var prologueEnd = 0
    /// ... and `bytes[epilogueStart..<byteCount]`, what follows the shard's last record (in the last batches).
    package internal(set) var epilogueStart = 0

    package init() {}
}

extension RecordBatch {
    /// How many bytes are readable after the last record.
    static let padding = 64
}
