package import ByteIO

/// Writes a cleaned shard: the kept records of a shard, byte for byte, in its own container and compression.
///
/// If all are kept, the decompressed bytes are those that were read. A JSON array stays one whatever is removed, and a CSV
/// header and a byte order mark stay. The file appears under its name when `finish` returns. Not thread-safe: one owner
/// at a time.
package final class ShardWriter {
    /// How the shard is stored.
    package let format: ShardFormat
    /// Records written so far.
    package private(set) var recordCount = 0

    private let file: OutputFile
    /// The batch that has to come next.
    private var batchIndex = 0

    /// Begins a file at `path`, whose folder has to be there. `level` and `workerCount` are those of `OutputFile`.
    package init(
        path: String, format: ShardFormat, level: Int32 = 3, workerCount: Int32 = 0
    ) throws(AssayError) {
        self.format = format
        file = try OutputFile(path: path, compression: format.compression, level: level, workerCount: workerCount)
    }

    /// Writes the records of `batch` for which `keep` holds true, in the order of the batch.
    ///
    /// Batches come in the order in which the shard was read, none left out: the first has the shard's beginning, the last
    /// its end. Throws if one is missing or `keep` has another count, and if the file cannot be written.
    package func append(_ batch: borrowing RecordBatch, keep: [Bool]) throws(AssayError) {
        guard keep.count == batch.records.count else {
            throw AssayError("\(batch.records.count) records, but \(keep.count) decisions on them", path: file.path)
        }
        guard batch.index == batchIndex else {
            throw AssayError("batch \(batch.index) came where batch \(batchIndex) was due", path: file.path)
        }
        batchIndex += 1
        try write(batch.bytes, from: 0, to: batch.prologueEnd)
        var index = 0
        while index < keep.count {
            guard keep[index] else {
                index += 1
                continue
            }
            // Records kept in a row stand in a row, with the commas of an array between them.
            let first = index
            while index < keep.count, keep[index] { index += 1 }
            if format.container == .json && recordCount > 0 { try file.write([UInt8(ascii: ",")]) }
            try write(batch.bytes, from: batch.records[first].outerStart, to: batch.records[index - 1].outerEnd)
            recordCount += index - first
        }
        try write(batch.bytes, from: batch.epilogueStart, to: batch.byteCount)
    }

    /// Completes the file and gives it its name.
    package func finish() throws(AssayError) -> StoredFile { try file.finish() }

    /// Leaves no file behind; does nothing once it is finished.
    package func discard() { file.discard() }

    private func write(_ bytes: borrowing [UInt8], from start: Int, to end: Int) throws(AssayError) {
        if start < end { try file.write(bytes.span.extracting(start..<end)) }
    }
}
