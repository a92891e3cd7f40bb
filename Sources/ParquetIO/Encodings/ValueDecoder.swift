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
    /// While another case is at work, so that its arrays are not shared and copied.
    case busy

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

    /// Sets the values behind `column`'s last one to the next `count` of `page`, for which there is room; throws if there
    /// are fewer. `batch` tells a dictionary whether its entries stand in `bytes` already.
    mutating func decode(
        _ page: [UInt8], count: Int, type: PhysicalType, _ dictionary: inout ColumnDictionary?, batch: Int,
        into column: inout ColumnBatch, _ bytes: inout ValueBytes, _ scratch: inout ValueScratch
    ) throws(ParquetProblem) {
        if count == 0 { return }
        let decoder = self
        self = .busy
        switch consume decoder {
        case .busy: break
        case .plain(var decoder):
            try decoder.decode(page, count: count, type: type, into: &column, &bytes)
            self = .plain(decoder)
        case .dictionary(var decoder):
            guard dictionary != nil else { throw Self.noDictionary }
            scratch.places.makeRoom(for: count, filler: 0)
            try decoder.decode(page, count: count, into: &scratch.places, at: 0)
            try dictionary?.append(scratch.places, count: count, batch: batch, into: &column, &bytes)
            self = .dictionary(decoder)
        case .booleanRuns(var decoder):
            let start = column.fixedByteCount
            try decoder.decode(page, count: count, into: &column.fixedBytes, at: start)
            self = .booleanRuns(decoder)
        case .delta(var decoder):
            scratch.numbers.makeRoom(for: count, filler: 0)
            try decoder.decode(page, count: count, into: &scratch.numbers, at: 0)
            column.setNumbers(scratch.numbers, count: count)
            self = .delta(decoder)
        case .deltaLength(var decoder):
            try decoder.decode(page, count: count, into: &column, &bytes)
            self = .deltaLength(decoder)
        case .deltaByteArray(var decoder):
            if type == .byteArray {
                try decoder.decode(page, count: count, into: &column, &bytes)
            } else {
                try scratch.decodeFixed(&decoder, page, count: count, into: &column)
            }
            self = .deltaByteArray(decoder)
        case .byteStreamSplit(var decoder):
            try decoder.decode(page, count: count, into: &column)
            self = .byteStreamSplit(decoder)
        }
    }

    /// Appends the next `count` places in the dictionary to `column`; does nothing if the values are no places.
    mutating func decodePlaces(
        _ page: [UInt8], count: Int, _ dictionary: ColumnDictionary?, into column: inout ColumnBatch
    ) throws(ParquetProblem) {
        guard case .dictionary(var decoder) = self, count > 0 else { return }
        guard let dictionary else { throw Self.noDictionary }
        let start = column.valueCount
        column.dictionaryPlaces.makeRoom(for: start + count, filler: 0)
        try decoder.decode(page, count: count, into: &column.dictionaryPlaces, at: start)
        try dictionary.check(column.dictionaryPlaces, start..<start + count)
        self = .dictionary(decoder)
    }

    private static let noDictionary = ParquetProblem("a page refers to a dictionary, but there is none")
}
