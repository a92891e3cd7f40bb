import ByteIO
import CTextScan

/// All tokens of one text: what confirming a hit, and showing where it stands, needs.
///
/// Token i's normalised bytes are `normalised[places[i - 1].normalised_end ..< places[i].normalised_end - 1]`; each token is
/// followed by one byte FF, which UTF-8 never holds, so that a run of tokens equals another exactly if their bytes do:
///
///     normalised        t h e FF c a t FF
///     normalised_end           4        8
///
/// Offsets are 32 bits: a text is at most 4 GiB. Memory: 12 bytes a token, 8 more for hashes, and the normalised text.
struct TokenizedText: TokenSink {
    /// The tokens' hashes, where they are kept.
    private(set) var hashes: [UInt64] = []
    private let keepsHashes: Bool
    /// The bytes of the text that each token stands in, and where its normalised bytes end.
    private var places: [assay_token_place] = []
    private(set) var normalised: [UInt8] = []

    static let separator: UInt8 = 0xFF
    /// The bytes of text for which there is room made at a time.
    private static let pieceByteCount = 1 << 14
    private static let slack = Int(ASSAY_COLLECTION_SLACK)

    init(keepsHashes: Bool = true) { self.keepsHashes = keepsHashes }

    var count: Int { places.count }

    mutating func removeAll() {
        hashes.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        normalised.removeAll(keepingCapacity: true)
    }

    /// Frees what was reserved for tokens that did not come: for a text that is kept.
    mutating func shrink() {
        // `map` makes an array of that size; making one of the whole slice would keep the storage.
        hashes = hashes.map { $0 }
        places = places.map { $0 }
        normalised = normalised.map { $0 }
    }

    @unsafe mutating func takeASCII(
        _ text: UnsafePointer<UInt8>, at offset: Int, count: Int, _ rule: ASCIITokenRule
    ) -> Int? {
        var taken = 0
        while count - taken >= 64 {
            let limit = min(count - taken, Self.pieceByteCount)
            // Safe: there is room for what blocks that begin before `limit` may hold.
            var pieceCount = 0
            unsafe collect(tokenCount: limit / 2 + Self.slack, byteCount: 2 * limit + Self.slack) {
                unsafe pieceCount = assay_collect_ascii(
                    text + taken, count - taken, limit, UInt32(truncatingIfNeeded: offset + taken), rule.bytes,
                    rule.minimumCharacterCount, &$0, rule.instructions)
            }
            taken += pieceCount
            if pieceCount < limit { break }
        }
        return taken
    }

    @unsafe mutating func receive(_ block: TokenBlock) -> Bool {
        // Safe: there is room for the tokens of a block.
        unsafe collect(tokenCount: Self.slack, byteCount: Self.slack) {
            unsafe assay_collect_block(
                block.lowered, block.starts, block.ends, UInt32(truncatingIfNeeded: block.offset), &$0)
        }
        return true
    }

    @unsafe mutating func receive(
        _ bytes: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>
    ) -> Bool {
        if keepsHashes { hashes.append(hash) }
        // The tokeniser promises `count` readable bytes.
        unsafe normalised.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        normalised.append(Self.separator)
        places.append(
            assay_token_place(
                start: UInt32(truncatingIfNeeded: byteRange.lowerBound),
                end: UInt32(truncatingIfNeeded: byteRange.upperBound),
                normalised_end: UInt32(truncatingIfNeeded: normalised.count)))
        return true
    }

    /// Appends what `body` writes, which is at most so many tokens and so many normalised bytes.
    @inline(__always)
    private mutating func collect(
        tokenCount: Int, byteCount: Int, _ body: (inout assay_token_collection) -> Void
    ) {
        var collection = unsafe assay_token_collection()
        unsafe collection.normalised_base = UInt32(truncatingIfNeeded: normalised.count)
        // Taken out, since closures within closures cannot each have a part of `self`.
        var hashes: [UInt64] = []
        var places: [assay_token_place] = []
        var normalised: [UInt8] = []
        swap(&hashes, &self.hashes)
        swap(&places, &self.places)
        swap(&normalised, &self.normalised)
        // Safe: `body` is given room and says how much of it it has filled.
        hashes.append(addingCapacity: keepsHashes ? tokenCount : 0) { hashes in
            unsafe hashes.withUnsafeMutableBufferPointer { hashes, hashCount in
                places.append(addingCapacity: tokenCount) { places in
                    unsafe places.withUnsafeMutableBufferPointer { places, placeCount in
                        normalised.append(addingCapacity: byteCount) { normalised in
                            unsafe normalised.withUnsafeMutableBufferPointer { normalised, normalisedCount in
                                unsafe collection.hashes = keepsHashes ? hashes.baseAddress : nil
                                unsafe collection.places = places.baseAddress
                                unsafe collection.normalised = normalised.baseAddress
                                unsafe body(&collection)
                                unsafe normalisedCount = collection.normalised_count
                            }
                        }
                        unsafe placeCount = collection.token_count
                    }
                }
                if keepsHashes { unsafe hashCount = collection.token_count }
            }
        }
        swap(&hashes, &self.hashes)
        swap(&places, &self.places)
        swap(&normalised, &self.normalised)
    }

    /// The normalised bytes of `count` tokens from `first` on, with their separators.
    @inline(__always)
    func normalisedRange(from first: Int, count: Int) -> Range<Int> {
        let start = first == 0 ? 0 : Int(places[first - 1].normalised_end)
        return start..<Int(places[first + count - 1].normalised_end)
    }

    /// Whether `count` tokens from `first` on equal as many of `other` from `otherFirst` on. Requires `count > 0`.
    func equals(from first: Int, _ other: TokenizedText, from otherFirst: Int, count: Int) -> Bool {
        let mine = normalisedRange(from: first, count: count)
        let its = other.normalisedRange(from: otherFirst, count: count)
        return normalised.span.extracting(mine).isEqual(to: other.normalised.span.extracting(its))
    }

    /// The bytes of the text from the first of `count` tokens to the last.
    func byteRange(from first: Int, count: Int) -> Range<Int> {
        Int(places[first].start)..<Int(places[first + count - 1].end)
    }
}
