package import ByteIO
internal import CSimdjson

/// Reads the items of a benchmark.
package enum BenchmarkReader {
    /// The fields searched where none are named: the first of these that a file's first record has.
    package static let defaultFields = ["prompt", "question", "problem", "instruction", "turns", "text"]

    /// Reads all files of `spec` in their order and hands each item to `onItem`, by file and row.
    ///
    /// Throws with path and line at the first record that cannot be read, for a field that no record of a file has, and
    /// for a file without items. Memory is bounded by the longest record.
    package static func read(
        _ spec: BenchmarkSpec, onItem: (BenchmarkItem) throws(AssayError) -> Void
    ) throws(AssayError) -> BenchmarkFacts {
        if spec.files.isEmpty { throw AssayError("the benchmark '\(spec.name)' has no files; name at least one") }
        var facts = BenchmarkFacts()
        for index in spec.files.indices {
            var file = try BenchmarkFile(spec, index)
            facts.files.append(try file.read(onItem))
        }
        return facts
    }
}

/// One file of a benchmark while it is read.
private struct BenchmarkFile {
    /// A field that was asked for.
    struct Field {
        let name: String
        let path: [UInt16]
    }

    private let spec: BenchmarkSpec
    private let index: Int
    private let path: String
    private let reader: ShardReader
    private var tape: RecordTape
    private var fields: [Field]
    private let idField: Field
    private let subsetField: Field
    private let splitField: Field
    private let filters: [(field: Field, values: [String])]
    /// The names of the fields that a record has had.
    private var found: Set<String> = []
    private var buffer = TextBuffer()
    /// The fields of the first record, for an error that names them.
    private var firstRecordFields: [String] = []

    init(_ spec: BenchmarkSpec, _ index: Int) throws(AssayError) {
        self.spec = spec
        self.index = index
        path = spec.files[index]
        var keys = WellKnownKey.table(asRoots: false)
        func field(_ name: String) -> Field { Field(name: name, path: keys.path(name)) }
        fields = (spec.fields.isEmpty ? BenchmarkReader.defaultFields : spec.fields).map { field($0) }
        idField = field(spec.idField ?? "id")
        subsetField = field(spec.subsetField ?? "subset")
        splitField = field(spec.splitField ?? "split")
        filters = spec.filters.sorted { $0.key < $1.key }.map { (field($0.key), $0.value) }
        tape = RecordTape(keys: keys)
        reader = try ShardReader(shard: Shard(name: path, path: path), columns: ColumnSelection(keys: keys))
    }

    mutating func read(
        _ onItem: (BenchmarkItem) throws(AssayError) -> Void
    ) throws(AssayError) -> BenchmarkFacts.File {
        var facts = BenchmarkFacts.File(
            path: path, format: reader.format, storedByteCount: 0, storedHash: "", rowCount: 0, itemCount: 0,
            textCount: 0, fields: [])
        var batch = RecordBatch()
        while try reader.nextBatch(into: &batch) {
            tape.fill(from: batch)
            for record in batch.records.indices {
                if facts.rowCount == 0 { try begin(batch, record) }
                let row = facts.rowCount
                facts.rowCount += 1
                guard let item = try item(batch, record, row) else { continue }
                facts.itemCount += 1
                facts.textCount += item.texts.count
                try onItem(item)
            }
        }
        if facts.rowCount == 0 { throw AssayError("the file holds no records", path: path) }
        var wanted = fields + filters.map(\.field)
        if spec.idField != nil { wanted.append(idField) }
        if spec.subsetField != nil { wanted.append(subsetField) }
        if spec.splitField != nil { wanted.append(splitField) }
        for field in wanted where !found.contains(field.name) { throw missing(field) }
        if facts.itemCount == 0 {
            throw AssayError("none of the file's \(facts.rowCount) records passes the filters", path: path)
        }
        facts.storedByteCount = reader.storedByteCount
        facts.storedHash = reader.storedHash
        facts.fields = fields.map(\.name)
        return facts
    }

    /// Looks at the first record: which fields it has, and which is searched if none was named.
    private mutating func begin(_ batch: borrowing RecordBatch, _ record: Int) throws(AssayError) {
        if let problem = tape.problem(record) ?? tape.escapeProblem(record, batch.textBytes) {
            throw error(problem.message, batch, record, problem.byteOffset)
        }
        firstRecordFields = TopLevelFields.names(of: record, in: batch)
        guard spec.fields.isEmpty else { return }
        let there = tape.fields(ofRecord: record)
        guard let field = fields.first(where: { tape.value(at: $0.path, among: there) != nil }) else {
            throw error(
                "none of the fields \(BenchmarkReader.defaultFields.joined(separator: ", ")) is there; name the field "
                    + "to search with --field, one of: \(firstRecordFields.joined(separator: ", "))",
                batch, record, nil)
        }
        fields = [field]
    }

