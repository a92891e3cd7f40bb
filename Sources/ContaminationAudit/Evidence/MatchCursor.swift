import ByteIO
import DatasetIO

/// Goes through the lines of `matches.jsonl.zst`: what a line says of its pair is read at once, its texts when asked for.
///
/// Most readers need few of the texts, which are most of the bytes. One owner at a time.
struct MatchCursor {
    private let path: String
    private var fields: KnownFields
    /// The line at hand; its `runs` are empty until ``readRuns()``.
    private(set) var match = MatchLine()

    /// Opens the file at `path`; throws if it cannot be read.
    init(path: String) throws(AssayError) {
        self.path = path
        fields = try KnownFields(path: path, names: MatchField.names)
    }

    /// Reads one line, `json`; errors call it line `line` of the file at `path`.
    init(record json: [UInt8], path: String, line: Int) throws(AssayError) {
        self.path = path
        fields = try KnownFields(record: json, path: path, line: line, names: MatchField.names)
    }

    /// The JSON of the line at hand.
    var json: ArraySlice<UInt8> { fields.json }

    /// Goes to the next line; false at the end. Throws, with path and line, where it is not what an audit writes.
    mutating func next() throws(AssayError) -> Bool {
        guard try fields.next() else { return false }
        guard let file = fields.name(.file), let row = fields.count(.row), let hash = fields.name(.recordHash),
            let benchmark = fields.name(.benchmark), let id = fields.string(.id), let subset = fields.name(.subset),
            let longest = fields.count(.longest),
            let coverage = fields.member(.coverage).flatMap({ fields.share(of: $0) })
        else { throw foreign() }
        match = MatchLine(
            file: file, row: row, recordHash: hash, source: fields.name(.source), benchmark: benchmark, id: id,
            subset: subset, longest: longest, coverage: coverage, sharedNGramCount: fields.count(.sharedNGrams) ?? 0,
            runs: [], omitsRuns: fields.member(.runsOmitted).map { fields.isTrue($0) } ?? false)
        return true
    }

    /// Reads the runs of the line at hand into ``match``.
    mutating func readRuns() throws(AssayError) {
        match.runs = []
        for element in try runs() {
            guard let run = run(element) else { throw foreign() }
            match.runs.append(run)
        }
    }

    /// Calls `body` with the record's text of each run of the line at hand.
    mutating func forEachRunText(_ body: (Span<UInt8>) -> Void) throws(AssayError) {
        for element in try runs() {
            guard let text = fields.member(.text, of: element), fields.withBytes(of: text, body) else {
                throw foreign()
            }
        }
    }

    private func runs() throws(AssayError) -> [KnownFields.Value] {
        guard let list = fields.member(.runs) else { return [] }
        guard let elements = fields.elements(of: list) else { throw foreign() }
        return elements
    }

    private mutating func run(_ value: KnownFields.Value) -> MatchLine.Run? {
        guard let unit = fields.name(.unit, of: value), let unitBytes = range(.unitBytes, of: value),
            let itemText = fields.count(.itemText, of: value), let itemBytes = range(.itemBytes, of: value),
            let tokens = fields.count(.tokens, of: value), let text = fields.string(.text, of: value)
        else { return nil }
        var context: MatchLine.Context?
        if let around = fields.member(.context, of: value) {
            context = MatchLine.Context(
                before: fields.string(.before, of: around) ?? "", after: fields.string(.after, of: around) ?? "",
                itemBefore: fields.string(.itemBefore, of: around) ?? "",
                itemAfter: fields.string(.itemAfter, of: around) ?? "", item: fields.string(.item, of: around))
        }
        return MatchLine.Run(
            unit: unit, unitByteRange: unitBytes, itemText: itemText, itemByteRange: itemBytes, tokenCount: tokens,
            text: text, context: context)
    }

    /// `[start, end]`.
    private func range(_ field: MatchField, of value: KnownFields.Value) -> Range<Int>? {
        guard let list = fields.member(field, of: value), let ends = fields.elements(of: list), ends.count == 2,
            let start = fields.count(of: ends[0]), let end = fields.count(of: ends[1]), start <= end
        else { return nil }
        return start..<end
    }

    private func foreign() -> AssayError {
        AssayError("is not a match as `assay audit` writes them; audit again", path: path, line: fields.line)
    }
}

extension MatchLine {
    /// A line of nothing, before the first.
    fileprivate init() {
        self.init(
            file: "", row: 0, recordHash: "", source: nil, benchmark: "", id: "", subset: "", longest: 0, coverage: 0,
            sharedNGramCount: 0, runs: [], omitsRuns: false)
    }
}
