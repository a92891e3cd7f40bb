/// What a file may ask for before it is refused: a few bytes can claim any size.
///
/// The standard limits are far above what writers make; a file within them is read whatever it costs. A value type.
package struct ParquetLimits: Sendable {
    /// The footer, in stored bytes.
    package var footerByteCount = 128 << 20
    /// One page's header, in stored bytes.
    package var pageHeaderByteCount = 16 << 20
    /// One page, stored or decompressed, in bytes.
    package var pageByteCount = 1 << 30
    /// The values and nulls of one page.
    package var pageEntryCount = 1 << 28
    /// The values and nulls of a nested column in one batch of rows, and so in one row.
    package var batchEntryCount = 1 << 27
    /// The bytes of one batch of rows, and so of one row.
    package var batchByteCount = 2 << 30
    /// The groups and columns of the schema.
    package var schemaNodeCount = 1 << 20
    /// The groups that a column is nested in.
    package var nestingDepth = 64

    package init() {}

    /// The limits that files are read with.
    package static let standard = ParquetLimits()
}
