/// Decoded text of many strings, one after the other, with 64 bytes to spare behind them. It only ever grows.
struct TextBuffer {
    private(set) var bytes = [UInt8](repeating: 0, count: 64)
    /// How many of `bytes` hold text.
    var count = 0

    /// Appends a JSON string's content; returns how many bytes that made.
    mutating func appendJSON(_ source: borrowing [UInt8], from start: Int, to end: Int) -> Int {
        makeRoom(end - start)
        let added = bytes.unescapeJSON(source, from: start, to: end, at: count)
        count += added
        return added
    }

    /// Appends a CSV field's content, in which quotes stand doubled if it is `unescaping`.
    mutating func appendCSV(_ source: borrowing [UInt8], from start: Int, to end: Int, unescaping: Bool) -> Int {
        if !unescaping { return append(source, from: start, to: end) }
        makeRoom(end - start)
        let before = count
        var index = start
        while index < end {
            bytes[count] = source[index]
            index += source[index] == UInt8(ascii: "\"") ? 2 : 1
            count += 1
        }
        return count - before
    }

    /// Appends bytes as they are.
    mutating func append(_ source: borrowing [UInt8], from start: Int, to end: Int) -> Int {
        makeRoom(end - start)
        bytes.copy(source, from: start, to: end, at: count)
        count += end - start
        return end - start
    }

    private mutating func makeRoom(_ byteCount: Int) {
        let needed = count + byteCount + 64
        if needed > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: max(needed, 2 * bytes.count) - bytes.count))
        }
    }
}
