internal import ByteIO

/// Splits JSONL: a record a line, and no record on a blank one.
struct LineSplitter: Splitter {
    /// Where the line at hand begins.
    private var lineStart = 0
    private var hasStarted = false

    mutating func restart() { hasStarted = false }

    mutating func split(_ batch: inout RecordBatch, _ state: inout SplitState) throws(AssayError) {
        if !hasStarted {
            if state.position > 0 {
                batch.prologueEnd = state.position
                state.begin(at: state.position)
            }
            lineStart = state.position
            hasStarted = true
        }
        while true {
            let newline = batch.bytes.firstIndex(of: UInt8(ascii: "\n"), from: state.position, to: state.filled)
            state.position = newline
            guard newline < state.filled || (state.isAtEnd && lineStart < state.filled) else { break }
            let lineEnd = min(newline + 1, state.filled)
            var start = lineStart
            var end = newline
            while start < end, isBlank(batch.bytes[start]) { start += 1 }
            while end > start, isBlank(batch.bytes[end - 1]) { end -= 1 }
            let line = state.line
            if newline < state.filled { state.line += 1 }
            state.position = lineEnd
            lineStart = lineEnd
            if start < end {
                state.append(start: start, end: end, outerEnd: lineEnd, line: line, next: lineEnd, to: &batch)
            }
        }
        if state.isAtEnd {
            batch.epilogueStart = state.outerStart
            state.begin(at: state.filled)
        }
    }
}
