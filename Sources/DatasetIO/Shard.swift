/// One file of a dataset.
///
/// A value type; safe to share between threads.
package struct Shard: Sendable, Equatable {
    /// Its name in reports and its path below an output folder: no part of the machine's own paths.
    package var name: String
    /// Where to read it; `-` is standard input.
    package var path: String
    /// Its size as stored, where it is known.
    package var byteCount: Int?

    package init(name: String, path: String, byteCount: Int? = nil) {
        self.name = name
        self.path = path
        self.byteCount = byteCount
    }
}
