/// One row of a benchmark.
///
/// A value type; safe to share between threads.
package struct BenchmarkItem: Sendable, Equatable {
    package var id: String
    package var subset: String
    package var split: String
    /// The texts to search for, in UTF-8; none if the row's fields are empty.
    package var texts: [[UInt8]]
    /// The place of its file in `BenchmarkSpec.files`, and its 0-based row there.
    package var file: Int
    package var row: Int
}

/// What was read for a benchmark.
package struct BenchmarkFacts: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// As the specification gives it.
        package var path: String
        package var format: ShardFormat
        /// The size as stored, and XXH3-128 of it in 32 hexadecimal digits.
        package var storedByteCount: Int
        package var storedHash: String
        package var rowCount: Int
        /// Rows that passed the filters.
        package var itemCount: Int
        package var textCount: Int
        /// The fields that were searched for texts.
        package var fields: [String]
    }

    package var files: [File] = []

    package var itemCount: Int { files.reduce(0) { $0 + $1.itemCount } }
    package var textCount: Int { files.reduce(0) { $0 + $1.textCount } }
}
