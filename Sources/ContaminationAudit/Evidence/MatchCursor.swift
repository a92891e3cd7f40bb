import ByteIO
import DatasetIO

/// Goes through the lines of `matches.jsonl.zst`, and reads of each what is asked for.
///
/// Most readers need few of the texts, which are most of the bytes, and some few of the names. One owner at a time.
struct MatchCursor {
    private let path: String
    private var fields: KnownFields
    private var names = NameHasher()
    private var last: (row: Int, summary: MatchSummary)?

    /// Opens the file at `path`; throws if it cannot be read.
    init(path: String) throws(AssayError) {
        self.path = path
        fields = try KnownFields(path: path, names: MatchField.names)
    }

    /// Reads no file but the lines given to ``read(_:line:)``; errors name the file at `path`.
    init(linesOf path: String) {
        self.path = path
        fields = KnownFields(recordsOf: path, names: MatchField.names)
    }

    /// Goes to the line `json`; errors call it line `line`. Throws as ``next()`` does.
    mutating func read(_ json: [UInt8], line: Int) throws(AssayError) { try fields.read(json, line: line) }

    /// The JSON of the line at hand.
    var json: ArraySlice<UInt8> { fields.json }

    /// The 1-based number of the line at hand.
    var line: Int? { fields.line }

    /// Goes to the next line; false at the end. Throws, with path and line, where it is not JSON or was cut.
    mutating func next() throws(AssayError) -> Bool { try fields.next() }

    /// The line at hand. Throws, with path and line, where it is not what an audit writes.
    ///
    /// - Parameter withRuns: whether to read where the texts agree; the line's `runs` are empty otherwise.
    mutating func match(withRuns: Bool) throws(AssayError) -> MatchLine {
        guard let file = fields.name(.file), let row = fields.count(.row), let hash = fields.name(.recordHash),
            let benchmark = fields.name(.benchmark), let id = fields.string(.id), let subset = fields.name(.subset),
            let longest = fields.count(.longest),
            let coverage = fields.member(.coverage).flatMap({ fields.share(of: $0) })
        else { throw foreign() }
        var match = MatchLine(
            file: file, row: row, recordHash: hash, source: fields.name(.source), benchmark: benchmark, id: id,
            subset: subset, longest: longest, coverage: coverage, sharedNGramCount: fields.count(.sharedNGrams) ?? 0,
            runs: [], omitsRuns: fields.member(.runsOmitted).map { fields.isTrue($0) } ?? false)
        if !withRuns { return match }
        for element in try runs() {
            guard let run = run(element) else { throw foreign() }
            match.runs.append(run)
        }
        return match
    }

    /// What choosing among matches asks of the line at hand; to be asked once of each line, in order. Throws as `match` does.
    mutating func summary() throws(AssayError) -> MatchSummary {
        guard fields.isString(.file), fields.isString(.recordHash), let row = fields.count(.row),
            let longest = fields.count(.longest),
            let coverage = fields.member(.coverage).flatMap({ fields.share(of: $0) })
        else { throw foreign() }
        let isSameFile = fields.isRepeated(.file)
        // Asked of all three, since each remembers what it was asked about.
        let isRepeated = [MatchField.benchmark, .subset, .source].reduce(true) { fields.isRepeated($1) && $0 }
        var summary = MatchSummary(
            record: 0, item: try hash(.benchmark, .subset, .id), group: Hash128(high: 0, low: 0), longest: longest,
            coverage: coverage)
        if let last {
            summary.record = last.summary.record + (isSameFile && last.row == row ? 0 : 1)
            summary.group = last.summary.group
        }
        if last == nil || !isRepeated { summary.group = try hash(.benchmark, .subset, .source) }
        last = (row, summary)
        return summary
    }

    /// The hash of three names of the line at hand, of which `source` may be none.
    private mutating func hash(
        _ first: MatchField, _ second: MatchField, _ third: MatchField
    ) throws(AssayError) -> Hash128 {
        names.begin()
        for field in [first, second, third] {
            guard fields.append(field, to: &names.bytes) || field == .source else { throw foreign() }
            names.endName()
        }
        return names.hash
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
