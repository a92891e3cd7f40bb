package import ByteIO
internal import ParquetIO

/// Reads one shard as batches of whole records, in the order of the file.
///
/// Memory is bounded by the batch size, or by the longest record where that is more. Not thread-safe: one owner at a
/// time; the batches it fills are independent of it.
package final class ShardReader {
    private let source: any BatchSource

    /// Opens the shard and reads its first bytes.
    ///
    /// - Parameters:
    ///   - selection: what will be asked of the records; of a Parquet shard no more is read.
    ///   - batchByteCount: about how many bytes of records a batch has; more only where one record has.
    ///   - maxRecordByteCount: a longer record (1 GiB at most) is an error when it is met.
    ///   - memoryByteCount: a zstd frame that wants a larger window is an error, and so are Parquet pages, dictionaries and
    ///     batches that want more than their shares of it.
    ///   - spoolFolder: where a Parquet shard that comes through a pipe is kept while it is read; `nil`: the system's folder
    ///     for temporary files.
    ///   - isStopped: asked on the way; once it says so, each read throws.
    /// - Throws: for UTF-16, for a Parquet file that has none of the fields selected, and if the file cannot be read.
    package convenience init(
        shard: Shard, selection: RecordSelection, batchByteCount: Int = 1 << 20, maxRecordByteCount: Int = 1 << 30,
        memoryByteCount: Int = 1 << 31, spoolFolder: String? = nil,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(AssayError) {
        try self.init(
            shard: shard, columns: ColumnSelection(selection), batchByteCount: batchByteCount,
            maxRecordByteCount: maxRecordByteCount, memoryByteCount: memoryByteCount,
            spoolFolder: spoolFolder, isStopped: isStopped)
    }

    init(
        shard: Shard, columns: ColumnSelection, batchByteCount: Int = 1 << 20, maxRecordByteCount: Int = 1 << 30,
        memoryByteCount: Int = 1 << 31, spoolFolder: String? = nil,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(AssayError) {
        let path = shard.path == "-" ? shard.name : shard.path
        let stream = try ByteStream(
            path: shard.path, largestWindowByteCount: memoryByteCount, isStopped: isStopped)
        let opening = try ShardOpening(
            stream: stream, path: path, name: shard.name, largestBlankByteCount: maxRecordByteCount)
        if opening.container == .parquet {
            let file = try ParquetOpening.open(
                shard.path, name: path, stream: stream, firstBytes: opening.bytes, spoolFolder: spoolFolder,
                limits: ParquetLimits(memoryByteCount: memoryByteCount, rowByteCount: maxRecordByteCount))
            source = try ParquetBatchSource(
                file: file, stream: stream, selection: columns, batchByteCount: batchByteCount)
        } else {
            source = StreamBatchSource(
                stream: stream, opening: opening, path: path, batchByteCount: batchByteCount,
                maxRecordByteCount: maxRecordByteCount)
        }
    }

    /// How the shard is stored, told from its content.
    package var format: ShardFormat { source.form.format }

    /// What a copy of the shard has to be like.
    package var form: ShardForm { source.form }

    /// Stored (compressed) bytes read so far.
    package var storedByteCount: Int { source.storedByteCount }

    /// XXH3-128 of all stored bytes, in 32 hexadecimal digits; valid once `nextBatch` has returned false.
    package var storedHash: String { source.storedHash }

    /// Fills `batch` with the next records; false, and an empty batch, at the end of the shard.
    ///
    /// A batch may hold no record but the shard's first or last bytes. Throws, with path and line, if the file cannot be
    /// read, a record is too long, or a container is broken so that no further record can be told.
    package func nextBatch(into batch: inout RecordBatch) throws(AssayError) -> Bool {
        try source.nextBatch(into: &batch)
    }
}

/// One way to get batches of records out of a shard; `ShardReader` says what its members mean.
protocol BatchSource: AnyObject {
    var form: ShardForm { get }
    var storedByteCount: Int { get }
    var storedHash: String { get }
    func nextBatch(into batch: inout RecordBatch) throws(AssayError) -> Bool
}
