import ByteIO

/// zstd, gzip and plain: however much is asked for at a time, the same comes out, or an error either way.
enum DecodersBody {
    /// What is read at most, since a few bytes can stand for very many.
    private static let limit = 8 << 20

    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let file = FuzzFile("decoder")
        file.fill(bytes.dropFirst())
        let large = read(file.path, pieceByteCount: 1 << 16)
        let small = read(file.path, pieceByteCount: 1 + 17 * Int(choice))
        guard let large, let small else {
            precondition(large == nil && small == nil || isLimited(large) || isLimited(small), "only one way fails")
            return
        }
        let count = min(large.count, small.count)
        precondition(large.count == small.count || count >= limit, "one way ends too early")
        precondition(large[..<count] == small[..<count], "the pieces change the content")
    }

    private static func isLimited(_ bytes: [UInt8]?) -> Bool { bytes.map { $0.count >= limit } ?? false }

    /// The content, as far as the limit; `nil` for an error.
    private static func read(_ path: String, pieceByteCount: Int) -> [UInt8]? {
        do throws(AssayError) {
            let stream = try ByteStream(path: path, largestWindowByteCount: 8 << 20, isStopped: { false })
            var content: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: pieceByteCount)
            while content.count < limit {
                let count = try stream.read(into: &piece, at: 0)
                if count == 0 { break }
                content += piece[..<count]
            }
            return content
        } catch {
            return nil
        }
    }
}
