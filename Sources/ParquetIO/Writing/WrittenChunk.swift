/// What was written of one column chunk, for the footer. A value type.
struct WrittenChunk {
    var entryCount = 0
    var valueCount = 0
    var decompressedByteCount = 0
    var storedByteCount = 0
    /// Where the pages begin in the file; `nil` if there is none of the kind.
    var dictionaryByteOffset: Int?
    var dataByteOffset: Int?
    var hasPlainPages = false

    /// Adds what is written to `writer` as the structure ColumnChunk (parquet.thrift).
    func write(
        _ source: ColumnChunkMetadata, type: PhysicalType, names: [[UInt8]], to writer: inout ThriftWriter
    ) {
        let data = dataByteOffset ?? 0
        writer.structure(nil) { writer in
            writer.int64(2, 0)
            writer.structure(3) { writer in
                writer.int32(1, type.rawValue)
                var encodings = [ParquetEncoding.rle]
                if hasPlainPages || dictionaryByteOffset != nil { encodings.append(.plain) }
                if dictionaryByteOffset != nil { encodings.append(.rleDictionary) }
                writer.list(2, of: .int32, count: encodings.count) { writer in
                    for encoding in encodings { writer.element(encoding.rawValue) }
                }
                writer.list(3, of: .binary, count: names.count) { writer in
                    for name in names { writer.element(name) }
                }
                writer.int32(4, CompressionCodec.zstdNumber)
                writer.int64(5, Int64(entryCount))
                writer.int64(6, Int64(decompressedByteCount))
                writer.int64(7, Int64(storedByteCount))
                if let keyValues = source.rawKeyValues { writer.raw(8, .list, keyValues) }
                writer.int64(9, Int64(data))
                if let dictionaryByteOffset { writer.int64(11, Int64(dictionaryByteOffset)) }
                // Statistics: only the nulls are counted again; the extremes may have gone with the rows removed.
                writer.structure(12) { writer in writer.int64(3, Int64(entryCount - valueCount)) }
            }
        }
    }
}
