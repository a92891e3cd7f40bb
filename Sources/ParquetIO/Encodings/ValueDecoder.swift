internal import ByteIO

/// The values of a data page, in any encoding. One case and one file per encoding. A value type.
enum ValueDecoder {
    case plain(PlainDecoder)
    case dictionary(DictionaryPlaceDecoder)
    case booleanRuns(HybridDecoder)
    case delta(DeltaBinaryPackedDecoder)
    case deltaLength(DeltaLengthDecoder)
    case deltaByteArray(DeltaByteArrayDecoder)
    case byteStreamSplit(ByteStreamSplitDecoder)

    /// Begins with the values of `page`, of a column of `type`; throws if the encoding is not for that type.
    init(
        _ page: borrowing Page, _ range: Range<Int>, type: PhysicalType, valueByteCount: Int, limits: ParquetLimits
    ) throws(ParquetProblem) {
        let encoding = try ParquetEncoding.read(page.header.encodingNumber)
        let entryCount = page.header.entryCount
        switch (encoding, type) {
        case (.plain, _):
            self = .plain(PlainDecoder(range))
        case (.plainDictionary, _), (.rleDictionary, _):
            self = .dictionary(try DictionaryPlaceDecoder(page.bytes, range))
        case (.rle, .boolean):
            self = .booleanRuns(try Self.booleanRuns(page.bytes, range))
        case (.deltaBinaryPacked, .int32), (.deltaBinaryPacked, .int64):
            // A page of nulls alone may have no bytes at all.
            self =
                range.isEmpty
                ? .plain(PlainDecoder(range))
                : .delta(try DeltaBinaryPackedDecoder(page.bytes, range, limit: entryCount))
        case (.deltaLengthByteArray, .byteArray):
            self =
                range.isEmpty
                ? .plain(PlainDecoder(range))
                : .deltaLength(try DeltaLengthDecoder(page.bytes, range, limit: entryCount))
        case (.deltaByteArray, .byteArray), (.deltaByteArray, .fixedLenByteArray):
            self =
                range.isEmpty
                ? .plain(PlainDecoder(range))
                : .deltaByteArray(
                    try DeltaByteArrayDecoder(
                        page.bytes, range, limit: entryCount, byteLimit: limits.batchByteCount))
        case (.byteStreamSplit, .int32), (.byteStreamSplit, .int64), (.byteStreamSplit, .float),
            (.byteStreamSplit, .double), (.byteStreamSplit, .fixedLenByteArray):
            self = .byteStreamSplit(try ByteStreamSplitDecoder(range, valueByteCount: valueByteCount))
        default:
            throw ParquetProblem("a page is encoded with \(encoding.name), which is not for \(type) columns")
        }
    }

    private static func booleanRuns(
        _ page: [UInt8], _ range: Range<Int>
    ) throws(ParquetProblem) -> HybridDecoder {
        if range.isEmpty { return HybridDecoder(range, bitWidth: 1) }
        guard range.count >= 4 else { throw PlainDecoder.endsEarly }
        let bytes = page.span
        let byteCount = Int(bytes.rawSpan.uint32(at: range.lowerBound))
        guard byteCount <= range.count - 4 else { throw PlainDecoder.endsEarly }
        return HybridDecoder(range.lowerBound + 4..<range.lowerBound + 4 + byteCount, bitWidth: 1)
    }
}
