internal import ByteIO

/// The decoded levels of up to 1,024 entries of a page, of which some may be taken already. Reused. A value type.
struct LevelBlock {
    static let capacity = 1024

    private(set) var definitions = [UInt8](repeating: 0, count: LevelBlock.capacity)
    private(set) var repetitions = [UInt8](repeating: 0, count: LevelBlock.capacity)
    /// The entries that are not taken yet.
    private(set) var rest = 0..<0

    /// Decodes the next `count` entries of `page`; a column whose levels are all 0 has no decoder for them.
    mutating func fill(
        _ page: [UInt8], count: Int, _ repetitionDecoder: inout LevelDecoder?, _ definitionDecoder: inout LevelDecoder?
    ) throws(ParquetProblem) {
        if repetitionDecoder != nil {
            try repetitionDecoder?.decode(page, count: count, into: &repetitions, at: 0)
        }
        if definitionDecoder != nil {
            try definitionDecoder?.decode(page, count: count, into: &definitions, at: 0)
        }
        rest = 0..<count
    }

    /// Takes the next `count` entries and appends their levels to `column`; returns how many of them are values.
    mutating func take(_ count: Int, _ node: SchemaNode, into column: inout ColumnBatch) -> Int {
        let taken = rest.lowerBound..<rest.lowerBound + count
        rest = taken.upperBound..<rest.upperBound
        let place = column.entryCount
        column.entryCount += count
        if node.maxRepetitionLevel > 0 {
            column.repetitionLevels.makeRoom(for: column.entryCount, filler: 0)
            column.repetitionLevels.copy(repetitions, from: taken.lowerBound, to: taken.upperBound, at: place)
        }
        if node.maxDefinitionLevel == 0 { return count }
        column.definitionLevels.makeRoom(for: column.entryCount, filler: 0)
        column.definitionLevels.copy(definitions, from: taken.lowerBound, to: taken.upperBound, at: place)
        return Self.count(of: UInt8(node.maxDefinitionLevel), in: definitions, taken)
    }

    /// How many rows begin in the entries that are left, if entries can be repeated.
    var rowCount: Int { Self.count(of: 0, in: repetitions, rest) }

    /// How many entries the rows have of which at most `most` begin in what is left, and how many do; the entries before
    /// the first beginning belong to a row that has begun.
    func rows(_ most: Int) -> (entryCount: Int, rowCount: Int) {
        let levels = repetitions.span
        var count = 0
        for index in rest where levels[index] == 0 {
            if count == most { return (index - rest.lowerBound, count) }
            count += 1
        }
        return (rest.count, count)
    }

    private static func count(of level: UInt8, in levels: [UInt8], _ range: Range<Int>) -> Int {
        let levels = levels.span
        var count = 0
        for index in range where levels[index] == level { count &+= 1 }
        return count
    }
}
