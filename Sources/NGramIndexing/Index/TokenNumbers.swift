import ByteIO

/// All texts' tokens in a row, equal ones under one number: what tells whether two n-grams are the same.
///
/// The numbers stay in memory up to a limit; the different tokens always do, some 40 bytes each. Not thread-safe: one owner
/// at a time.
final class TokenNumbers {
    static let numberByteCount = 4

    private let numbers: SpillingBytes
    private(set) var tokenCount = 0
    private var vocabulary = Vocabulary()
    private var pending: [UInt32] = []

    init(limit: Int, path: String) { numbers = SpillingBytes(limit: limit, path: path) }

    func append(_ text: TokenizedText) throws(AssayError) {
        pending.removeAll(keepingCapacity: true)
        vocabulary.appendNumbers(of: text, to: &pending)
        try numbers.append(numbers: pending)
        tokenCount += text.count
    }

    /// Whether the n-grams at two places are of the same tokens. Requires that there are `count` tokens from both on.
    func areEqual(_ first: Int, _ second: Int, count: Int) throws(AssayError) -> Bool {
        let scale = Self.numberByteCount
        return try numbers.isEqual(at: scale * first, and: scale * second, count: scale * count)
    }

    /// Sets `buffer` to the numbers of `count` tokens from `place` on: equal for equal tokens.
    func read(from place: Int, count: Int, into buffer: inout [UInt8]) throws(AssayError) {
        try numbers.read(at: Self.numberByteCount * place, count: Self.numberByteCount * count, into: &buffer)
    }
}

/// The different tokens, numbered as they come: a table by hash with open addressing; the bytes decide.
private struct Vocabulary {
    private var bytes: [UInt8] = []
    /// Where each token begins, and where the last one ends.
    private var starts = [0]
    private var hashes: [UInt64] = []
    /// Token number + 1, or 0.
    private var table = [UInt32](repeating: 0, count: 1 << 12)

    mutating func appendNumbers(of text: TokenizedText, to numbers: inout [UInt32]) {
        for token in 0..<text.count {
            let bytes = text.normalisedRange(from: token, count: 1)
            numbers.append(number(of: text.normalised.span.extracting(bytes), hash: text.hashes[token]))
        }
    }

    private mutating func number(of token: Span<UInt8>, hash: UInt64) -> UInt32 {
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[slot] != 0 {
            let number = Int(table[slot] - 1)
            if hashes[number] == hash,
                bytes.span.extracting(starts[number]..<starts[number + 1]).isEqual(to: token)
            {
                return UInt32(truncatingIfNeeded: number)
            }
            slot = (slot + 1) & (table.count - 1)
        }
        let number = UInt32(truncatingIfNeeded: hashes.count)
        table[slot] = number + 1
        hashes.append(hash)
        unsafe token.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        starts.append(bytes.count)
        if 2 * hashes.count > table.count { grow() }
        return number
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: 2 * table.count)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
            while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = UInt32(truncatingIfNeeded: number) + 1
        }
    }
}
