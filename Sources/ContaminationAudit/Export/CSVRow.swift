/// One row of a CSV file (RFC 4180, with a line feed as its end).
///
/// A cell with a separator, a quote, a line break or a space at its border is quoted. Text that a spreadsheet would take for a
/// formula gets an apostrophe in front, by which spreadsheets know text; numbers do not need one. A value type.
struct CSVRow {
    private(set) var bytes: [UInt8] = []

    /// Adds a cell of text that came from the data.
    mutating func add(_ text: String) {
        separate()
        let text = Self.isFormula(text) ? "'" + text : text
        guard Self.needsQuotes(text) else {
            bytes += text.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func add(_ number: Int) {
        separate()
        bytes += String(number).utf8
    }

    /// Adds a share from 0 to 1 as the evidence has it.
    mutating func add(share: Double) {
        separate()
        var line = JSONLine()
        line.share(share)
        bytes += line.bytes
    }

    /// Ends the row; returns its bytes and begins the next.
    mutating func end() -> [UInt8] {
        defer { bytes = [] }
        return bytes + [0x0A]
    }

    private mutating func separate() {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
    }

    /// Whether a spreadsheet would compute the cell: its first character begins a formula, and it is no plain number.
    static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        switch first {
        case "=", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
        case "+", "-":
            return !text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
                || text.utf8.count == 1
        default: return false
        }
    }

    private static func needsQuotes(_ text: String) -> Bool {
        if text.isEmpty { return true }
        if text.utf8.first == 0x20 || text.utf8.last == 0x20 { return true }
        // The semicolon, too, separates cells where the comma is the decimal sign.
        return text.utf8.contains { $0 == 0x2C || $0 == 0x3B || $0 == 0x22 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
