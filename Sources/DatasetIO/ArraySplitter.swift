internal import ByteIO

/// Splits one JSON array into its elements, however it is laid out, without ever holding the whole.
///
/// It follows strings and brackets and nothing else: an element's own grammar is the parser's business. What breaks the
/// array itself (a missing comma or bracket, something after its end) ends the read, as nothing after it can be trusted.
struct ArraySplitter: Splitter {
    private enum Phase { case beforeArray, beforeElement, inElement, afterElement, afterArray }

    /// The path errors name.
    let path: String
    private var phase = Phase.beforeArray
    /// Whether a comma came last, so that an element has to follow.
    private var isElementDue = false
    private var depth = 0
    private var isInString = false
    /// The element at hand.
    private var start = 0
    private var end = 0
    private var startLine = 1

    init(path: String) { self.path = path }

    mutating func restart() {
        // An element that was cut off is looked at again from its beginning.
        if phase == .inElement || phase == .afterElement { phase = .beforeElement }
        depth = 0
        isInString = false
    }

    mutating func split(_ batch: inout RecordBatch, _ state: inout SplitState) throws(AssayError) {
        if phase == .afterArray && batch.epilogueStart < 0 { batch.epilogueStart = state.outerStart }
        while state.position < state.filled {
            if isInString {
                guard passString(batch.bytes, &state) else { break }
                continue
            }
            let byte = batch.bytes[state.position]
            if byte == UInt8(ascii: "\n") { state.line += 1 }
            switch phase {
            case .beforeArray:
                if byte == UInt8(ascii: "[") {
                    batch.prologueEnd = state.position + 1
                    state.begin(at: state.position + 1)
                    phase = .beforeElement
                }
                state.position += 1
            case .beforeElement:
                if !isBlank(byte) {
                    try beginElement(byte, &batch, &state)
                } else {
                    state.position += 1
                }
            case .inElement:
                try passElement(byte, &state)
            case .afterElement:
                try endElement(byte, &batch, &state)
            case .afterArray:
                guard isBlank(byte) else {
                    throw error("expected nothing after the end of the JSON array; remove it", state)
                }
                state.position += 1
            }
        }
        if phase == .afterArray { state.begin(at: state.filled) }
        if state.isAtEnd && phase != .afterArray {
            let isInside = phase == .inElement
            throw AssayError(
                isInside
                    ? "the JSON array's element that begins here never ends; is the file complete?"
                    : "the JSON array ends without its closing bracket; is the file complete?",
                path: path, line: isInside ? startLine : state.line,
                byteOffset: state.byteOffset + (isInside ? start : state.filled))
        }
    }

    private mutating func beginElement(
        _ byte: UInt8, _ batch: inout RecordBatch, _ state: inout SplitState
    ) throws(AssayError) {
        if byte == UInt8(ascii: "]") && !isElementDue {
            batch.epilogueStart = state.outerStart
            state.position += 1
            phase = .afterArray
        } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") {
            throw error("expected an element of the JSON array, got '\(Character(Unicode.Scalar(byte)))'", state)
        } else {
            start = state.position
            startLine = state.line
            depth = 0
            phase = .inElement
        }
    }

    private mutating func passElement(_ byte: UInt8, _ state: inout SplitState) throws(AssayError) {
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            state.position += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            state.position += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if depth == 0 {
                close(at: state.position)
            } else {
                depth -= 1
                state.position += 1
                if depth == 0 { close(at: state.position) }
            }
        case UInt8(ascii: ",") where depth == 0:
            close(at: state.position)
        case _ where depth == 0 && isBlank(byte):
            close(at: state.position)
            state.position += 1
        default:
            state.position += 1
        }
    }

    private mutating func close(at position: Int) {
        end = position
        phase = .afterElement
    }

    private mutating func endElement(
        _ byte: UInt8, _ batch: inout RecordBatch, _ state: inout SplitState
    ) throws(AssayError) {
        let position = state.position
        state.position += 1
        if byte == UInt8(ascii: ",") {
            state.append(start: start, end: end, outerEnd: position, line: startLine, next: position + 1, to: &batch)
            isElementDue = true
            phase = .beforeElement
        } else if byte == UInt8(ascii: "]") {
            // The white space before the bracket stays with it, whatever is removed.
            state.append(start: start, end: end, outerEnd: end, line: startLine, next: end, to: &batch)
            batch.epilogueStart = end
            phase = .afterArray
        } else if !isBlank(byte) {
            state.position = position
            throw error("expected a comma or the closing bracket after an element of the JSON array", state)
        }
    }

    /// Passes what has been read of a string; false if it ends in half an escape.
    private mutating func passString(_ bytes: [UInt8], _ state: inout SplitState) -> Bool {
        let stop = bytes.firstStringEnd(from: state.position, to: state.filled)
        state.position = stop
        guard stop < state.filled else { return true }
        switch bytes[stop] {
        case UInt8(ascii: "\n"):
            state.line += 1
            state.position += 1
        case UInt8(ascii: "\\"):
            if stop + 1 == state.filled { return false }
            // A line feed after a backslash is left for the next round, which counts it.
            state.position += bytes[stop + 1] == UInt8(ascii: "\n") ? 1 : 2
        default:
            state.position += 1
            isInString = false
            if depth == 0 { close(at: state.position) }
        }
        return true
    }

    private func error(_ message: String, _ state: SplitState) -> AssayError {
        AssayError(message, path: path, line: state.line, byteOffset: state.byteOffset + state.position)
    }
}
