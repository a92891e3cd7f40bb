package import ByteIO

extension ParquetFile {
    /// Decodes every page of every column, and throws for the first thing that is wrong.
    ///
    /// Nothing is kept: memory is one page and a block of values.
    package func readEverything() throws(AssayError) {
        var column = ColumnBatch()
        var values = ValueBytes()
        for group in rowGroups.indices {
            for number in schema.columns.indices {
                let chunk = try ColumnChunkReader(
                    self, rowGroup: group, column: number, held: HeldBytes(limit: limits.heldByteCount))
                var block = 0
                while try chunk.fillBlock() {
                    column.begin()
                    values.begin()
                    try chunk.take(chunk.blockEntryCount, batch: block, asPlaces: false, into: &column, &values)
                    block += 1
                }
            }
        }
    }
}
