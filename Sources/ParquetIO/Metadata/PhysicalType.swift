/// How a column's values are stored (parquet-format, src/main/thrift/parquet.thrift: Type).
package enum PhysicalType: Int32, Sendable {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case int96 = 3
    case float = 4
    case double = 5
    case byteArray = 6
    case fixedLenByteArray = 7

    /// The bytes of one value in a batch; `typeLength` is that of the schema. 0 where values differ in length.
    func byteCount(typeLength: Int) -> Int {
        switch self {
        case .boolean: 1
        case .int32, .float: 4
        case .int64, .double: 8
        case .int96: 12
        case .byteArray: 0
        case .fixedLenByteArray: typeLength
        }
    }
}

/// How often a field occurs in what holds it (parquet.thrift: FieldRepetitionType).
package enum Repetition: Int32, Sendable {
    /// Once.
    case required = 0
    /// Once or not at all.
    case optional = 1
    /// Any number of times.
    case repeated = 2
}
