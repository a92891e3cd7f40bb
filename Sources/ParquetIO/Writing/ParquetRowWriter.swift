package import ByteIO

/// Writes a Parquet file's rows less some of them: every column of every type, with the schema and the key-value metadata
/// as they are.
///
/// Values are carried, not interpreted. Pages are compressed with zstd; each row group becomes one of its kept rows, and is
/// left out if none is kept. Memory: a page, and of columns with a dictionary the column chunk's compressed pages. The same
/// source, kept rows and level give the same bytes. Not thread-safe: one owner at a time.
package final class ParquetRowWriter {
    /// Rows written so far.
    package private(set) var rowCount = 0

    private let source: ParquetFile
    private let output: OutputFile
    private let createdBy: String
    private let compressor: ZstdCompressor
    private var groups: [WrittenRowGroup] = []
    private var nextGroup = 0

    /// Begins to write the rows of `source` to `output`, which is empty and has no compression of its own.
    ///
    /// `createdBy` is the program's name and version for the footer; `level` is zstd's. Throws if the file cannot be
    /// written.
    package init(
        source: ParquetFile, output: OutputFile, createdBy: String, level: Int32 = 3
    ) throws(AssayError) {
        precondition(output.contentByteCount == 0, "a Parquet file begins at the file's first byte")
        self.source = source
        self.output = output
        self.createdBy = createdBy
        compressor = try ZstdCompressor(level: level)
        try output.write(ParquetFooter.magic)
    }

    /// Writes the rows of row group `index` for which `kept`, which has one element a row, holds true.
    ///
    /// Row groups come in their order, none left out. Throws if one is missing or `kept` has another count, and if the
    /// source is damaged, cannot be read, or is encrypted.
    package func writeRowGroup(_ index: Int, keeping kept: [Bool]) throws(AssayError) {
        let place = ParquetPlace(path: source.path, rowGroup: index)
        guard index == nextGroup, index < source.rowGroups.count else {
            throw place.error("row group \(nextGroup) was due", advice: "")
        }
        let group = source.rowGroups[index]
        guard kept.count == group.rowCount else {
            throw place.error("it has \(group.rowCount) rows, but there are \(kept.count) decisions", advice: "")
        }
        nextGroup += 1
        var keptCount = 0
        for isKept in kept where isKept { keptCount += 1 }
        if keptCount == 0 { return }
        var written = WrittenRowGroup(rowCount: keptCount, sourceIndex: index, byteOffset: output.contentByteCount)
        for column in source.schema.columns.indices {
            let held = HeldBytes(limit: source.limits.heldByteCount)
            let reader = try ColumnChunkReader(source, rowGroup: index, column: column, held: held)
            written.chunks.append(try ColumnChunkWriter(reader, compressor, output, held).write(keeping: kept))
        }
        groups.append(written)
        rowCount += keptCount
    }

    /// Writes the footer. The caller finishes the output file. Throws if a row group is missing.
    package func finish() throws(AssayError) {
        guard nextGroup == source.rowGroups.count else {
            throw ParquetPlace(path: source.path).error("row group \(nextGroup) was not written", advice: "")
        }
        let footer = FooterWriter.footer(source, groups, rowCount: rowCount, createdBy: createdBy)
        guard let byteCount = UInt32(exactly: footer.count) else {
            throw ParquetPlace(path: source.path).error("the footer has more than 4 GiB", advice: "split the file")
        }
        try output.write(footer)
        var tail: [UInt8] = []
        tail.appendLittleEndian(byteCount)
        try output.write(tail + ParquetFooter.magic)
    }
}

/// What was written of one row group, for the footer.
struct WrittenRowGroup {
    let rowCount: Int
    /// The number of the row group that it comes from.
    let sourceIndex: Int
    let byteOffset: Int
    var chunks: [WrittenChunk] = []
}
