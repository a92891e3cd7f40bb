internal import CSimdjson

/// The fields asked for of every record of a batch, as values that point into the batch's bytes.
///
/// A record's values stand one after the other, each followed by what it holds; `next` leads past that. Its arrays are
/// reused from batch to batch. A struct, as each access to a class's property is checked for exclusivity at run time, which
/// costs small records a quarter of their time. Not thread-safe: copies share the parser.
struct RecordTape {
    let keys: KeyTable
    var values: [AssayJSONValue] = []
    var records: [AssayJSONRecord] = []
    /// What the batch came from: JSON's strings have escapes, CSV's doubled quotes, a table's neither.
    private(set) var container = Container.jsonl
    /// How many of `values` are in use.
    private(set) var valueCount = 0
    /// What is wrong with rows of a CSV or Parquet batch, by their place in it; empty for JSON.
    private(set) var rowProblems: [Int: RecordProblem] = [:]

    /// The key numbers of the columns of the CSV batch seen last.
    private var columns: [[UInt8]] = []
    private var columnKeys: [UInt16] = []
    private let parser: JSONParser

    /// `allFields` writes the top-level fields that are not in `keys` too.
    init(keys: KeyTable, allFields: Bool = false) {
        self.keys = keys
        parser = JSONParser(keys: keys, allFields: allFields)
    }

    /// Fills the tape with `batch`'s records.
    mutating func fill(from batch: borrowing RecordBatch) {
        valueCount = 0
        container = batch.format.container
        records.removeAll(keepingCapacity: true)
        if !rowProblems.isEmpty { rowProblems.removeAll() }
        for location in batch.records {
            records.append(
                AssayJSONRecord(
                    start: UInt32(location.start), end: UInt32(location.end), tapeStart: 0, tapeEnd: 0,
                    fault: 0, faultAt: 0))
        }
        guard let first = batch.records.first, let last = batch.records.last else { return }
        switch container {
        case .jsonl, .json: walk(batch.bytes, from: first.start, to: last.end)
        case .csv: fillRows(from: batch)
        case .parquet: fillColumns(from: batch)
        }
    }

    /// Walks all records at once, and by themselves those that this finds fault with.
    private mutating func walk(_ bytes: [UInt8], from: Int, to: Int) {
        guard let parser = unsafe parser.pointer else {
            for index in records.indices { records[index].fault = UInt32(ASSAY_NO_MEMORY) }
            return
        }
        if values.isEmpty { grow() }
        // Safe, here and below: the ranges lie within `bytes`, which has the padding the walk needs behind the last
        // record; the counts are those of the arrays, and C keeps no pointer.
        let together = unsafe assay_json_index(parser, bytes, from, to) == ASSAY_OK
        var done = together ? 0 : records.count
        while done < records.count {
            done = unsafe assay_json_walk(
                parser, bytes, &records, records.count, done, &values, values.count, &valueCount)
            if done < records.count { grow() }
        }
        for index in records.indices where !together || records[index].fault != ASSAY_OK {
            while unsafe assay_json_walk_alone(
                parser, bytes, &records[index], &values, values.count, &valueCount) == 0
            {
                grow()
            }
        }
    }

    private mutating func grow() {
        let none = AssayJSONValue(start: 0, end: 0, next: 0, keyStart: 0, keyEnd: 0, key: 0, kind: 0, flags: 0)
        values.append(contentsOf: repeatElement(none, count: max(1024, values.count)))
    }

    private mutating func fillRows(from batch: borrowing RecordBatch) {
        if batch.columns != columns || columnKeys.count != columns.count {
            columns = batch.columns
            columnKeys = columns.map { keys.root(named: $0) ?? UInt16(ASSAY_NO_KEY) }
        }
        fillEach { tape, record throws(RecordProblem) in
            try tape.readRow(batch.bytes, from: Int(record.start), to: Int(record.end))
        }
    }

    /// Appends the values of the row's columns that are looked for.
    private mutating func readRow(_ bytes: [UInt8], from start: Int, to end: Int) throws(RecordProblem) {
        let valid = bytes.utf8Prefix(from: start, to: end)
        if valid < end { throw .invalidUTF8(byteOffset: valid - start) }
        var fields = CSVFields(start: start, end: end)
        var column = 0
        while let field = try fields.next(in: bytes) {
            if column < columnKeys.count, columnKeys[column] != UInt16(ASSAY_NO_KEY) {
                let place = appendValue(key: columnKeys[column])
                set(place, kind: ASSAY_STRING, range: field.start..<field.end)
                if field.hasQuotes { values[place].flags = UInt8(ASSAY_DOUBLED_QUOTES) }
            }
            column += 1
        }
        if column != columns.count { throw .wrongWidth(expected: columns.count, got: column) }
    }
}

