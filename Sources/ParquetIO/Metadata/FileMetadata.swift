internal import ByteIO

/// A name and a value that a file carries, such as `huggingface`, `pandas` or `ARROW:schema`.
package struct KeyValue: Sendable, Equatable {
    package let key: [UInt8]
    /// `nil` where the file has a key without a value.
    package let value: [UInt8]?
}

/// What a file's footer says (parquet.thrift: FileMetaData), with the parts that are written again as they are stored.
struct FileMetadata {
    var version: Int32 = 1
    var elements: [SchemaElement] = []
    var rowGroups: [RowGroupMetadata] = []
    var keyValues: [KeyValue] = []
    var createdBy: [UInt8]?
    /// The lists of fields 2, 5 and 7 as stored: the schema, the key-value metadata, the columns' orders.
    var rawSchema: [UInt8] = []
    var rawKeyValues: [UInt8]?
    var rawColumnOrders: [UInt8]?
    var rowCount: Int64 = -1

    /// Reads `bytes[start..<end]`.
    init(_ bytes: [UInt8], from start: Int, to end: Int) throws(ParquetProblem) {
        var metadata = FileMetadata()
        var reader = ThriftReader(bytes, from: start, to: end)
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: metadata.version = try reader.int32(type)
            case 2 where type == .list:
                let before = reader.position
                try reader.list(of: .structure, reserve: { metadata.elements.reserveCapacity(min($0, 1024)) }) {
                    (reader) throws(ParquetProblem) in
                    metadata.elements.append(try SchemaElement(&reader))
                }
                metadata.rawSchema = Array(bytes[before..<reader.position])
            case 3: metadata.rowCount = try reader.int64(type)
            case 4 where type == .list:
                try reader.list(of: .structure) { (reader) throws(ParquetProblem) in
                    metadata.rowGroups.append(try RowGroupMetadata(&reader))
                }
            case 5 where type == .list:
                let before = reader.position
                try reader.list(of: .structure) { (reader) throws(ParquetProblem) in
                    metadata.keyValues.append(try KeyValue(&reader))
                }
                metadata.rawKeyValues = Array(bytes[before..<reader.position])
            case 6: metadata.createdBy = try reader.binary(type)
            case 7 where type == .list: metadata.rawColumnOrders = try reader.raw(type)
            default: try reader.skip(type)
            }
        }
        self = metadata
    }

    private init() {}
}

extension KeyValue {
    init(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var key: [UInt8] = []
        var value: [UInt8]?
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: key = try reader.binary(type)
            case 2: value = try reader.binary(type)
            default: try reader.skip(type)
            }
        }
        self.init(key: key, value: value)
    }
}
