internal import ByteIO

/// Counts what the columns of one reader hold together, against a limit. Not thread-safe: one owner at a time.
final class HeldBytes {
    private let limit: Int
    private var count = 0

    init(limit: Int) { self.limit = limit }

    /// Counts `wanted` bytes in place of the `held` that somebody had; throws, with `what` needs them, if all are more than
    /// the limit.
    func change(
        _ held: inout Int, to wanted: Int, for what: String, _ place: ParquetPlace, byteOffset: Int?
    ) throws(AssayError) {
        let sum = count - held + wanted
        if wanted > held, sum > limit {
            throw place.error(
                "\(what) needs \(wanted) bytes, which makes \(sum) with those of the other columns, and \(limit) are allowed",
                byteOffset: byteOffset,
                advice: ParquetLimits.memoryAdvice + ", or write the file again with smaller pages")
        }
        count = sum
        held = wanted
    }
}
