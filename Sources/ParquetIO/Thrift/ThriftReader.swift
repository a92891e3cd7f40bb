internal import ByteIO

/// Reads Thrift's compact protocol from bytes that may be anything.
///
/// Every read is checked against the end; a count of elements is checked against the bytes that are left, so nothing is
/// allocated that the bytes could not hold. A value type: a copy is a mark to come back to.
struct ThriftReader {
    /// The end of the bytes was met: more may follow in the file.
    static let endOfBytes = ParquetProblem("the metadata ends in the middle")
    /// How deep structures may nest: the format's own nest 6 deep.
    private static let deepest = 24

    let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    private var depth = 0

    init(_ bytes: [UInt8], from start: Int, to end: Int) {
        precondition(start >= 0 && start <= end && end <= bytes.count)
        self.bytes = bytes
        position = start
        self.end = end
    }

    /// The fields of one structure: calls `field` with each one's number and type, to read or to skip its value.
    mutating func structure(
        _ field: (inout ThriftReader, Int, ThriftType) throws(ParquetProblem) -> Void
    ) throws(ParquetProblem) {
        if depth == Self.deepest { throw ParquetProblem("the metadata nests more than \(Self.deepest) deep") }
        depth += 1
        var number = 0
        while true {
            let header = try byte()
            if header == 0 { break }
            guard let type = ThriftType(rawValue: header & 0x0F) else {
                throw ParquetProblem("the metadata has a field of type \(header & 0x0F), which Thrift has not")
            }
            if header >> 4 != 0 {
                number += Int(header >> 4)
            } else {
                number = Int(try int16())
            }
            try field(&self, number, type)
        }
        depth -= 1
    }

    /// The elements of a list: calls `element` for each one, after `reserve` with their count.
    mutating func list(
        of expected: ThriftType, reserve: (Int) -> Void = { _ in },
        _ element: (inout ThriftReader) throws(ParquetProblem) -> Void
    ) throws(ParquetProblem) {
        let (type, count) = try listHeader()
        if count == 0 { return }
        guard type == expected else {
            throw ParquetProblem("the metadata has a list of \(type) where one of \(expected) belongs")
        }
        reserve(count)
        for _ in 0..<count { try element(&self) }
    }

    /// The type and the count of a list's elements, each of which has a byte at least.
    private mutating func listHeader() throws(ParquetProblem) -> (ThriftType, Int) {
        let header = try byte()
        let count = header >> 4 == 15 ? try varint() : UInt64(header >> 4)
        if count == 0 { return (.binary, 0) }
        // Some writers give booleans in lists the number of either value.
        guard let type = ThriftType(rawValue: header & 0x0F) else {
            throw ParquetProblem("the metadata has a list of type \(header & 0x0F), which Thrift has not")
        }
        guard count <= UInt64(end - position) else { throw Self.endOfBytes }
        return (type, Int(count))
    }

    mutating func boolean(_ type: ThriftType) throws(ParquetProblem) -> Bool {
        switch type {
        case .booleanTrue: return true
        case .booleanFalse: return false
        default: throw Self.wrongType(type, "a boolean")
        }
    }

    mutating func int8(_ type: ThriftType) throws(ParquetProblem) -> Int8 {
        guard type == .int8 else { throw Self.wrongType(type, "an 8-bit number") }
        return Int8(bitPattern: try byte())
    }

    mutating func int32(_ type: ThriftType) throws(ParquetProblem) -> Int32 {
        guard type == .int32 else { throw Self.wrongType(type, "a 32-bit number") }
        return try int32()
    }

    /// An element of a list of 32-bit numbers.
    mutating func int32() throws(ParquetProblem) -> Int32 {
        guard let value = Int32(exactly: try zigzag()) else {
            throw ParquetProblem("the metadata has a 32-bit number that needs more bits")
        }
        return value
    }

