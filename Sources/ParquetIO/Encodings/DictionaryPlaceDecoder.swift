/// RLE_DICTIONARY and PLAIN_DICTIONARY: places in the dictionary, behind their bit width (Encodings.md). A value type.
struct DictionaryPlaceDecoder {
    private var runs: HybridDecoder

    /// Reads `range` of a page.
    init(_ page: [UInt8], _ range: Range<Int>) throws(ParquetProblem) {
        // A page of nulls alone may have no bytes at all.
        let bitWidth = range.isEmpty ? 0 : page[range.lowerBound]
        guard bitWidth <= 32 else { throw ParquetProblem("a page has dictionary places of \(bitWidth) bits") }
        runs = HybridDecoder(min(range.lowerBound + 1, range.upperBound)..<range.upperBound, bitWidth: Int(bitWidth))
    }

    /// Sets `places[place..<place + count]` to the next ones; throws if there are fewer.
    mutating func decode(
        _ page: [UInt8], count: Int, into places: inout [UInt32], at place: Int
    ) throws(ParquetProblem) {
        try runs.decode(page, count: count, into: &places, at: place)
    }
}
