/// Writes the metadata of a file of which rows were removed (parquet.thrift: FileMetaData, RowGroup).
///
/// The schema, the key-value metadata, the orders of the columns and what rows are sorted by are the bytes that were read.
enum FooterWriter {
    /// The metadata without their length and magic.
    static func footer(
        _ source: ParquetFile, _ groups: [WrittenRowGroup], rowCount: Int, createdBy: String
    ) -> [UInt8] {
        let names = source.schema.columns.indices.map { source.schema.names(ofColumn: $0) }
        var writer = ThriftWriter()
        writer.structure(nil) { writer in
            writer.int32(1, source.metadata.version)
            writer.raw(2, .list, source.metadata.schema)
            writer.int64(3, Int64(rowCount))
            writer.list(4, of: .structure, count: groups.count) { writer in
                for (ordinal, group) in groups.enumerated() {
                    append(group, ordinal: ordinal, source, names, to: &writer)
                }
            }
            if let keyValues = source.metadata.keyValues { writer.raw(5, .list, keyValues) }
            writer.binary(6, Array(createdBy.utf8))
            if let orders = source.metadata.columnOrders { writer.raw(7, .list, orders) }
        }
        return writer.bytes
    }

    private static func append(
        _ group: WrittenRowGroup, ordinal: Int, _ source: ParquetFile, _ names: [[[UInt8]]],
        to writer: inout ThriftWriter
    ) {
        let read = source.rowGroups[group.sourceIndex]
        writer.structure(nil) { writer in
            writer.list(1, of: .structure, count: group.chunks.count) { writer in
                for (column, chunk) in group.chunks.enumerated() {
                    // Every column has a type.
                    let type = source.schema.node(ofColumn: column).physicalType ?? .byteArray
                    chunk.write(read.chunks[column], type: type, names: names[column], to: &writer)
                }
            }
            writer.int64(2, group.chunks.reduce(0) { $0 + Int64($1.decompressedByteCount) })
            writer.int64(3, Int64(group.rowCount))
            if let sorting = read.rawSortingColumns { writer.raw(4, .list, sorting) }
            writer.int64(5, Int64(group.byteOffset))
            writer.int64(6, group.chunks.reduce(0) { $0 + Int64($1.storedByteCount) })
            if let ordinal = Int16(exactly: ordinal) { writer.int16(7, ordinal) }
        }
    }
}
