/// What a file may ask for before it is refused: a few bytes can claim any size.
///
/// The limits are far above what writers make; a file within them is read whatever it costs. A value type.
package struct ParquetLimits: Sendable {
    /// The footer, in stored bytes.
    package var footerByteCount = 128 << 20
    /// One page's header, in stored bytes.
    package var pageHeaderByteCount = 16 << 20
    /// One page, stored or decompressed, in bytes.
    package var pageByteCount = 1 << 30
    /// The values and nulls of one page.
    package var pageEntryCount = 1 << 28
    /// What the columns that are read together hold: a page of each, stored and decompressed, and its dictionary, in bytes.
    package var heldByteCount = 1 << 30
    /// The rows of one row group: what becomes of each is known before the first is written.
    package var rowGroupRowCount = 1 << 28
    /// The rows of a file, and the values and nulls of a column, for each byte of the file.
    ///
    /// Zstd, too, makes no more than some 2^15 bytes of one (RFC 8878 section 3.1.1.2: a block of 2^17 in 4 bytes).
    package var entriesPerByte = 1 << 14
    /// The values and nulls of a nested column in one batch of rows, and so in one row.
    package var batchEntryCount = 1 << 27
    /// The bytes of one batch of rows, texts that share bytes counted once.
    package var batchByteCount = 2 << 30
    /// One row: the bytes of its values, each counted as often as it stands there, and 2 for each value or null.
    package var rowByteCount = 1 << 30
    /// The groups and columns of the schema.
    package var schemaNodeCount = 1 << 20
    /// The groups that a column is nested in.
    package var nestingDepth = 64

    package init() {}

    /// The limits for a reader that may use about `memoryByteCount` bytes, and rows of up to `rowByteCount`.
    ///
    /// Pages and dictionaries have a half, a batch a quarter, what becomes of a row group's rows an eighth, and the footer
    /// as much as a row; but no less than what ordinary files need.
    package init(memoryByteCount: Int, rowByteCount: Int) {
        let enough = 8 << 20
        heldByteCount = max(enough, memoryByteCount / 2)
        batchByteCount = min(batchByteCount, max(enough, memoryByteCount / 4))
        rowGroupRowCount = max(enough, memoryByteCount / 8)
        self.rowByteCount = rowByteCount
        footerByteCount = min(footerByteCount, rowByteCount)
    }

    /// The limits that files are read with where no memory is given.
    package static let standard = ParquetLimits()

    /// What to do about a file that wants more than the memory given.
    static let memoryAdvice = "allow more with --memory"
}
