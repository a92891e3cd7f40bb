import ByteIO

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One line of `matches.jsonl.zst`: a record and a prompt that overlap. Keys that are not named here are passed over.
struct MatchLine: Decodable, Equatable {
    var benchmark: String
    var id: String
    var subset: String
    var file: String
    var row: Int
    var longest: Int
    var coverage: Double
}

/// Reads `matches.jsonl.zst` line by line: memory is bounded by the longest line, whatever the file's size.
enum MatchLines {
    /// A longer line is no evidence but damage.
    private static let longestLine = 1 << 28

    /// Calls `body` with every line of the file at `path`, in order.
    ///
    /// - Throws: an error with file and line where a line is not what an audit writes, and the reader's own.
    static func forEach(path: String, _ body: (MatchLine) -> Void) throws(AssayError) {
        let stream = try ByteStream(path: path)
        let decoder = JSONDecoder()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var filled = 0
        var number = 0
        while true {
            if filled == buffer.count {
                guard filled < longestLine else {
                    throw AssayError("is over 256 MiB long, which no match is", path: path, line: number + 1)
                }
                buffer += [UInt8](repeating: 0, count: buffer.count)
            }
            let count = try stream.read(into: &buffer, at: filled)
            if count == 0 { break }
            let end = filled + count
            var start = 0
            var searched = filled
            while let newline = buffer[searched..<end].firstIndex(of: 0x0A) {
                number += 1
                body(try decode(buffer[start..<newline], decoder, path: path, line: number))
                start = newline + 1
                searched = start
            }
            buffer.replaceSubrange(0..<(end - start), with: Array(buffer[start..<end]))
            filled = end - start
        }
        if filled > 0 {
            throw AssayError("has no line end: the file was cut; audit again", path: path, line: number + 1)
        }
    }

    private static func decode(
        _ bytes: ArraySlice<UInt8>, _ decoder: JSONDecoder, path: String, line: Int
    ) throws(AssayError) -> MatchLine {
        do {
            return try decoder.decode(MatchLine.self, from: Data(bytes))
        } catch {
            throw AssayError("is not a match as `assay audit` writes them; audit again", path: path, line: line)
        }
    }
}