/// Filling the tape by hand, for containers that are not JSON.
extension RecordTape {
    /// Lets `read` append the values of one record after the other. One that it throws for is bad and has no values.
    mutating func fillEach(_ read: (inout RecordTape, AssayJSONRecord) throws(RecordProblem) -> Void) {
        for index in records.indices {
            records[index].tapeStart = UInt32(valueCount)
            do throws(RecordProblem) {
                try read(&self, records[index])
            } catch {
                valueCount = Int(records[index].tapeStart)
                rowProblems[index] = error
            }
            records[index].tapeEnd = UInt32(valueCount)
        }
    }

    /// Appends a value, null until `set` says otherwise, whose key stands at `name` in the batch; returns its place.
    mutating func appendValue(key: UInt16, name: Range<Int> = 0..<0) -> Int {
        if valueCount == values.count { grow() }
        values[valueCount] = AssayJSONValue(
            start: 0, end: 0, next: UInt32(valueCount + 1), keyStart: UInt32(name.lowerBound),
            keyEnd: UInt32(name.upperBound), key: key, kind: UInt8(ASSAY_NULL), flags: 0)
        valueCount += 1
        return valueCount - 1
    }

    /// Says what the value at `place` is and where its text stands.
    mutating func set(_ place: Int, kind: Int, range: Range<Int> = 0..<0, flags: Int = 0) {
        values[place].kind = UInt8(kind)
        values[place].start = UInt32(range.lowerBound)
        values[place].end = UInt32(range.upperBound)
        values[place].flags = UInt8(flags)
    }

    /// Ends the value at `place`: what was appended since is what it holds.
    mutating func close(_ place: Int) { values[place].next = UInt32(valueCount) }
}

extension RecordTape {
    /// What is wrong with the batch's record `index`; `nil` if nothing.
    func problem(_ index: Int) -> RecordProblem? {
        if !rowProblems.isEmpty, let problem = rowProblems[index] { return problem }
        return records[index].fault == ASSAY_OK ? nil : RecordProblem(records[index])
    }

    /// A malformed escape in the record's strings that `decode` has not met; `nil` if there is none.
    func escapeProblem(_ index: Int, _ bytes: [UInt8]) -> RecordProblem? {
        guard container == .jsonl || container == .json else { return nil }
        let fields = fields(ofRecord: index)
        // Safe: the range is one of `values`, whose strings lie within `bytes` and its padding.
        let found = unsafe assay_json_bad_escape(bytes, values, fields.lowerBound, fields.upperBound)
        guard found >= 0 else { return nil }
        return .notJSON(.badEscape, byteOffset: found - Int(records[index].start))
    }

    /// The values of a record.
    func fields(ofRecord index: Int) -> Range<Int> {
        Int(records[index].tapeStart)..<Int(records[index].tapeEnd)
    }

    /// The values in the object or list at `index`.
    func contents(of index: Int) -> Range<Int> {
        (index + 1)..<max(index + 1, Int(values[index].next))
    }

    func kind(_ index: Int) -> Int { Int(values[index].kind) }

    /// The member `key` among `members`; the last of them, as in Python, if there are several.
    func member(_ key: UInt16, among members: Range<Int>) -> Int? {
        var found: Int?
        var index = members.lowerBound
        while index < members.upperBound {
            if values[index].key == key { found = index }
            index = Int(values[index].next)
        }
        return found
    }

    /// The value at a path of keys below `fields`, or `nil` if there is none.
    func value(at path: [UInt16], among fields: Range<Int>) -> Int? {
        var members = fields
        var found: Int?
        for key in path {
            if let outer = found {
                guard kind(outer) == ASSAY_OBJECT else { return nil }
                members = contents(of: outer)
            }
            found = member(key, among: members)
            if found == nil { return nil }
        }
        return found
    }

    /// The place of the value `target` of a record in words: `chosen[2].content`.
    func path(of target: Int, inRecord record: Int) -> String {
        var text = ""
        var range = fields(ofRecord: record)
        var isList = false
        while true {
            var index = range.lowerBound
            var ordinal = 0
            while index < range.upperBound, Int(values[index].next) <= target {
                index = Int(values[index].next)
                ordinal += 1
            }
            guard index < range.upperBound, index <= target else { return text }
            if isList {
                text += "[\(ordinal)]"
            } else {
                text += (text.isEmpty ? "" : ".") + keys.name(values[index].key)
            }
            if index == target { return text }
            isList = kind(index) == ASSAY_ARRAY
            range = contents(of: index)
        }
    }
}
