import ByteIO

/// The normalised tokens of all texts in a row, each followed by a byte FF: what tells whether two n-grams are the same.
///
/// In bounded memory but for half a byte a token. Not thread-safe: one owner at a time.
final class NormalisedTokens {
    /// One token in so many has its place noted.
    private static let tokensPerSample = 16

    private let bytes: SpillingBytes
    private var samples: [Int] = []
    private(set) var tokenCount = 0

    init(limit: Int, path: String) { bytes = SpillingBytes(limit: limit, path: path) }

    func append(_ text: TokenizedText) throws(AssayError) {
        let base = bytes.count
        var position = (Self.tokensPerSample - tokenCount % Self.tokensPerSample) % Self.tokensPerSample
        while position < text.count {
            samples.append(base + (position == 0 ? 0 : Int(text.normalisedEnds[position - 1])))
            position += Self.tokensPerSample
        }
        try bytes.append(text.normalised)
        tokenCount += text.count
    }

    /// Sets `buffer` to the `count` tokens from number `place` on. Requires that there are so many.
    func read(from place: Int, count: Int, into buffer: inout [UInt8]) throws(AssayError) {
        let first = place / Self.tokensPerSample
        let behind = (place + count + Self.tokensPerSample - 1) / Self.tokensPerSample
        let end = behind < samples.count ? samples[behind] : bytes.count
        try bytes.read(at: samples[first], count: end - samples[first], into: &buffer)
        var left = place % Self.tokensPerSample
        var start = 0
        while left > 0 {
            if buffer[start] == TokenizedText.separator { left -= 1 }
            start += 1
        }
        left = count
        var stop = start
        while left > 0 {
            if buffer[stop] == TokenizedText.separator { left -= 1 }
            stop += 1
        }
        buffer.removeLast(buffer.count - stop)
        buffer.removeFirst(start)
    }
}
