@testable import ByteIO
@testable import ParquetIO

/// A file of one column and one row group, made of its parts, each of which a test can get wrong.
struct MadeFile {
    var type = PhysicalType.int32
    var repetition = Repetition.required
    var codec: Int32 = 0
    var rowCount: Int64 = 0
    var entryCount: Int64?
    var storedByteCount: Int64?
    var dataPageOffset: Int64 = 4
    var dictionaryPageOffset: Int64?
    var isEncrypted = false
    private(set) var pages: [UInt8] = []

    /// Adds a page of version 1; the sizes are those of `bytes` if they are not given.
    mutating func addPage(
        _ bytes: [UInt8], entryCount: Int32, encoding: Int32 = 0, kind: Int32 = 0, decompressed: Int32? = nil,
        stored: Int32? = nil, checksum: Int32? = nil
    ) {
        var writer = ThriftWriter()
        writer.structure(nil) { writer in
            writer.int32(1, kind)
            writer.int32(2, decompressed ?? Int32(bytes.count))
            writer.int32(3, stored ?? Int32(bytes.count))
            if let checksum { writer.int32(4, checksum) }
            writer.structure(kind == 0 ? 5 : 7) { writer in
                writer.int32(1, entryCount)
                writer.int32(2, encoding)
                if kind == 0 {
                    writer.int32(3, ParquetEncoding.rle.rawValue)
                    writer.int32(4, ParquetEncoding.rle.rawValue)
                }
            }
        }
        pages += writer.bytes + bytes
    }

    /// The file's bytes.
    var bytes: [UInt8] {
        let footer = footer
        return Array("PAR1".utf8) + pages + footer + little(UInt64(footer.count), byteCount: 4) + Array("PAR1".utf8)
    }

    private var footer: [UInt8] {
        var writer = ThriftWriter()
        writer.structure(nil) { writer in
            writer.int32(1, 1)
            writer.list(2, of: .structure, count: 2) { writer in
                writer.structure(nil) { writer in
                    writer.binary(4, Array("schema".utf8))
                    writer.int32(5, 1)
                }
                writer.structure(nil) { writer in
                    writer.int32(1, type.rawValue)
                    writer.int32(3, repetition.rawValue)
                    writer.binary(4, Array("text".utf8))
                }
            }
            writer.int64(3, rowCount)
            writer.list(4, of: .structure, count: 1) { writer in
                writer.structure(nil) { writer in
                    writer.list(1, of: .structure, count: 1) { writer in writer.structure(nil, chunk) }
                    writer.int64(2, 0)
                    writer.int64(3, rowCount)
                }
            }
        }
        return writer.bytes
    }

    private func chunk(_ writer: inout ThriftWriter) {
        writer.int64(2, 0)
        writer.structure(3) { writer in
            writer.int32(1, type.rawValue)
            writer.int32(4, codec)
            writer.int64(5, entryCount ?? rowCount)
            writer.int64(6, 0)
            writer.int64(7, storedByteCount ?? Int64(pages.count))
            writer.int64(9, dataPageOffset)
            if let dictionaryPageOffset { writer.int64(11, dictionaryPageOffset) }
        }
        if isEncrypted { writer.structure(8) { _ in } }
    }
}
