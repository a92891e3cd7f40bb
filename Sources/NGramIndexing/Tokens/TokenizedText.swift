/// All tokens of one text: what confirming a hit, and showing where it stands, needs.
///
/// Token i's normalised bytes are `normalised[normalisedEnds[i - 1] ..< normalisedEnds[i] - 1]`; each token is followed by
/// one byte FF, which UTF-8 never holds, so that a run of tokens equals another exactly if their bytes do:
///
///     normalised       t h e FF c a t FF
///     normalisedEnds         4        8
///
/// Offsets are 32 bits: a text is at most 4 GiB. Memory: 20 bytes a token and the normalised text.
struct TokenizedText: TokenSink {
    private(set) var hashes: [UInt64] = []
    /// The bytes of the text that each token stands in.
    private(set) var starts: [UInt32] = []
    private(set) var ends: [UInt32] = []
    private(set) var normalised: [UInt8] = []
    private(set) var normalisedEnds: [UInt32] = []

    static let separator: UInt8 = 0xFF

    var count: Int { hashes.count }

    mutating func removeAll() {
        hashes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        normalised.removeAll(keepingCapacity: true)
        normalisedEnds.removeAll(keepingCapacity: true)
    }

    @unsafe mutating func receive(_ block: TokenBlock) -> Bool { unsafe receiveOneByOne(block) }

    @unsafe mutating func receive(
        _ bytes: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>
    ) -> Bool {
        hashes.append(hash)
        starts.append(UInt32(truncatingIfNeeded: byteRange.lowerBound))
        ends.append(UInt32(truncatingIfNeeded: byteRange.upperBound))
        // The tokeniser promises `count` readable bytes.
        unsafe normalised.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        normalised.append(Self.separator)
        normalisedEnds.append(UInt32(truncatingIfNeeded: normalised.count))
        return true
    }

    /// The normalised bytes of `count` tokens from `first` on, with their separators.
    @inline(__always)
    func normalisedRange(from first: Int, count: Int) -> Range<Int> {
        let start = first == 0 ? 0 : Int(normalisedEnds[first - 1])
        return start..<Int(normalisedEnds[first + count - 1])
    }

    /// Whether `count` tokens from `first` on equal as many of `other` from `otherFirst` on. Requires `count > 0`.
    func equals(from first: Int, _ other: TokenizedText, from otherFirst: Int, count: Int) -> Bool {
        let mine = normalisedRange(from: first, count: count)
        let its = other.normalisedRange(from: otherFirst, count: count)
        guard mine.count == its.count else { return false }
        let mineBytes = normalised.span.extracting(mine)
        let itsBytes = other.normalised.span.extracting(its)
        for index in mineBytes.indices where mineBytes[index] != itsBytes[index] { return false }
        return true
    }

    /// The bytes of the text from the first of `count` tokens to the last.
    func byteRange(from first: Int, count: Int) -> Range<Int> {
        Int(starts[first])..<Int(ends[first + count - 1])
    }
}
