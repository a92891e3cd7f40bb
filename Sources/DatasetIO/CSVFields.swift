/// The fields of one CSV row, from left to right (RFC 4180).
struct CSVFields {
    /// A field's content, without the quotes around it, in bytes of the batch.
    struct Field {
        var start: Int
        var end: Int
        /// Quotes stand doubled in it.
        var hasQuotes: Bool
    }

    /// The row's first byte, the next field's, and the row's end.
    private let start: Int
    private var position: Int
    private let end: Int
    private var isDone = false

    init(start: Int, end: Int) {
        self.start = start
        self.position = start
        self.end = end
    }

    /// The next field, or `nil` after the last.
    mutating func next(in bytes: borrowing [UInt8]) throws(RecordProblem) -> Field? {
        if isDone { return nil }
        let field: Field
        if position < end, bytes[position] == UInt8(ascii: "\"") {
            field = try quoted(in: bytes)
        } else {
            let first = position
            while position < end, bytes[position] != UInt8(ascii: ",") { position += 1 }
            field = Field(start: first, end: position, hasQuotes: false)
        }
        if position == end {
            isDone = true
        } else {
            position += 1
        }
        return field
    }

    /// Reads a quoted field and leaves `position` at the comma or the row's end.
    private mutating func quoted(in bytes: borrowing [UInt8]) throws(RecordProblem) -> Field {
        let first = position + 1
        var hasQuotes = false
        position = first
        while position < end {
            if bytes[position] == UInt8(ascii: "\"") {
                guard position + 1 < end, bytes[position + 1] == UInt8(ascii: "\"") else { break }
                hasQuotes = true
                position += 1
            }
            position += 1
        }
        let last = position
        position += 1
        guard last < end, position == end || bytes[position] == UInt8(ascii: ",") else {
            throw .strayQuote(byteOffset: min(position, end) - start)
        }
        return Field(start: first, end: last, hasQuotes: hasQuotes)
    }
}
