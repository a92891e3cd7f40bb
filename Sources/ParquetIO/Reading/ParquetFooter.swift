internal import ByteIO

/// The end of a Parquet file: its metadata, their length in 4 bytes, and a magic (parquet-format, README.md: File format).
struct ParquetFooter {
    static let magic = Array("PAR1".utf8)
    /// That of a file whose footer is encrypted (parquet-format, Encryption.md).
    static let encryptedMagic = Array("PARE".utf8)

    /// The metadata.
    let bytes: [UInt8]
    /// Where they begin in the file: where its data end.
    let byteOffset: Int

    /// Reads it; throws if the file is cut, encrypted or no Parquet file.
    init(_ file: PositionedFile, limits: ParquetLimits) throws(AssayError) {
        let place = ParquetPlace(path: file.name)
        var head = [UInt8](repeating: 0, count: 4)
        var tail = [UInt8](repeating: 0, count: 8)
        guard file.byteCount >= 12 else {
            throw place.error(
                "a Parquet file has 12 bytes at least, this one \(file.byteCount)",
                advice: "the file is truncated or no Parquet file: fetch it again")
        }
        try file.read(at: 0, count: 4, into: &head, at: 0)
        try file.read(at: file.byteCount - 8, count: 8, into: &tail, at: 0)
        let end = Array(tail[4...])
        if head == Self.encryptedMagic || end == Self.encryptedMagic {
            throw place.error(
                "the file is encrypted (Parquet modular encryption)", advice: "write it again without encryption")
        }
        guard head == Self.magic else {
            throw place.error("the file does not begin with PAR1", byteOffset: 0, advice: "it is no Parquet file")
        }
        guard end == Self.magic else {
            throw place.error(
                "the file does not end with PAR1", byteOffset: file.byteCount - 4,
                advice: "the file is truncated: fetch or write it again")
        }
        let length = Int(tail.span.rawSpan.uint32(at: 0))
        guard length <= file.byteCount - 12 else {
            throw place.error(
                "the footer is said to have \(length) bytes, the file has \(file.byteCount)",
                byteOffset: file.byteCount - 8, advice: "the file is truncated or damaged: fetch or write it again")
        }
        guard length <= limits.footerByteCount else {
            throw place.error(
                "the footer has \(length) bytes, more than the limit of \(limits.footerByteCount)",
                byteOffset: file.byteCount - 8,
                advice: ParquetLimits.memoryAdvice + ", or write the file with fewer columns or row groups")
        }
        byteOffset = file.byteCount - 8 - length
        var bytes = [UInt8](repeating: 0, count: length)
        try file.read(at: byteOffset, count: length, into: &bytes, at: 0)
        self.bytes = bytes
    }
}
