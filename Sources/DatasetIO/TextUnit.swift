/// One string of a record in scope, decoded.
package struct TextUnit: Sendable, Equatable {
    /// Where it stands in `RecordParser.text`, in bytes of UTF-8.
    package var textStart: Int
    package var textCount: Int
    package var role: UnitRole
    /// Where it begins in the decoded JSON string that its path names, in bytes: 0 but for the turns of a transcript.
    package var stringByteOffset: Int
}

/// What became of one record.
package struct ParsedRecord: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        /// At least one text unit in scope that is not empty.
        case audited
        /// No such unit.
        case withoutText
        case bad(RecordProblem)
    }

    /// Its units, as a range in `RecordParser.units`.
    package var unitStart: Int
    package var unitEnd: Int
    package var status: Status
    /// Whether it has a field that is looked for, whatever that holds.
    package var isRecognised = false
    /// Its source in `RecordParser.text`; the count is -1 if it has none.
    package var sourceStart: Int
    package var sourceCount: Int

    package var unitRange: Range<Int> { unitStart..<unitEnd }
}

/// How many units were found in one field.
package struct FieldCount: Sendable, Equatable {
    /// The path without places: `chosen[].content`.
    package var field: String
    package var role: UnitRole
    package var count: Int
}
