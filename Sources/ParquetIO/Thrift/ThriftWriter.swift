/// Writes Thrift's compact protocol. A value type.
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    /// The number of the last field of each open structure.
    private var lastNumbers = [0]

    mutating func int8(_ number: Int, _ value: Int8) {
        header(number, .int8)
        bytes.append(UInt8(bitPattern: value))
    }

    mutating func int16(_ number: Int, _ value: Int16) {
        header(number, .int16)
        zigzag(Int64(value))
    }

    mutating func int32(_ number: Int, _ value: Int32) {
        header(number, .int32)
        zigzag(Int64(value))
    }

    mutating func int64(_ number: Int, _ value: Int64) {
        header(number, .int64)
        zigzag(value)
    }

    mutating func boolean(_ number: Int, _ value: Bool) {
        header(number, value ? .booleanTrue : .booleanFalse)
    }

    mutating func binary(_ number: Int, _ value: [UInt8]) {
        header(number, .binary)
        element(value)
    }

    /// A field whose value was read with `ThriftReader.raw`.
    mutating func raw(_ number: Int, _ type: ThriftType, _ value: [UInt8]) {
        header(number, type)
        bytes += value
    }

    /// A field that is a structure, or with `number` `nil` an element of a list or the outermost structure.
    mutating func structure(_ number: Int?, _ body: (inout ThriftWriter) -> Void) {
        if let number { header(number, .structure) }
        lastNumbers.append(0)
        body(&self)
        lastNumbers.removeLast()
        bytes.append(0)
    }

    /// A field that is a list of `count` elements, which `body` writes.
    mutating func list(_ number: Int, of type: ThriftType, count: Int, _ body: (inout ThriftWriter) -> Void) {
        header(number, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | type.rawValue)
        } else {
            bytes.append(0xF0 | type.rawValue)
            varint(UInt64(count))
        }
        body(&self)
    }

    /// A string in a list.
    mutating func element(_ value: [UInt8]) {
        varint(UInt64(value.count))
        bytes += value
    }

    /// A 32-bit number in a list.
    mutating func element(_ value: Int32) { zigzag(Int64(value)) }

    private mutating func header(_ number: Int, _ type: ThriftType) {
        let delta = number - lastNumbers[lastNumbers.count - 1]
        if 1...15 ~= delta {
            bytes.append(UInt8(delta) << 4 | type.rawValue)
        } else {
            bytes.append(type.rawValue)
            zigzag(Int64(number))
        }
        lastNumbers[lastNumbers.count - 1] = number
    }

    private mutating func zigzag(_ value: Int64) {
        varint(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
