import ParquetIO

/// A column's values as one line of JSON.
struct ColumnLine {
    private let number: Int
    private var definitions: [UInt8] = []
    private var repetitions: [UInt8] = []
    private var values: [String] = []

    init(number: Int) { self.number = number }

    mutating func add(_ column: ColumnBatch, _ bytes: [UInt8]) {
        definitions += column.definitionLevels.prefix(column.entryCount)
        repetitions += column.repetitionLevels.prefix(column.entryCount)
        for index in 0..<column.valueCount {
            let size = column.valueByteCount
            if size > 0 {
                values.append(Self.hex(column.fixedBytes[index * size..<(index + 1) * size]))
            } else {
                let range = column.ranges[index]
                values.append(Self.hex(bytes[Int(range.start)..<Int(range.end)]))
            }
        }
    }

    var text: String {
        let values = values.map { "\"\($0)\"" }.joined(separator: ",")
        return
            "{\"column\":\(number),\"definitions\":\(definitions),\"repetitions\":\(repetitions),\"values\":[\(values)]}"
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
