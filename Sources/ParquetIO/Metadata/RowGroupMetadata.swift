/// One row group: some consecutive rows, column by column (parquet.thrift: RowGroup). Immutable.
package struct RowGroupMetadata: Sendable {
    /// The rows in it.
    package private(set) var rowCount = 0
    /// The 0-based row in the file that it begins with.
    package internal(set) var firstRow = 0
    /// Its columns, in the order of the schema's.
    package internal(set) var chunks: [ColumnChunkMetadata] = []
    /// What its rows are sorted by, as stored, a list; `nil` where nothing is said.
    private(set) var rawSortingColumns: [UInt8]?

    init(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var group = RowGroupMetadata()
        var storedRowCount: Int64 = -1
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1 where type == .list:
                try reader.list(of: .structure) { (reader) throws(ParquetProblem) in
                    group.chunks.append(try ColumnChunkMetadata(&reader))
                }
            case 3: storedRowCount = try reader.int64(type)
            case 4 where type == .list: group.rawSortingColumns = try reader.raw(type)
            default: try reader.skip(type)
            }
        }
        self = group
        guard storedRowCount >= 0 else { throw ParquetProblem("a row group's count of rows is missing or negative") }
        rowCount = Int(storedRowCount)
    }

    private init() {}
}
