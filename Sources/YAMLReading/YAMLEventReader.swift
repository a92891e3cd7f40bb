import ByteIO
import CYAML

/// Reads the events of a YAML text, one after another, with libyaml. The text is UTF-8 unless a byte order mark says else.
///
/// All pointers of the module are here. Costs time in proportion to the text. Not thread-safe: one owner at a time.
@safe final class YAMLEventReader {
    private let path: String
    /// Owned: filled in `init`, freed in `deinit`; libyaml reads it until then.
    private let text: UnsafeMutableBufferPointer<UInt8>
    /// Owned: made in `init`, freed in `deinit`. On the heap because libyaml's state points into itself.
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Gets ready to read `bytes`, which came from the file `path`.
    init(_ bytes: [UInt8], path: String) throws(AssayError) {
        self.path = path
        unsafe text = .allocate(capacity: bytes.count)
        _ = unsafe text.initialize(from: bytes)
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        guard unsafe yaml_parser_initialize(parser) == 1 else { throw YAMLEventReader.noMemory(path) }
        // Safe: the text lives as long as the parser.
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        // libyaml leaves a parser that it could not initialise empty, which may be deleted.
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    /// The next event; at the end of the text, again and again, ``YAMLEvent/Kind/streamEnd``.
    ///
    /// - Throws: an error with the line where the text is not YAML.
    func next() throws(AssayError) -> YAMLEvent {
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw parserError() }
            // Safe: libyaml filled the event, and it is deleted once, after it was copied.
            defer { unsafe yaml_event_delete(&event) }
            if let copy = unsafe YAMLEventReader.copy(event) { return copy }
        }
    }

    /// The event's content as Swift values; `nil` for an event that says nothing, the start of the text.
    private static func copy(_ event: yaml_event_t) -> YAMLEvent? {
        let kind: YAMLEvent.Kind
        var anchor: String?
        // Safe: which member of the union is filled depends on the type alone.
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return nil
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_ALIAS_EVENT: kind = unsafe .alias(string(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            unsafe anchor = string(scalar.anchor)
            // Safe: libyaml gives the value's length; a scalar may hold zero bytes.
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = unsafe .scalar(
                String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
        case YAML_SEQUENCE_START_EVENT:
            unsafe anchor = string(event.data.sequence_start.anchor)
            kind = .sequenceStart
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            unsafe anchor = string(event.data.mapping_start.anchor)
            kind = .mappingStart
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        // A stream that has ended gives events without a type.
        default: kind = .streamEnd
        }
        return YAMLEvent(
            kind: kind, anchor: anchor, line: unsafe Int(event.start_mark.line) + 1,
            column: unsafe Int(event.start_mark.column) + 1)
    }

    private static func string(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        // Safe: an anchor is made of ASCII letters and ends with a zero byte.
        unsafe name.map { unsafe String(cString: $0) }
    }

    private func parserError() -> AssayError {
        // Safe: libyaml's messages are constants.
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        let line: Int
        switch unsafe parser.pointee.error {
        case YAML_MEMORY_ERROR: return YAMLEventReader.noMemory(path)
        case YAML_READER_ERROR:
            // This one comes with a byte only.
            let end = unsafe min(text.count, parser.pointee.problem_offset)
            line = unsafe text[..<end].count { $0 == UInt8(ascii: "\n") } + 1
        default: line = unsafe Int(parser.pointee.problem_mark.line) + 1
        }
        return AssayError("is not YAML: \(problem)", path: path, line: line)
    }

    private static func noMemory(_ path: String) -> AssayError {
        AssayError("not enough memory to read this as YAML; is it the right file?", path: path)
    }
}
