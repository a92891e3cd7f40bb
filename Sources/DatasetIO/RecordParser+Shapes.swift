internal import CSimdjson

/// How a text stands in a top-level field.
enum FieldShape: Int {
    case whole, element, content, value, elementContent, elementValue
    static let count = 6
    static let suffixes = ["", "[]", ".content", ".value", "[].content", "[].value"]
}

/// The recognised shapes of records: dialogues, preference pairs, and fields with one text each.
extension RecordParser {
    /// Reads the units of a record in their order.
    mutating func readShapes(_ fields: Range<Int>, _ bytes: [UInt8]) throws(RecordProblem) {
        for key in WellKnownKey.roots { roots[key] = -1 }
        var index = fields.lowerBound
        while index < fields.upperBound {
            let value = tape.values[index]
            // The last of equal keys wins, as in Python.
            if value.key < WellKnownKey.roots.upperBound {
                roots[Int(value.key)] = index
                isRecognised = true
            }
            index = Int(value.next)
        }
        for key in WellKnownKey.turns where roots[key] >= 0 { try readTurnsField(key, bytes) }
        for key in WellKnownKey.prompts where roots[key] >= 0 {
            if tape.kind(roots[key]) == ASSAY_ARRAY {
                try readTurns(roots[key], key, bytes)
            } else if key != WellKnownKey.turnList {
                // `turns` is a list or somebody else's field: often a count of turns.
                try readTextField(key, .prompt, bytes)
            }
        }
        for key in WellKnownKey.responses where roots[key] >= 0 { try readTextField(key, .response, bytes) }
        if !hasUnits, roots[WellKnownKey.text] >= 0 {
            try readTextField(WellKnownKey.text, .prompt, bytes, orEmpty: true)
        }
    }

    /// `messages`, `conversations`, `chosen`, `rejected`: turns, one turn, a transcript, or one text.
    private mutating func readTurnsField(_ key: Int, _ bytes: [UInt8]) throws(RecordProblem) {
        let index = roots[key]
        switch tape.kind(index) {
        case ASSAY_NULL: return
        case ASSAY_ARRAY, ASSAY_OBJECT: return try readTurns(index, key, bytes)
        case ASSAY_STRING: break
        default: throw wrongType(index)
        }
        let start = buffer.count
        tape.decode(index, bytes, into: &buffer)
        let end = buffer.count
        let pattern = key * FieldShape.count
        var keepsText = false
        var turns = Transcript(buffer.bytes, from: start, to: end)
        var isTranscript = false
        while let turn = turns.next(in: buffer.bytes) {
            isTranscript = true
            if !selection.scope.contains(turn.role) {
                note(pattern, turn.role)
            } else if emit(
                index, turn.role, pattern, from: turn.start, to: turn.end, stringByteOffset: turn.start - start)
            {
                keepsText = true
            }
        }
        if !isTranscript {
            // Beside a prompt, a text is an answer to it; alone it is taken for what a user says.
            let role: UnitRole = roots[WellKnownKey.prompt] >= 0 ? .response : .prompt
            keepsText = emit(index, role, pattern, from: start, to: end) && selection.scope.contains(role)
        }
        if !keepsText { buffer.count = start }
    }

    /// A list of messages or strings, or one message.
    private mutating func readTurns(_ index: Int, _ key: Int, _ bytes: [UInt8]) throws(RecordProblem) {
        if tape.kind(index) == ASSAY_OBJECT { return try readMessage(index, key, .content, bytes) }
        let elements = tape.contents(of: index)
        var element = elements.lowerBound
        while element < elements.upperBound {
            switch tape.kind(element) {
            case ASSAY_STRING: emitString(element, .prompt, key * FieldShape.count + FieldShape.element.rawValue, bytes)
            case ASSAY_OBJECT: try readMessage(element, key, .elementContent, bytes)
            case ASSAY_NULL: break
            default: throw wrongType(element)
            }
            element = Int(tape.values[element].next)
        }
    }

    /// `{role, content}` or `{from, value}`.
    private mutating func readMessage(
        _ message: Int, _ key: Int, _ shape: FieldShape, _ bytes: [UInt8]
    ) throws(RecordProblem) {
        guard let role = tape.role(ofMessage: message, bytes, &buffer) else { throw wrongRole(message) }
        let found = tape.content(ofMessage: message)
        let content = found?.index
        let pattern = key * FieldShape.count + shape.rawValue + (found?.isValue == true ? 1 : 0)
        guard selection.scope.contains(role) else { return note(pattern, role) }
        guard let content, tape.kind(content) != ASSAY_NULL else {
            emit(content ?? message, role, pattern, from: buffer.count, to: buffer.count)
            return
        }
        guard tape.kind(content) == ASSAY_STRING else { throw wrongType(content) }
        emitString(content, role, pattern, bytes)
    }

    /// A field with one text, which is no unit if it is empty; out of scope it may hold anything.
    private mutating func readTextField(
        _ key: Int, _ role: UnitRole, _ bytes: [UInt8], orEmpty: Bool = false
    ) throws(RecordProblem) {
        let index = roots[key]
        let value = tape.values[index]
        switch tape.kind(index) {
        case ASSAY_STRING:
            // What was not read is out of scope, and is noted as that.
            let isUnread = Int(value.flags) & ASSAY_UNREAD != 0
            if orEmpty || value.end > value.start || isUnread { emitString(index, role, key * FieldShape.count, bytes) }
        case ASSAY_NULL: return
        default: if selection.scope.contains(role) { throw wrongType(index) }
        }
    }

    /// Takes a whole string as a unit.
    mutating func emitString(_ index: Int, _ role: UnitRole, _ pattern: Int, _ bytes: [UInt8]) {
        guard selection.scope.contains(role) else { return note(pattern, role) }
        let start = buffer.count
        tape.decode(index, bytes, into: &buffer)
        if !emit(index, role, pattern, from: start, to: buffer.count) { buffer.count = start }
    }

    /// The name of a field pattern in reports.
    func fieldName(_ pattern: Int) -> String {
        if !paths.isEmpty { return selection.unitPaths[pattern].text }
        return WellKnownKey.names[pattern / FieldShape.count] + FieldShape.suffixes[pattern % FieldShape.count]
    }
}
