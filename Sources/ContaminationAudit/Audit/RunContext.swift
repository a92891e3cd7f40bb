/// What stands right before and after a run in its text: enough for a reader to see how the run is used.
///
/// Both are byte ranges of the text, at most ``largestByteCount`` long, cut where characters begin.
struct RunContext: Equatable {
    static let largestByteCount = 200

    let before: Range<Int>
    let after: Range<Int>

    /// The surroundings of the bytes `run` of `text`, which is valid UTF-8.
    init(around run: Range<Int>, in text: Span<UInt8>) {
        var start = max(0, run.lowerBound - Self.largestByteCount)
        while start < run.lowerBound, Self.isContinuation(text[start]) { start += 1 }
        var end = min(text.count, run.upperBound + Self.largestByteCount)
        while end > run.upperBound, end < text.count, Self.isContinuation(text[end]) { end -= 1 }
        before = start..<run.lowerBound
        after = run.upperBound..<end
    }

    /// Appends both to `line` as strings under the two keys.
    func append(
        before beforeKey: StaticString, after afterKey: StaticString, of text: Span<UInt8>, to line: inout JSONLine
    ) {
        line.key(beforeKey)
        line.value(text.extracting(before))
        line.key(afterKey)
        line.value(text.extracting(after))
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
