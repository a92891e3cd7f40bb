/// What a node of a schema means: the logical type, or the older converted type (parquet-format, LogicalTypes.md).
package enum SchemaAnnotation: Sendable, Equatable {
    case string, `enum`, json, bson, uuid, interval, float16, date
    case list, map, mapKeyValue
    /// A column that holds nothing but nulls.
    case null
    case decimal(precision: Int32, scale: Int32)
    case time(TimeUnit)
    case timestamp(TimeUnit)
    case integer(bitWidth: Int, isSigned: Bool)
    /// One that is not known here; it is carried all the same.
    case other

    /// What a time counts.
    package enum TimeUnit: Int, Sendable {
        case milliseconds = 1
        case microseconds = 2
        case nanoseconds = 3
    }

    /// The annotation for a converted type's number (parquet.thrift: ConvertedType); decimals come from other fields.
    init(convertedType: Int32, precision: Int32, scale: Int32) {
        switch convertedType {
        case 0: self = .string
        case 1: self = .map
        case 2: self = .mapKeyValue
        case 3: self = .list
        case 4: self = .enum
        case 5: self = .decimal(precision: precision, scale: scale)
        case 6: self = .date
        case 7: self = .time(.milliseconds)
        case 8: self = .time(.microseconds)
        case 9: self = .timestamp(.milliseconds)
        case 10: self = .timestamp(.microseconds)
        case 11...14: self = .integer(bitWidth: 8 << Int(convertedType - 11), isSigned: false)
        case 15...18: self = .integer(bitWidth: 8 << Int(convertedType - 15), isSigned: true)
        case 19: self = .json
        case 20: self = .bson
        case 21: self = .interval
        default: self = .other
        }
    }

    /// Reads the union LogicalType.
    static func read(_ reader: inout ThriftReader) throws(ParquetProblem) -> SchemaAnnotation {
        var annotation = SchemaAnnotation.other
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            guard type == .structure else { return try reader.skip(type) }
            switch number {
            case 5: annotation = try readDecimal(&reader)
            case 7: annotation = .time(try readUnit(&reader))
            case 8: annotation = .timestamp(try readUnit(&reader))
            case 10: annotation = try readInteger(&reader)
            default:
                annotation = withoutParameters(number)
                try reader.skip(type)
            }
        }
        return annotation
    }

    private static func withoutParameters(_ number: Int) -> SchemaAnnotation {
        switch number {
        case 1: .string
        case 2: .map
        case 3: .list
        case 4: .enum
        case 6: .date
        case 11: .null
        case 12: .json
        case 13: .bson
        case 14: .uuid
        case 15: .float16
        default: .other
        }
    }

    private static func readDecimal(_ reader: inout ThriftReader) throws(ParquetProblem) -> SchemaAnnotation {
        var precision: Int32 = 0
        var scale: Int32 = 0
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: scale = try reader.int32(type)
            case 2: precision = try reader.int32(type)
            default: try reader.skip(type)
            }
        }
        return .decimal(precision: precision, scale: scale)
    }

    private static func readUnit(_ reader: inout ThriftReader) throws(ParquetProblem) -> TimeUnit {
        var unit = TimeUnit.milliseconds
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            guard number == 2, type == .structure else { return try reader.skip(type) }
            try reader.structure { (reader, number, type) throws(ParquetProblem) in
                unit = TimeUnit(rawValue: number) ?? unit
                try reader.skip(type)
            }
        }
        return unit
    }

    private static func readInteger(_ reader: inout ThriftReader) throws(ParquetProblem) -> SchemaAnnotation {
        var bitWidth = 0
        var isSigned = false
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: bitWidth = Int(try reader.int8(type))
            case 2: isSigned = try reader.boolean(type)
            default: try reader.skip(type)
            }
        }
        return .integer(bitWidth: bitWidth, isSigned: isSigned)
    }
}
