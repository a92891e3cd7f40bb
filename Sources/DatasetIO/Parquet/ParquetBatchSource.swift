internal import ByteIO
internal import CSimdjson
internal import ParquetIO

/// Batches of the rows of a Parquet file, of the columns that a selection asks for.
///
/// A batch lies in one row group. Beside the columns, the whole file is read once from its beginning to its end for its
/// hash, in step with its rows: what the columns were read from is in the system's cache then.
final class ParquetBatchSource: BatchSource {
    let form: ShardForm

    private let file: ParquetFile
    private let stream: ByteStream
    private let reader: ParquetReader
    private let plan: ColumnPlan
    private let columnNames: [[UInt8]]
    /// The places of columns that hold no text, in the plan.
    private let scalars: [Int]
    private var isFinished = false
    private var discarded = [UInt8](repeating: 0, count: 256 << 10)

    /// Begins to read `file`, whose stored bytes `stream` gives.
    ///
    /// Throws if the file has rows and none of the fields that the selection wants text from.
    init(
        file: ParquetFile, stream: ByteStream, selection: ColumnSelection, batchByteCount: Int
    ) throws(AssayError) {
        self.file = file
        self.stream = stream
        form = ShardForm(format: ShardFormat(container: .parquet, compression: .none), parquet: file)
        let plan = ColumnPlan(schema: file.schema, selection: selection)
        self.plan = plan
        let schema = file.schema
        columnNames = (schema.nodes.first?.children ?? []).map { schema.nodes[$0].name }
        scalars = plan.columns.indices.filter {
            schema.nodes[schema.columns[plan.columns[$0]]].physicalType != .byteArray
        }
        if file.rowCount > 0, !selection.textFields.isEmpty, plan.rootKeys.isDisjoint(with: selection.textFields) {
            let names = columnNames.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
            throw AssayError(
                "none of the columns is looked for; the columns are: \(names). Name the one that holds the text with "
                    + "--unit PATH=ROLE", path: file.path)
        }
        reader = ParquetReader(file: file, columns: plan.columns, batchByteCount: batchByteCount)
    }

    var storedByteCount: Int { stream.storedByteCount }

    var storedHash: String { stream.storedHash }

    func nextBatch(into batch: inout RecordBatch) throws(AssayError) -> Bool {
        batch.begin(form, firstRow: 0, index: 0)
        batch.plan = plan
        batch.columns = columnNames
        let isMore = isFinished ? false : try reader.nextBatch(into: &batch.table)
        isFinished = !isMore
        if isMore {
            finish(&batch)
            // The share of the file that its rows are: the columns read say nothing of the others.
            let rowsRead = batch.table.firstRow + batch.table.rowCount
            try hash(to: Int(Double(file.byteCount) * Double(rowsRead) / Double(max(1, file.rowCount))))
        } else {
            try stream.readToEnd()
        }
        return isMore
    }

    /// Writes numbers as text, and says where each row is.
    private func finish(_ batch: inout RecordBatch) {
        for place in scalars {
            let node = file.schema.nodes[file.schema.columns[plan.columns[place]]]
            ScalarText.write(place, of: node, in: &batch.table)
        }
        batch.namesStart = Int(batch.table.append(plan.names).start)
        batch.firstRow = batch.table.firstRow
        batch.index = batch.table.index
        let place = RecordLocation(outerStart: 0, outerEnd: 0, start: 0, end: 0, line: nil, byteOffset: nil)
        batch.records.append(contentsOf: repeatElement(place, count: batch.table.rowCount))
    }

    /// Reads the file's bytes on as far as its columns have been.
    private func hash(to byteCount: Int) throws(AssayError) {
        while stream.storedByteCount < byteCount {
            if try stream.read(into: &discarded, at: 0) == 0 { return }
        }
    }
}
