/// Where one column of one row group is stored, and how (parquet.thrift: ColumnChunk, ColumnMetaData). Immutable.
package struct ColumnChunkMetadata: Sendable {
    /// What the pages are compressed with.
    package private(set) var codec = CompressionCodec.uncompressed
    /// The values, nulls and empty lists of the column.
    package private(set) var entryCount = -1
    /// The stored bytes of all pages with their headers.
    package private(set) var storedByteCount = -1
    /// The same, decompressed, as the file says.
    package private(set) var decompressedByteCount = -1
    /// Where the first page begins, a dictionary or not.
    package private(set) var byteOffset = 0
    /// Whether the column is encrypted.
    package private(set) var isEncrypted = false
    /// Whether it can be read here.
    var isReadable: Bool { !isEncrypted && codec.isReadable }
    /// The column's key-value metadata as stored, a list; `nil` where there is none.
    private(set) var rawKeyValues: [UInt8]?

    private var type: Int32 = -1
    private var hasMetadata = false
    private var isElsewhere = false
    private var dataPageOffset = -1
    private var dictionaryPageOffset = -1

    init(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var chunk = ColumnChunkMetadata()
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: chunk.isElsewhere = try !reader.binary(type).isEmpty
            case 3 where type == .structure: try chunk.readMetadata(&reader)
            case 8, 9:
                chunk.isEncrypted = true
                try reader.skip(type)
            default: try reader.skip(type)
            }
        }
        // Told at once: a list of empty elements would take a hundred times its bytes.
        guard chunk.hasMetadata || chunk.isEncrypted else {
            throw ParquetProblem("a column's metadata are missing")
        }
        self = chunk
    }

    private init() {}

    private mutating func readMetadata(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var chunk = self
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: chunk.type = try reader.int32(type)
            case 4: chunk.codec = CompressionCodec(number: try reader.int32(type))
            case 5: chunk.entryCount = Int(try reader.int64(type))
            case 6: chunk.decompressedByteCount = Int(try reader.int64(type))
            case 7: chunk.storedByteCount = Int(try reader.int64(type))
            case 8 where type == .list: chunk.rawKeyValues = try reader.raw(type)
            case 9: chunk.dataPageOffset = Int(try reader.int64(type))
            case 11: chunk.dictionaryPageOffset = Int(try reader.int64(type))
            default: try reader.skip(type)
            }
        }
        guard chunk.entryCount >= 0, chunk.decompressedByteCount >= 0, chunk.storedByteCount >= 0,
            chunk.dataPageOffset >= 0
        else { throw ParquetProblem("a column's counts or offsets are missing or negative") }
        self = chunk
        hasMetadata = true
    }

    /// Checks what was read against the schema's column, the row group's rows and the file, whose footer begins at
    /// `dataEnd`.
    mutating func check(_ node: SchemaNode, rowCount: Int, dataEnd: Int) throws(ParquetProblem) {
        if isElsewhere {
            throw ParquetProblem("the column is stored in another file, which is not supported")
        }
        // An encrypted column's metadata may be encrypted with it.
        if !hasMetadata { return }
        guard PhysicalType(rawValue: type) == node.physicalType else {
            throw ParquetProblem("the column is stored as type \(type), but the schema has another")
        }
        // A row has one entry, or in a list one at least.
        guard node.maxRepetitionLevel > 0 ? entryCount >= rowCount : entryCount == rowCount else {
            throw ParquetProblem("the column has \(entryCount) values, its row group \(rowCount) rows")
        }
        if entryCount == 0 {
            // Of no values some writers store an empty dictionary, and offsets that lead nowhere.
            storedByteCount = 0
            byteOffset = 4
            return
        }
        // Some writers say 0 where there is no dictionary, and some name it as the first data page.
        let hasDictionary = dictionaryPageOffset > 0 && dictionaryPageOffset < dataPageOffset
        byteOffset = hasDictionary ? dictionaryPageOffset : dataPageOffset
        let (end, overflow) = byteOffset.addingReportingOverflow(storedByteCount)
        guard !overflow, end <= dataEnd, storedByteCount == 0 || byteOffset >= 4 else {
            throw ParquetProblem(
                "the column has \(storedByteCount) bytes from byte \(byteOffset) on, but the file's data ends at byte "
                    + "\(dataEnd)")
        }
    }
}
