internal import ByteIO

/// What a splitter works on: the bytes of a batch as far as they have been read, and where the shard stands.
struct SplitState {
    /// How many bytes of the batch have been read, and whether the shard ends there.
    var filled = 0
    var isAtEnd = false
    /// Where the next record's bytes begin: what is before it belongs to finished records.
    var outerStart = 0
    /// How far the bytes have been looked at, and the 1-based line there.
    var position = 0
    var line = 1
    /// The line at `outerStart`.
    var outerLine = 1
    /// The place of the batch's first byte in the shard.
    var byteOffset = 0

    /// Finishes a record and begins the next one after it, at `next` if something separates them.
    mutating func append(start: Int, end: Int, outerEnd: Int, line: Int, next: Int, to batch: inout RecordBatch) {
        batch.records.append(
            RecordLocation(
                outerStart: outerStart, outerEnd: outerEnd, start: start, end: end, line: line,
                byteOffset: byteOffset + start))
        begin(at: next)
    }

    /// Begins a record.
    mutating func begin(at start: Int) {
        outerStart = start
        outerLine = self.line
    }
}

/// Finds where the records of a container begin and end.
///
/// `split` looks at what has been read since it was last called for this batch and appends the records that are
/// complete. `restart` comes before each batch, whose first byte is the first of a record.
protocol Splitter {
    mutating func restart()
    mutating func split(_ batch: inout RecordBatch, _ state: inout SplitState) throws(AssayError)
}

/// White space of JSON, and what else an editor leaves on an empty line.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
