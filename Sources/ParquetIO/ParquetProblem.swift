internal import ByteIO

/// What is wrong with some bytes of a file, before it is known where they stand in it.
///
/// Decoders throw it; who knows the file, the row group and the column makes an `AssayError` of it.
struct ParquetProblem: Error, Equatable {
    /// The sentence: what was expected and what was found.
    var message: String
    /// What to do, where that is not to fetch or write the file again.
    var advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }
}

/// A place in a Parquet file, for error messages.
struct ParquetPlace {
    /// The file as the user named it.
    let path: String
    /// The row group's number, from 0, where one is concerned.
    var rowGroup: Int?
    /// The column's path, where one is concerned.
    var column: String?

    /// What to do about a file that contradicts itself.
    static let damagedAdvice = "the file is damaged: fetch or write it again"

    /// The error for `problem` at the stored byte `byteOffset` of the file.
    func error(_ problem: ParquetProblem, byteOffset: Int?) -> AssayError {
        error(problem.message, byteOffset: byteOffset, advice: problem.advice ?? Self.damagedAdvice)
    }

    /// An error at the stored byte `byteOffset` of the file; `advice` is what to do.
    func error(
        _ message: String, byteOffset: Int? = nil, advice: String = ParquetPlace.damagedAdvice
    ) -> AssayError {
        var text = ""
        if let rowGroup { text += "row group \(rowGroup)" }
        if let column { text += (text.isEmpty ? "" : ", ") + "column '\(column)'" }
        if !text.isEmpty { text += ": " }
        text += message
        if !advice.isEmpty { text += "; " + advice }
        return AssayError(text, path: path, byteOffset: byteOffset)
    }
}
