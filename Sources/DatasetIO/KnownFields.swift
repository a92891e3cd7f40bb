package import ByteIO
internal import CSimdjson

/// Reads a file of JSON Lines whose fields are known by name, such as this program's own evidence.
///
/// Batches are read and parsed as a dataset's are; each record's fields are then asked for by number. Memory is bounded by
/// the longest line. Not thread-safe: one owner at a time.
package struct KnownFields {
    /// A value of the record at hand, by its place on the tape. Of no use once the next record was asked for.
    package struct Value {
        let index: Int
    }

    private let path: String
    /// `nil` where the records are given.
    private let reader: ShardReader?
    private var tape: RecordTape
    private var batch = RecordBatch()
    private var buffer = TextBuffer()
    private var record = -1
    /// By key: the place on the tape of the record's member of that key; -1 for none.
    private var rootPlaces: [Int]
    private var remembered: [Remembered]

    /// What a key had when it was last asked about.
    private struct Remembered {
        /// The JSON of a string; `nil` for any other value, and for none.
        var json: [UInt8]?
        /// The same, decoded, once that was asked for.
        var string: String?
    }

    /// Opens the file at `path`. `names` are the keys looked for, at the top level and below; they are numbered from 0.
    ///
    /// Throws if it cannot be read, or is no JSON Lines.
    package init(path: String, names: [String]) throws(AssayError) {
        let keys = Self.keys(names)
        let reader = try ShardReader(shard: Shard(name: path, path: path), columns: ColumnSelection(keys: keys))
        self.init(path: path, keys: keys, count: names.count, reader: reader)
    }

    /// Reads no file but the records given to ``read(_:line:)``; errors name the file at `path`.
    package init(recordsOf path: String, names: [String]) {
        self.init(path: path, keys: Self.keys(names), count: names.count, reader: nil)
    }

    private init(path: String, keys: KeyTable, count: Int, reader: ShardReader?) {
        self.path = path
        self.reader = reader
        tape = RecordTape(keys: keys)
        rootPlaces = [Int](repeating: -1, count: count)
        remembered = [Remembered](repeating: Remembered(), count: count)
    }

    private static func keys(_ names: [String]) -> KeyTable {
        var keys = KeyTable()
        for name in names { _ = keys.id(of: Array(name.utf8), isRoot: true) }
        return keys
    }

    /// Goes to the record `json`, a line without its end; errors call it line `line`. Throws as ``next()`` does.
    package mutating func read(_ json: [UInt8], line: Int) throws(AssayError) {
        batch.bytes.removeAll(keepingCapacity: true)
        batch.bytes += json
        batch.bytes.append(UInt8(ascii: "\n"))
        batch.bytes += repeatElement(0, count: RecordBatch.padding)
        batch.byteCount = json.count + 1
        batch.records = [
            RecordLocation(
                outerStart: 0, outerEnd: json.count + 1, start: 0, end: json.count, line: line, byteOffset: 0)
        ]
        tape.fill(from: batch)
        record = -1
        _ = try next()
    }

    /// The JSON of the record at hand, without its line end.
    package var json: ArraySlice<UInt8> {
        batch.records.indices.contains(record)
            ? batch.bytes[batch.records[record].start..<batch.records[record].end] : []
    }

    /// The 1-based line of the record at hand.
    package var line: Int? { batch.records.indices.contains(record) ? batch.records[record].line : nil }

    /// Goes to the next record; false at the end of the file.
    ///
    /// Throws, with path and line, where a record is not JSON or the last line has no end, since the file was cut then.
    package mutating func next() throws(AssayError) -> Bool {
        record += 1
        while record >= batch.records.count {
            guard let reader, try reader.nextBatch(into: &batch) else { return false }
            tape.fill(from: batch)
            record = 0
        }
        let location = batch.records[record]
        guard location.outerEnd > location.end, batch.bytes[location.outerEnd - 1] == UInt8(ascii: "\n") else {
            throw AssayError("has no line end: the file was cut; audit again", path: path, line: location.line)
        }
        if let problem = tape.problem(record) ?? tape.escapeProblem(record, batch.bytes) {
            throw AssayError(problem.message, path: path, line: location.line)
        }
        placeMembers()
        return true
    }

    /// Finds the record's members, all at once.
    private mutating func placeMembers() {
        for key in rootPlaces.indices { rootPlaces[key] = -1 }
        let members = tape.fields(ofRecord: record)
        var index = members.lowerBound
        while index < members.upperBound {
            let key = Int(tape.values[index].key)
            // The last of several members of a key counts, as in Python.
            if key < rootPlaces.count { rootPlaces[key] = index }
            index = Int(tape.values[index].next)
        }
    }

    /// The record's member with the key numbered `key`, or that of the object `value`; `nil` if there is none.
    package func member(_ key: Int, of value: Value? = nil) -> Value? {
        guard let value else { return rootPlaces[key] < 0 ? nil : Value(index: rootPlaces[key]) }
        guard tape.kind(value.index) == ASSAY_OBJECT else { return nil }
        return tape.member(UInt16(key), among: tape.contents(of: value.index)).map { Value(index: $0) }
    }

    /// The elements of the list `value`; `nil` if it is none.
    package func elements(of value: Value) -> [Value]? {
        guard tape.kind(value.index) == ASSAY_ARRAY else { return nil }
        let contents = tape.contents(of: value.index)
        var elements: [Value] = []
        var index = contents.lowerBound
        while index < contents.upperBound {
            elements.append(Value(index: index))
            index = Int(tape.values[index].next)
        }
        return elements
    }

    /// Calls `body` with the decoded UTF-8 of a string; false if the value is none.
    package mutating func withBytes(of value: Value, _ body: (Span<UInt8>) -> Void) -> Bool {
        guard decode(value) else { return false }
        body(buffer.bytes.span.extracting(..<buffer.count))
        return true
    }

    /// The decoded text of a string; `nil` if the value is none.
    package mutating func string(of value: Value) -> String? {
        decode(value) ? String(decoding: buffer.bytes[..<buffer.count], as: UTF8.self) : nil
    }

    /// The same, for a value of the key numbered `key` that is often what it was in the record before: no new string is made
    /// then.
    package mutating func repeatedString(of value: Value, key: Int) -> String? {
        if isRepeated(value, key: key), let string = remembered[key].string { return string }
        remembered[key].string = string(of: value)
        return remembered[key].string
    }

    /// Appends a string's decoded UTF-8 to `bytes`; false if the value is none.
    package mutating func append(_ value: Value, to bytes: inout [UInt8]) -> Bool {
        guard decode(value) else { return false }
        bytes += buffer.bytes[..<buffer.count]
        return true
    }

    /// Whether the value is the string, byte for byte, that the key numbered `key` had when it was last asked about; what is
    /// no string is like no value at all.
    package mutating func isRepeated(_ value: Value?, key: Int) -> Bool {
        guard let value, tape.kind(value.index) == ASSAY_STRING else {
            defer { remembered[key] = Remembered() }
            return remembered[key].json == nil
        }
        let token = tape.values[value.index]
        let range = Int(token.start)..<Int(token.end)
        if let last = remembered[key].json, last.span.isEqual(to: batch.bytes.span.extracting(range)) { return true }
        remembered[key] = Remembered(json: Array(batch.bytes[range]))
        return false
    }

    /// Puts a string's decoded UTF-8 into the buffer; false if the value is none.
    private mutating func decode(_ value: Value) -> Bool {
        guard tape.kind(value.index) == ASSAY_STRING else { return false }
        buffer.count = 0
        tape.decode(value.index, batch.bytes, into: &buffer)
        return true
    }

    /// A whole number from 0 on; `nil` if the value is none.
    package func count(of value: Value) -> Int? {
        guard let number = number(value), let count = Int(number), count >= 0 else { return nil }
        return count
    }

    /// A share from 0 to 1; `nil` if the value is none.
    package func share(of value: Value) -> Double? {
        guard let number = number(value), let share = Double(number), share >= 0, share <= 1 else { return nil }
        return share
    }

    package func isString(_ value: Value) -> Bool { tape.kind(value.index) == ASSAY_STRING }

    package func isTrue(_ value: Value) -> Bool { tape.kind(value.index) == ASSAY_TRUE }

    package func isNull(_ value: Value) -> Bool { tape.kind(value.index) == ASSAY_NULL }

    private func number(_ value: Value) -> String? {
        guard tape.kind(value.index) == ASSAY_NUMBER else { return nil }
        let token = tape.values[value.index]
        return String(decoding: batch.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }
}
