internal import ByteIO
internal import ParquetIO

/// Writes rows of a Parquet file to another with the same schema and metadata, all columns of them.
///
/// A row group is copied from the source once what becomes of each of its rows is known: of a shard no more is held than
/// a decision for each row of one group.
final class ParquetBatchSink: BatchSink {
    private let path: String
    private let source: ParquetFile
    private let program: String
    private let level: Int32
    private var output: OutputFile?
    private var writer: ParquetRowWriter?
    /// What becomes of the rows of the row group at hand, as far as it has come.
    private var kept: [Bool] = []
    /// The row group to write next; those before it have been, or hold nothing that is kept.
    private var nextGroup = 0

    /// Begins a file at `path`, whose folder has to be there; with `isOptional` not before a record is kept.
    ///
    /// `program` is the name and version that the file's footer gives as its writer.
    init(
        path: String, source: ParquetFile, program: String, isOptional: Bool, level: Int32
    ) throws(AssayError) {
        self.path = path
        self.source = source
        self.program = program
        self.level = level
        if !isOptional { try begin() }
    }

    private func begin() throws(AssayError) {
        let output = try OutputFile(path: path)
        self.output = output
        writer = try ParquetRowWriter(source: source, output: output, createdBy: program, level: level)
    }

    func append(_ batch: borrowing RecordBatch, keep: [Bool]) throws(AssayError) {
        kept += keep
        let group = batch.table.rowGroup
        guard kept.count == source.rowGroups[group].rowCount else { return }
        if kept.contains(true) {
            if writer == nil { try begin() }
            try skip(to: group)
            try writer?.writeRowGroup(group, keeping: kept)
            nextGroup = group + 1
        }
        kept.removeAll(keepingCapacity: true)
    }

    /// Leaves out the row groups before `group` that have not been written.
    private func skip(to group: Int) throws(AssayError) {
        while nextGroup < group {
            let none = [Bool](repeating: false, count: source.rowGroups[nextGroup].rowCount)
            try writer?.writeRowGroup(nextGroup, keeping: none)
            nextGroup += 1
        }
    }

    func finish() throws(AssayError) -> StoredFile? {
        guard let writer, let output else { return nil }
        try skip(to: source.rowGroups.count)
        try writer.finish()
        return try output.finish()
    }

    func discard() { output?.discard() }
}
