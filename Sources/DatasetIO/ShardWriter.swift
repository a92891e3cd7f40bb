package import ByteIO

/// Writes some of a shard's records as they were, in the shard's own container and compression.
///
/// The file appears under its name when `finish` returns. Not thread-safe: one owner at a time.
package final class ShardWriter {
    /// Records written so far.
    package private(set) var recordCount = 0

    private let path: String
    private let sink: any BatchSink
    /// The batch that has to come next.
    private var batchIndex = 0

    /// Begins a file at `path`, whose folder has to be there.
    ///
    /// - Parameters:
    ///   - form: that of the shard that was read.
    ///   - program: name and version of the program, for containers that say who wrote them.
    ///   - isOptional: whether no file is made, and no folder is needed, until a record is kept.
    ///   - level: the codec's, as `OutputFile` has it, as `workerCount` is.
    package init(
        path: String, form: ShardForm, program: String, isOptional: Bool = false, level: Int32 = 3,
        workerCount: Int32 = 0
    ) throws(AssayError) {
        self.path = path
        if let file = form.parquet {
            sink = try ParquetBatchSink(
                path: path, source: file, program: program, isOptional: isOptional, level: level)
        } else {
            sink = try StreamBatchSink(
                path: path, format: form.format, isOptional: isOptional, level: level, workerCount: workerCount)
        }
    }

    /// Writes the records of `batch` for which `keep` holds true, in the order of the batch.
    ///
    /// Batches come in the order in which the shard was read, none left out: the first has the shard's beginning, the last
    /// its end. Throws if one is missing or `keep` has another count, and if the file cannot be written.
    package func append(_ batch: borrowing RecordBatch, keep: [Bool]) throws(AssayError) {
        guard keep.count == batch.records.count else {
            throw AssayError("\(batch.records.count) records, but \(keep.count) decisions on them", path: path)
        }
        guard batch.index == batchIndex else {
            throw AssayError("batch \(batch.index) came where batch \(batchIndex) was due", path: path)
        }
        batchIndex += 1
        recordCount += keep.count(where: \.self)
        try sink.append(batch, keep: keep)
    }

    /// Completes the file and gives it its name; `nil` if there is none.
    package func finish() throws(AssayError) -> StoredFile? { try sink.finish() }

    /// Leaves no file behind; does nothing once it is finished.
    package func discard() { sink.discard() }
}

/// One way to write batches of records to a file; `ShardWriter` says what its members mean.
protocol BatchSink: AnyObject {
    func append(_ batch: borrowing RecordBatch, keep: [Bool]) throws(AssayError)
    func finish() throws(AssayError) -> StoredFile?
    func discard()
}
