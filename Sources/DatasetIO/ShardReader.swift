package import ByteIO

/// Reads one shard as batches of whole records, in the order of the file.
///
/// Memory is bounded by the batch size, or by the longest record where that is more. Not thread-safe: one owner at a
/// time; the batches it fills are independent of it.
package final class ShardReader {
    private let source: any BatchSource

    /// Opens the shard and reads its first bytes.
    ///
    /// A batch has about `batchByteCount` bytes of records, and more only where one record has. A record of more than
    /// `maxRecordByteCount` bytes (1 GiB at most) is an error when it is met. Throws for Parquet and UTF-16, and if the
    /// file cannot be read; each read does once `isStopped`.
    package init(
        shard: Shard, batchByteCount: Int = 1 << 20, maxRecordByteCount: Int = 1 << 30,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(AssayError) {
        let path = shard.path == "-" ? shard.name : shard.path
        let stream = try ByteStream(path: shard.path, isStopped: isStopped)
        let opening = try ShardOpening(stream: stream, path: path, name: shard.name)
        source = StreamBatchSource(
            stream: stream, opening: opening, path: path, batchByteCount: batchByteCount,
            maxRecordByteCount: maxRecordByteCount)
    }

    /// How the shard is stored, told from its content.
    package var format: ShardFormat { source.format }

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
    var format: ShardFormat { get }
    var storedByteCount: Int { get }
    var storedHash: String { get }
    func nextBatch(into batch: inout RecordBatch) throws(AssayError) -> Bool
}
