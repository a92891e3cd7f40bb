import CSimdjson

/// The content of a JSON string: every way of unescaping that this machine has gives the same, or none does.
enum UnescapeBody {
    private static let paddingByteCount = 64

    static func run(_ content: some Collection<UInt8>) {
        // Behind the content backslashes stand, which no way may take for its own.
        let source = Array(content) + [UInt8](repeating: UInt8(ascii: "\\"), count: paddingByteCount)
        let portable = unescaped(source, way: 0)
        for way in 1..<assay_json_best_unescape_way() + 1 {
            precondition(unescaped(source, way: way) == portable, "ways of unescaping differ")
        }
    }

    private static func unescaped(_ source: [UInt8], way: Int32) -> [UInt8]? {
        var destination = [UInt8](repeating: 0, count: source.count)
        // Both have as many bytes behind the content as is asked for.
        let count = unsafe assay_json_unescape_in(way, source, source.count - paddingByteCount, &destination)
        return count >= 0 ? Array(destination[..<count]) : nil
    }
}
