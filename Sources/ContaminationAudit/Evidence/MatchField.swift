import DatasetIO

/// The keys of a line; each one's place in the list is its number.
enum MatchField: Int, CaseIterable {
    case file, row, recordHash, source, benchmark, id, subset, longest, coverage, runs, sharedNGrams, runsOmitted
    case unit, unitBytes, itemText, itemBytes, tokens, text, context
    case before, after, item, itemBefore, itemAfter

    /// The keys in the order of their numbers.
    static let names = allCases.map(\.key)

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
    func member(_ field: MatchField, of value: Value? = nil) -> Value? { member(field.rawValue, of: value) }

    mutating func string(_ field: MatchField, of value: Value? = nil) -> String? {
        member(field, of: value).flatMap { string(of: $0) }
    }

    func isString(_ field: MatchField) -> Bool { member(field).map { isString($0) } ?? false }

    /// A string that many lines share.
    mutating func name(_ field: MatchField, of value: Value? = nil) -> String? {
        member(field, of: value).flatMap { repeatedString(of: $0, key: field.rawValue) }
    }

    /// Whether it is the string that the field had when it was last asked about.
    mutating func isRepeated(_ field: MatchField) -> Bool { isRepeated(member(field), key: field.rawValue) }

    /// Appends the string that the field has; false if it has none.
    mutating func append(_ field: MatchField, to bytes: inout [UInt8]) -> Bool {
        guard let value = member(field) else { return false }
        return append(value, to: &bytes)
    }

    func count(_ field: MatchField, of value: Value? = nil) -> Int? {
        member(field, of: value).flatMap { count(of: $0) }
    }
}
