internal import ByteIO

/// One page's bytes, decompressed, and where its parts are. Reused from page to page; one owner at a time.
struct Page {
    /// The decompressed bytes, with `padding` bytes behind them that may be read and mean nothing.
    var bytes: [UInt8] = []
    /// Where the levels and values stand in `bytes`. Levels of version 1 have their length or width before them.
    var levels = 0..<0
    var values = 0..<0
    var header = PageHeader()
    /// The stored byte of the file that the page's header begins at.
    var byteOffset = 0

    /// How many bytes are readable after a page's last one, for loads of 8 bytes.
    static let padding = 16
}