    private func missing(_ field: Field) -> AssayError {
        AssayError(
            "no record has the field '\(field.name)'; the first one has: \(firstRecordFields.joined(separator: ", "))",
            path: path)
    }

    private func error(
        _ message: String, _ batch: borrowing RecordBatch, _ record: Int, _ byteOffset: Int?
    ) -> AssayError {
        let location = batch.records[record]
        return AssayError(
            batch.placeInWords(record) + message, path: path, line: location.line,
            byteOffset: location.byteOffset(of: byteOffset))
    }

    /// The item a record gives; `nil` if the filters leave it out.
    private mutating func item(
        _ batch: borrowing RecordBatch, _ record: Int, _ row: Int
    ) throws(AssayError) -> BenchmarkItem? {
        if let problem = tape.problem(record) ?? tape.escapeProblem(record, batch.textBytes) {
            throw error(problem.message, batch, record, problem.byteOffset)
        }
        buffer.count = 0
        var isItem = true
        for filter in filters {
            let value = try scalar(filter.field, batch, record)
            guard let value, filter.values.contains(where: { $0.isSame(as: value) }) else {
                isItem = false
                continue
            }
        }
        var texts: [[UInt8]] = []
        for field in fields {
            guard let value = tape.value(at: field.path, among: tape.fields(ofRecord: record)) else { continue }
            found.insert(field.name)
            if isItem { try readTexts(value, field.name, batch, record, into: &texts) }
        }
        let id = try scalar(idField, batch, record) ?? String(row)
        let subset = try scalar(subsetField, batch, record)
        let split = try scalar(splitField, batch, record)
        guard isItem else { return nil }
        return BenchmarkItem(
            id: id,
            subset: (spec.subsetField == nil ? spec.subset : nil) ?? subset ?? "",
            split: (spec.splitField == nil ? spec.split : nil) ?? split ?? "",
            texts: texts, file: index, row: row)
    }

    /// The text of a string, number or boolean; `nil` where there is none.
    private mutating func scalar(
        _ field: Field, _ batch: borrowing RecordBatch, _ record: Int
    ) throws(AssayError) -> String? {
        guard let value = tape.value(at: field.path, among: tape.fields(ofRecord: record)) else { return nil }
        found.insert(field.name)
        switch tape.kind(value) {
        case ASSAY_STRING: return String(decoding: text(value, batch), as: UTF8.self)
        case ASSAY_NUMBER:
            let token = batch.textBytes[Int(tape.values[value].start)..<Int(tape.values[value].end)]
            return PythonText.number(String(decoding: token, as: UTF8.self))
        case ASSAY_TRUE: return "True"
        case ASSAY_FALSE: return "False"
        case ASSAY_NULL: return nil
        default:
            throw error(
                "'\(field.name)' has to hold a string or a number, but holds \(JSONKind(tape.values[value]).rawValue)",
                batch, record, nil)
        }
    }

    private mutating func text(_ value: Int, _ batch: borrowing RecordBatch) -> [UInt8] {
        let start = tape.decode(value, batch.textBytes, into: &buffer)
        defer { buffer.count = start }
        return Array(buffer.bytes[start..<buffer.count])
    }

    /// A string gives one text, a list one for each string or user turn in it.
    private mutating func readTexts(
        _ value: Int, _ name: String, _ batch: borrowing RecordBatch, _ record: Int, into texts: inout [[UInt8]]
    ) throws(AssayError) {
        switch tape.kind(value) {
        case ASSAY_NULL: return
        case ASSAY_STRING: texts.append(text(value, batch))
        case ASSAY_ARRAY:
            let elements = tape.contents(of: value)
            var element = elements.lowerBound
            while element < elements.upperBound {
                switch tape.kind(element) {
                case ASSAY_STRING: texts.append(text(element, batch))
                case ASSAY_OBJECT:
                    guard let role = tape.role(ofMessage: element, batch.textBytes, &buffer) else {
                        throw wrongType(element, name, batch, record)
                    }
                    if role == .prompt, let content = tape.content(ofMessage: element)?.index,
                        tape.kind(content) != ASSAY_NULL
                    {
                        guard tape.kind(content) == ASSAY_STRING else {
                            throw wrongType(content, name, batch, record)
                        }
                        texts.append(text(content, batch))
                    }
                default: throw wrongType(element, name, batch, record)
                }
                element = Int(tape.values[element].next)
            }
        default: throw wrongType(value, name, batch, record)
        }
    }

    private func wrongType(
        _ value: Int, _ name: String, _ batch: borrowing RecordBatch, _ record: Int
    ) -> AssayError {
        let place = tape.path(of: value, inRecord: record)
        let found = JSONKind(tape.values[value]).rawValue
        return error(
            "'\(place)' has to hold a string, or a list of strings or messages, but holds \(found); name another field "
                + "than '\(name)'", batch, record, nil)
    }
}
