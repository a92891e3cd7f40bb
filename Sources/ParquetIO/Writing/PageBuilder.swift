internal import ByteIO

/// Gathers the entries of one page that is to be written. Reused from page to page. A value type.
struct PageBuilder {
    /// What ends a page: bytes of values, or entries.
    static let fullByteCount = 1 << 20
    static let fullEntryCount = 1 << 17

    private(set) var entryCount = 0
    private(set) var valueCount = 0
    /// Whether the values are places in a dictionary.
    var isDictionary = false

    private let node: SchemaNode
    private var repetitions: [UInt8] = []
    private var definitions: [UInt8] = []
    private var places: [UInt32] = []
    /// The values as PLAIN has them; of booleans one a byte.
    private var plain: [UInt8] = []

    init(_ node: SchemaNode) { self.node = node }

    var isFull: Bool { plain.count >= Self.fullByteCount || entryCount >= Self.fullEntryCount }

    /// The bytes that the entries take here.
    var byteCount: Int { repetitions.count + definitions.count + 4 * places.count + plain.count }

    /// Empties it.
    mutating func begin() {
        entryCount = 0
        valueCount = 0
        repetitions.removeAll(keepingCapacity: true)
        definitions.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        if plain.capacity > 8 * Self.fullByteCount { plain = [] } else { plain.removeAll(keepingCapacity: true) }
    }

    /// Appends the levels of some entries of `column`, of which `count` are values.
    mutating func appendLevels(_ column: borrowing ColumnBatch, _ entries: Range<Int>, valueCount count: Int) {
        if node.maxRepetitionLevel > 0 { repetitions += column.repetitionLevels[entries] }
        if node.maxDefinitionLevel > 0 { definitions += column.definitionLevels[entries] }
        entryCount += entries.count
        valueCount += count
    }

    /// Appends a value's place in the dictionary.
    mutating func append(place: UInt32) { places.append(place) }

    /// Appends some values of `column` as PLAIN has them; `isPlain`: their bytes stand so in `bytes` already.
    mutating func appendValues(
        _ column: borrowing ColumnBatch, _ values: Range<Int>, _ bytes: borrowing ValueBytes, isPlain: Bool
    ) {
        if values.isEmpty { return }
        if node.physicalType != .byteArray {
            let size = column.valueByteCount
            plain += column.fixedBytes[values.lowerBound * size..<values.upperBound * size]
        } else if isPlain {
            let start = Int(column.ranges[values.lowerBound].start) - 4
            plain += bytes.bytes[start..<Int(column.ranges[values.upperBound - 1].end)]
        } else {
            for index in values {
                let range = column.ranges[index]
                plain.appendLittleEndian(range.end - range.start)
                plain += bytes.bytes[Int(range.start)..<Int(range.end)]
            }
        }
    }

    /// The page's bytes before compression, as version 1 has them; `bitWidth` is that of places in the dictionary.
    func content(bitWidth: Int, into content: inout [UInt8]) {
        content.removeAll(keepingCapacity: true)
        if node.maxRepetitionLevel > 0 { Self.appendLevels(repetitions, node.maxRepetitionLevel, to: &content) }
        if node.maxDefinitionLevel > 0 { Self.appendLevels(definitions, node.maxDefinitionLevel, to: &content) }
        if isDictionary {
            content.append(UInt8(bitWidth))
            HybridEncoder.append(places, bitWidth: bitWidth, to: &content)
        } else if node.physicalType == .boolean {
            Self.appendBits(plain, to: &content)
        } else {
            content += plain
        }
    }

    private static func appendLevels(_ levels: [UInt8], _ maximum: Int, to content: inout [UInt8]) {
        var runs: [UInt8] = []
        HybridEncoder.append(levels, bitWidth: Int.bitWidth - maximum.leadingZeroBitCount, to: &runs)
        content.appendLittleEndian(UInt32(runs.count))
        content += runs
    }

    private static func appendBits(_ booleans: [UInt8], to content: inout [UInt8]) {
        var byte: UInt8 = 0
        for (index, boolean) in booleans.enumerated() {
            byte |= boolean << UInt8(index % 8)
            if index % 8 == 7 {
                content.append(byte)
                byte = 0
            }
        }
        if booleans.count % 8 != 0 { content.append(byte) }
    }
}
