internal import ByteIO

/// Decoded text of many strings, one after the other, with 64 bytes to spare behind them. It only ever grows.
struct TextBuffer {
    private(set) var bytes = [UInt8](repeating: 0, count: 64)
    /// How many of `bytes` hold text.
    var count = 0

    /// Appends a JSON string's content; false, and nothing appended, if it has a malformed escape.
    mutating func appendJSON(_ source: borrowing [UInt8], from start: Int, to end: Int) -> Bool {
        makeRoom(end - start)
        guard let added = bytes.unescapeJSON(source, from: start, to: end, at: count) else { return false }
        count += added
        return true
    }

    /// Appends a CSV field's content, in which quotes stand doubled if it is `unescaping`.
    mutating func appendCSV(_ source: borrowing [UInt8], from start: Int, to end: Int, unescaping: Bool) {
        if !unescaping { return append(source, from: start, to: end) }
        makeRoom(end - start)
        var index = start
        while index < end {
            bytes[count] = source[index]
            index += source[index] == UInt8(ascii: "\"") ? 2 : 1
            count += 1
        }
    }

    /// Appends bytes as they are.
    mutating func append(_ source: borrowing [UInt8], from start: Int, to end: Int) {
        makeRoom(end - start)
        bytes.copy(source, from: start, to: end, at: count)
        count += end - start
    }

    private mutating func makeRoom(_ byteCount: Int) {
        let needed = count + byteCount + 64
        if needed > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: max(needed, 2 * bytes.count) - bytes.count))
        }
    }
}
