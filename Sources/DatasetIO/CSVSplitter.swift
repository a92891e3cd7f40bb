internal import ByteIO

/// Splits CSV (RFC 4180) into rows: line feeds within quotes end no row, and empty lines are none.
struct CSVSplitter: Splitter {
    private enum Phase { case fieldStart, unquoted, quoted }

    /// The path errors name.
    let path: String
    private var phase = Phase.fieldStart
    private var hasHeader = false
    private var columns: [[UInt8]] = []
    /// Where the row at hand begins, and its line.
    private var rowStart = 0
    private var rowLine = 1
    private var hasStarted = false

    init(path: String) { self.path = path }

    mutating func restart() {
        hasStarted = false
        phase = .fieldStart
    }

    mutating func split(_ batch: inout RecordBatch, _ state: inout SplitState) throws(AssayError) {
        if !hasStarted {
            rowStart = state.position
            rowLine = state.line
            hasStarted = true
        }
        scan: while state.position < state.filled {
            let byte = batch.bytes[state.position]
            if phase == .quoted {
                if byte == UInt8(ascii: "\"") {
                    // Whether the quote is doubled shows the byte after it.
                    if state.position + 1 == state.filled && !state.isAtEnd { break scan }
                    if state.position + 1 < state.filled, batch.bytes[state.position + 1] == UInt8(ascii: "\"") {
                        state.position += 1
                    } else {
                        phase = .unquoted
                    }
                } else if byte == UInt8(ascii: "\n") {
                    state.line += 1
                }
                state.position += 1
                continue
            }
            state.position += 1
            switch byte {
            case UInt8(ascii: "\n"): try endRow(at: state.position - 1, &batch, &state)
            case UInt8(ascii: ","): phase = .fieldStart
            case UInt8(ascii: "\"") where phase == .fieldStart: phase = .quoted
            default: phase = .unquoted
            }
        }
        batch.columns = columns
        guard state.isAtEnd else { return }
        if phase == .quoted {
            throw AssayError(
                "a quoted field of the row that begins here has no closing quote; is the file complete?",
                path: path, line: rowLine, byteOffset: state.byteOffset + rowStart)
        }
        if rowStart < state.filled { try endRow(at: state.filled, &batch, &state) }
        batch.columns = columns
        batch.epilogueStart = state.outerStart
        state.begin(at: state.filled)
    }

    /// Ends the row at hand, whose line feed (or the end of the shard) stands at `newline`.
    private mutating func endRow(
        at newline: Int, _ batch: inout RecordBatch, _ state: inout SplitState
    ) throws(AssayError) {
        var end = newline
        if end > rowStart, batch.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let next = min(newline + 1, state.filled)
        let start = rowStart
        let line = rowLine
        if newline < state.filled { state.line += 1 }
        rowStart = next
        rowLine = state.line
        phase = .fieldStart
        if end == start { return }
        if hasHeader {
            state.append(start: start, end: end, outerEnd: next, line: line, next: next, to: &batch)
        } else {
            try readHeader(batch.bytes, from: start, to: end, line: line)
            batch.prologueEnd = next
            state.begin(at: next)
        }
    }

    private mutating func readHeader(
        _ bytes: [UInt8], from start: Int, to end: Int, line: Int
    ) throws(AssayError) {
        hasHeader = true
        var names = TextBuffer()
        do throws(RecordProblem) {
            let valid = bytes.utf8Prefix(from: start, to: end)
            if valid < end { throw .invalidUTF8(byteOffset: valid - start) }
            var fields = CSVFields(start: start, end: end)
            while let field = try fields.next(in: bytes) {
                let first = names.count
                names.appendCSV(bytes, from: field.start, to: field.end, unescaping: field.hasQuotes)
                columns.append(Array(names.bytes[first..<names.count]))
            }
        } catch {
            throw AssayError("the CSV header: \(error.message)", path: path, line: line)
        }
        for (index, name) in columns.enumerated() where columns[..<index].contains(name) {
            throw AssayError(
                "the CSV header names two columns '\(String(decoding: name, as: UTF8.self))'; rename one of them",
                path: path, line: line)
        }
    }
}
