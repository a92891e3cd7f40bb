package import ByteIO

/// What one record and the items of an index have in common.
package struct RecordMatch: Sendable, Equatable {
    /// XXH3-128 of the record's token sequences, unit by unit: equal for records that the rules cannot tell apart.
    package var recordHash: Hash128
    /// By item number.
    package var items: [ItemMatch]
}

/// What one record and one item have in common.
package struct ItemMatch: Sendable, Equatable {
    /// The item's number in the index.
    package var item: Int
    /// The most consecutive tokens that stand in both.
    package var longest: Int
    /// Of the item's `tokenCount` token positions (all its texts), how many lie in an n-gram of the record.
    package var coveredTokenCount: Int
    package var tokenCount: Int
    /// Distinct n-grams in both.
    package var sharedNGramCount: Int
    /// The tokens of the longest of the item's texts that equals a unit, token for token; 0 where none does.
    package var wholeTokenCount: Int
    /// Common runs of tokens, by unit, then place.
    package var runs: [Run]
    /// Whether there are more runs than those listed; the longest is always listed.
    package var omitsRuns: Bool
    /// The longest of `runs` by its place there, the first of equals, and the UTF-8 of the item text it lies in.
    package var longestRun: Int
    package var longestRunText: [UInt8]

    /// The share of the item's token positions that lie in an n-gram of the record, from 0 to 1.
    package var coverage: Double { tokenCount == 0 ? 0 : Double(coveredTokenCount) / Double(tokenCount) }
}

/// A maximal run of consecutive tokens that stand in a text unit and in an item text.
package struct Run: Sendable, Equatable {
    /// The unit's number in its record.
    package var unit: Int
    /// Bytes of the unit's text.
    package var unitByteRange: Range<Int>
    /// The text's number in its item.
    package var itemText: Int
    /// Bytes of that text.
    package var itemByteRange: Range<Int>
    package var tokenCount: Int
}
