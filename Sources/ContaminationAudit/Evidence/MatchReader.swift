public import ByteIO
import DatasetIO

/// Reads `matches.jsonl.zst` line by line: memory is bounded by the longest line, whatever the file's size.
///
/// Keys that it does not know are passed over. Safe to use on any thread.
public enum MatchReader {
    /// Calls `body` with every line of the file at `path`, in order.
    ///
    /// - Parameter withRuns: whether to read where the texts agree, which is most of a line.
    /// - Throws: an error with file and line where a line is not what an audit writes, the reader's own, and those of `body`.
    public static func forEach(
        path: String, withRuns: Bool = true, _ body: (MatchLine) throws(AssayError) -> Void
    ) throws(AssayError) {
        try forEachLine(path: path, withRuns: withRuns) { match, _ throws(AssayError) in try body(match) }
    }

    /// The same; `body` is given the JSON of the line too.
    static func forEachLine(
        path: String, withRuns: Bool, _ body: (MatchLine, ArraySlice<UInt8>) throws(AssayError) -> Void
    ) throws(AssayError) {
        var fields = try KnownFields(path: path, names: names)
        while try fields.next() { try body(try match(&fields, withRuns: withRuns, path: path), fields.json) }
    }

    /// Reads one line that ``forEachLine(path:withRuns:_:)`` gave out as `json`, line `line` of the file at `path`.
    static func match(_ json: [UInt8], path: String, line: Int) throws(AssayError) -> MatchLine {
        var fields = try KnownFields(record: json, path: path, line: line, names: names)
        _ = try fields.next()
        return try match(&fields, withRuns: true, path: path)
    }

    private static let names = MatchField.allCases.map(\.key)

    private static func match(
        _ fields: inout KnownFields, withRuns: Bool, path: String
    ) throws(AssayError) -> MatchLine {
        guard let match = line(&fields, withRuns: withRuns) else {
            throw AssayError("is not a match as `assay audit` writes them; audit again", path: path, line: fields.line)
        }
        return match
    }

    private static func line(_ fields: inout KnownFields, withRuns: Bool) -> MatchLine? {
        guard let file = fields.string(.file), let row = fields.count(.row), let hash = fields.string(.recordHash),
            let benchmark = fields.string(.benchmark), let id = fields.string(.id),
            let subset = fields.string(.subset), let longest = fields.count(.longest),
            let coverage = fields.member(.coverage).flatMap({ fields.share(of: $0) })
        else { return nil }
        var runs: [MatchLine.Run] = []
        if withRuns, let list = fields.member(.runs) {
            guard let elements = fields.elements(of: list) else { return nil }
            runs.reserveCapacity(elements.count)
            for element in elements {
                guard let run = run(element, &fields) else { return nil }
                runs.append(run)
            }
        }
        return MatchLine(
            file: file, row: row, recordHash: hash, source: fields.string(.source), benchmark: benchmark, id: id,
            subset: subset, longest: longest, coverage: coverage, sharedNGramCount: fields.count(.sharedNGrams) ?? 0,
            runs: runs,
            omitsRuns: fields.member(.runsOmitted).map { fields.isTrue($0) } ?? false)
    }

    private static func run(_ value: KnownFields.Value, _ fields: inout KnownFields) -> MatchLine.Run? {
        guard let unit = fields.string(.unit, of: value), let unitBytes = range(.unitBytes, of: value, fields),
            let itemText = fields.count(.itemText, of: value), let itemBytes = range(.itemBytes, of: value, fields),
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
    private static func range(
        _ field: MatchField, of value: KnownFields.Value, _ fields: KnownFields
    ) -> Range<Int>? {
        guard let list = fields.member(field, of: value), let ends = fields.elements(of: list), ends.count == 2,
            let start = fields.count(of: ends[0]), let end = fields.count(of: ends[1]), start <= end
        else { return nil }
        return start..<end
    }
}

/// The keys of a line; each one's place in the list is its number.
private enum MatchField: Int, CaseIterable {
    case file, row, recordHash, source, benchmark, id, subset, longest, coverage, runs, sharedNGrams, runsOmitted
    case unit, unitBytes, itemText, itemBytes, tokens, text, context
    case before, after, item, itemBefore, itemAfter

    var key: String {
        switch self {
        case .recordHash: "record_hash"
        case .sharedNGrams: "shared_ngrams"
        case .runsOmitted: "runs_omitted"
        case .unitBytes: "unit_bytes"
        case .itemText: "item_text"
        case .itemBytes: "item_bytes"
        case .itemBefore: "item_before"
        case .itemAfter: "item_after"
        default: "\(self)"
        }
    }
}

extension KnownFields {
    fileprivate func member(_ field: MatchField, of value: Value? = nil) -> Value? { member(field.rawValue, of: value) }

    fileprivate mutating func string(_ field: MatchField, of value: Value? = nil) -> String? {
        member(field, of: value).flatMap { string(of: $0) }
    }

    fileprivate func count(_ field: MatchField, of value: Value? = nil) -> Int? {
        member(field, of: value).flatMap { count(of: $0) }
    }
}
