/// How values or levels are encoded in a page (parquet-format, Encodings.md).
enum ParquetEncoding: Int32 {
    case plain = 0
    case plainDictionary = 2
    case rle = 3
    case bitPacked = 4
    case deltaBinaryPacked = 5
    case deltaLengthByteArray = 6
    case deltaByteArray = 7
    case rleDictionary = 8
    case byteStreamSplit = 9

    /// The format's name for it.
    var name: String {
        switch self {
        case .plain: "PLAIN"
        case .plainDictionary: "PLAIN_DICTIONARY"
        case .rle: "RLE"
        case .bitPacked: "BIT_PACKED"
        case .deltaBinaryPacked: "DELTA_BINARY_PACKED"
        case .deltaLengthByteArray: "DELTA_LENGTH_BYTE_ARRAY"
        case .deltaByteArray: "DELTA_BYTE_ARRAY"
        case .rleDictionary: "RLE_DICTIONARY"
        case .byteStreamSplit: "BYTE_STREAM_SPLIT"
        }
    }

    /// Whether the values are places in a dictionary.
    var isDictionary: Bool { self == .plainDictionary || self == .rleDictionary }

    /// Reads an encoding's number.
    static func read(_ number: Int32) throws(ParquetProblem) -> ParquetEncoding {
        guard let encoding = ParquetEncoding(rawValue: number) else {
            throw ParquetProblem("the encoding has the number \(number), which is not known here")
        }
        return encoding
    }
}
