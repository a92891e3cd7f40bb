extension ParquetBatch {
    /// Adds bytes that are no column's own, where `ParquetBatch.bytes` has the others; returns where they stand.
    package mutating func append(_ text: [UInt8]) -> ValueRange {
        let start = UInt32(values.count)
        values.append(text, from: 0, to: text.count)
        return ValueRange(start: start, end: UInt32(values.count))
    }

    /// Gives the values of the column at `place`, which has no text of its own, the texts at `ranges`.
    ///
    /// The next batch forgets them.
    package mutating func setRanges(_ ranges: [ValueRange], ofColumn place: Int) { columns[place].ranges = ranges }
}
