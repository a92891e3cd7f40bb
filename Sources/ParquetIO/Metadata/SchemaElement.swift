/// One element of a footer's schema as it is stored: a node, depth first (parquet.thrift: SchemaElement).
struct SchemaElement {
    var type: Int32?
    var typeLength: Int32 = 0
    var repetition: Int32?
    var name: [UInt8] = []
    var childCount: Int32 = 0
    var convertedType: Int32?
    var scale: Int32 = 0
    var precision: Int32 = 0
    var logicalType: SchemaAnnotation?

    init(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var element = SchemaElement()
        var hasName = false
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: element.type = try reader.int32(type)
            case 2: element.typeLength = try reader.int32(type)
            case 3: element.repetition = try reader.int32(type)
            case 4:
                element.name = try reader.binary(type)
                hasName = true
            case 5: element.childCount = try reader.int32(type)
            case 6: element.convertedType = try reader.int32(type)
            case 7: element.scale = try reader.int32(type)
            case 8: element.precision = try reader.int32(type)
            case 10 where type == .structure: element.logicalType = try SchemaAnnotation.read(&reader)
            default: try reader.skip(type)
            }
        }
        // Told at once: a list of empty elements would take a hundred times its bytes.
        if !hasName { throw ParquetProblem("the schema has a node without a name") }
        self = element
    }

    private init() {}

    /// What the node means: the logical type, which is newer, before the converted one.
    var annotation: SchemaAnnotation? {
        if let logicalType { return logicalType }
        return convertedType.map { SchemaAnnotation(convertedType: $0, precision: precision, scale: scale) }
    }
}
