/// What stands before a page (parquet.thrift: PageHeader).
struct PageHeader {
    enum Kind { case data, dataV2, dictionary, other }

    private(set) var kind = Kind.other
    /// The bytes of the page without this header, decompressed and as stored.
    private(set) var decompressedByteCount = 0
    private(set) var storedByteCount = 0
    /// The CRC-32 of the stored bytes, where there is one.
    private(set) var checksum: UInt32?
    /// Values, nulls and empty lists; in a dictionary, its values.
    private(set) var entryCount = 0
    private(set) var encodingNumber: Int32 = 0
    /// Of a data page of version 1.
    private(set) var definitionEncodingNumber: Int32 = ParquetEncoding.rle.rawValue
    private(set) var repetitionEncodingNumber: Int32 = ParquetEncoding.rle.rawValue
    /// Of a data page of version 2.
    private(set) var rowCount = 0
    private(set) var nullCount = 0
    private(set) var definitionByteCount = 0
    private(set) var repetitionByteCount = 0
    private(set) var isCompressed = true

    private var type: Int32 = -1
    private var sizes: [Int32] = [-1, -1]
    private var numbers: [Int: Int32] = [:]

    init(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var header = PageHeader()
        var parts: [Int: PageHeader] = [:]
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: header.type = try reader.int32(type)
            case 2, 3: header.sizes[number - 2] = try reader.int32(type)
            case 4: header.checksum = UInt32(bitPattern: try reader.int32(type))
            case 5 where type == .structure, 7 where type == .structure, 8 where type == .structure:
                var part = PageHeader()
                try part.readPart(&reader)
                parts[number] = part
            default: try reader.skip(type)
            }
        }
        guard header.sizes[0] >= 0, header.sizes[1] >= 0 else {
            throw ParquetProblem("a page's sizes are missing or negative")
        }
        self = header
        decompressedByteCount = Int(sizes[0])
        storedByteCount = Int(sizes[1])
        switch type {
        case 0: try take(parts[5], .data)
        case 2: try take(parts[7], .dictionary)
        case 3: try take(parts[8], .dataV2)
        default: kind = .other
        }
    }

    /// The header of no page.
    init() {}

    /// Reads the header of one kind of page: numbers and one flag; its statistics are skipped.
    private mutating func readPart(_ reader: inout ThriftReader) throws(ParquetProblem) {
        var part = self
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch type {
            case .int32: part.numbers[number] = try reader.int32(type)
            case .booleanTrue, .booleanFalse: if number == 7 { part.isCompressed = type == .booleanTrue }
            default: try reader.skip(type)
            }
        }
        self = part
    }

    private mutating func take(_ part: PageHeader?, _ kind: Kind) throws(ParquetProblem) {
        guard let part else { throw ParquetProblem("a page's header lacks the part for its kind") }
        self.kind = kind
        func count(_ number: Int) throws(ParquetProblem) -> Int {
            guard let value = part.numbers[number], value >= 0 else {
                throw ParquetProblem("a page's counts are missing or negative")
            }
            return Int(value)
        }
        entryCount = try count(1)
        switch kind {
        case .dictionary:
            encodingNumber = part.numbers[2] ?? 0
        case .data:
            guard let encoding = part.numbers[2] else { throw ParquetProblem("a page's encoding is missing") }
            encodingNumber = encoding
            definitionEncodingNumber = part.numbers[3] ?? ParquetEncoding.rle.rawValue
            repetitionEncodingNumber = part.numbers[4] ?? ParquetEncoding.rle.rawValue
        default:
            guard let encoding = part.numbers[4] else { throw ParquetProblem("a page's encoding is missing") }
            encodingNumber = encoding
            nullCount = try count(2)
            rowCount = try count(3)
            definitionByteCount = try count(5)
            repetitionByteCount = try count(6)
            isCompressed = part.isCompressed
        }
    }
}