    mutating func int64(_ type: ThriftType) throws(ParquetProblem) -> Int64 {
        guard type == .int64 else { throw Self.wrongType(type, "a 64-bit number") }
        return try zigzag()
    }

    mutating func binary(_ type: ThriftType) throws(ParquetProblem) -> [UInt8] {
        guard type == .binary else { throw Self.wrongType(type, "a string") }
        return try binary()
    }

    /// An element of a list of strings.
    mutating func binary() throws(ParquetProblem) -> [UInt8] {
        let range = try binaryRange()
        return [UInt8](bytes[range])
    }

    private mutating func binaryRange() throws(ParquetProblem) -> Range<Int> {
        let count = try varint()
        guard count <= UInt64(end - position) else { throw Self.endOfBytes }
        position += Int(count)
        return position - Int(count)..<position
    }

    /// The bytes of a value as they stand, to be written again.
    mutating func raw(_ type: ThriftType) throws(ParquetProblem) -> [UInt8] {
        let start = position
        try skip(type)
        return [UInt8](bytes[start..<position])
    }

    /// Passes over the value of a field, of a newer version of the format or of no interest.
    mutating func skip(_ type: ThriftType) throws(ParquetProblem) {
        switch type {
        case .booleanTrue, .booleanFalse: break
        case .int8: _ = try byte()
        case .int16, .int32, .int64: _ = try varint()
        case .double: try skip(byteCount: 8)
        case .uuid: try skip(byteCount: 16)
        case .binary: _ = try binaryRange()
        case .structure: try structure { (reader, _, type) throws(ParquetProblem) in try reader.skip(type) }
        case .list, .set: try skipList()
        case .map: try skipMap()
        }
    }

    private mutating func skipList() throws(ParquetProblem) {
        let (type, count) = try listHeader()
        try nested { (reader) throws(ParquetProblem) in
            for _ in 0..<count { try reader.skipElement(type) }
        }
    }

    private mutating func skipMap() throws(ParquetProblem) {
        let count = try varint()
        if count == 0 { return }
        let types = try byte()
        guard let key = ThriftType(rawValue: types >> 4), let value = ThriftType(rawValue: types & 0x0F) else {
            throw ParquetProblem("the metadata has a map of types that Thrift has not")
        }
        guard count <= UInt64(end - position) else { throw Self.endOfBytes }
        try nested { (reader) throws(ParquetProblem) in
            for _ in 0..<count {
                try reader.skipElement(key)
                try reader.skipElement(value)
            }
        }
    }

    /// A boolean has a byte of its own in a list, and none as a field.
    private mutating func skipElement(_ type: ThriftType) throws(ParquetProblem) {
        if type == .booleanTrue || type == .booleanFalse { _ = try byte() } else { try skip(type) }
    }

    private mutating func nested(
        _ body: (inout ThriftReader) throws(ParquetProblem) -> Void
    ) throws(ParquetProblem) {
        if depth == Self.deepest { throw ParquetProblem("the metadata nests more than \(Self.deepest) deep") }
        depth += 1
        try body(&self)
        depth -= 1
    }

    private mutating func skip(byteCount: Int) throws(ParquetProblem) {
        guard byteCount <= end - position else { throw Self.endOfBytes }
        position += byteCount
    }

    private mutating func int16() throws(ParquetProblem) -> Int16 {
        guard let value = Int16(exactly: try zigzag()) else {
            throw ParquetProblem("the metadata has a 16-bit number that needs more bits")
        }
        return value
    }

    private mutating func zigzag() throws(ParquetProblem) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func varint() throws(ParquetProblem) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw ParquetProblem("the metadata has a number of more than 10 bytes")
    }

    private mutating func byte() throws(ParquetProblem) -> UInt8 {
        guard position < end else { throw Self.endOfBytes }
        position += 1
        return bytes[position - 1]
    }

    private static func wrongType(_ type: ThriftType, _ expected: String) -> ParquetProblem {
        ParquetProblem("the metadata has \(type) where \(expected) belongs")
    }
}
