import CTextScan

/// The ASCII tokens that lie within one block of 64 bytes, each of at least one byte.
@unsafe struct TokenBlock {
    /// The block, A-Z as a-z, with 16 readable bytes behind it; valid during the call.
    var lowered: UnsafePointer<UInt8>
    /// A bit for each token's first byte, and for the byte behind its last.
    var starts: UInt64
    var ends: UInt64
    /// Where the block begins in the text.
    var offset: Int
}

/// What a tokeniser hands its tokens to.
protocol TokenSink {
    /// Takes the tokens at the start of `text` that lie in whole blocks of ASCII, as far as the sink can do that faster than
    /// by being handed them; `text` begins at a token's border.
    ///
    /// Returns how many bytes were taken, up to another border, or `nil` when the sink has enough.
    @unsafe mutating func takeASCII(_ text: UnsafePointer<UInt8>, count: Int, _ rule: ASCIITokenRule) -> Int?

    /// Some tokens, in order; the same as handing them on one by one.
    @unsafe mutating func receive(_ block: TokenBlock) -> Bool

    /// One token: its normalised bytes (valid during the call), their hash (`assay_hash_token`), and the bytes of the text it stands in.
    ///
    /// Returns whether to go on: a sink that has enough may still be handed some more.
    @unsafe mutating func receive(_ normalised: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>)
        -> Bool
}

/// What tells the tokens of ASCII text, for the C loops.
struct ASCIITokenRule {
    /// One of `assay_ascii_rule`.
    var bytes: Int32
    /// Tokens of fewer characters vanish: 1 or 2.
    var minimumCharacterCount: Int32
    /// One of `assay_instructions`.
    var instructions: Int32
}

extension TokenSink {
    @inline(__always)
    @unsafe mutating func takeASCII(_ text: UnsafePointer<UInt8>, count: Int, _ rule: ASCIITokenRule) -> Int? { 0 }

    @inline(__always)
    @unsafe mutating func receiveOneByOne(_ block: TokenBlock) -> Bool {
        var starts = unsafe block.starts
        var ends = unsafe block.ends
        while starts != 0 {
            let start = starts.trailingZeroBitCount
            let end = ends.trailingZeroBitCount
            let bytes = unsafe block.lowered + start
            let hash = unsafe assay_hash_token_padded(bytes, end - start)
            let range = unsafe block.offset + start..<block.offset + end
            if !(unsafe receive(bytes, count: end - start, hash: hash, byteRange: range)) { return false }
            starts &= starts &- 1
            ends &= ends &- 1
        }
        return true
    }
}

/// Cuts a text into the tokens of a profile, in one pass and without memory in proportion to the text.
///
/// ASCII goes 64 bytes at a time: two bit masks say which bytes belong to tokens and which are not ASCII, and a token that
/// ends within the block is hashed where it lies. Any other code point, and an ASCII one right before it (a mark may follow
/// and change it), goes through the code point table; only chunks of several code points that could interact are folded as
/// a whole. Cost: linear in the text. One thread at a time.
struct Tokenizer {
    let profile: Profile
    private let folding: any CodePointFolding
    private var table: CodePointTable
    private var cache = ChunkCache()
    /// The normalised bytes of a token that is not finished.
    private var pending: [UInt8] = []
    private var chunk: [UInt32] = []
    private var folded: [UInt32] = []
    private let block = BlockBuffer()
    private let minimumTokenCodePoints: Int
    private let rule: ASCIITokenRule

    private enum Open { case none, spaced, single }
    private var open = Open.none
    private var openStart = 0
    private var openEnd = 0
    private var openCodePointCount = 0

    /// - Parameter instructions: what the C loops may use: the best there is, but for tests.
    init(profile: Profile, instructions: Int32 = assay_best_instructions()) {
        self.profile = profile
        folding = profile.makeFolding()
        table = CodePointTable(folding: folding)
        minimumTokenCodePoints = profile.minimumTokenCodePoints
        rule = ASCIITokenRule(
            bytes: profile.asciiRule.rawValue, minimumCharacterCount: Int32(profile.minimumTokenCodePoints),
            instructions: instructions)
        pending.reserveCapacity(256)
    }

    /// Hands every token of `text` (UTF-8) to `sink`, in order, until it has enough.
    mutating func tokenize<Sink: TokenSink>(_ text: Span<UInt8>, into sink: inout Sink) {
        pending.removeAll(keepingCapacity: true)
        open = .none
        var offset = 0
        while offset < text.count {
            // The pointer is used for reads below `text.count` only.
            let asciiCount = unsafe text.withUnsafeBufferPointer { bytes -> Int? in
                let start = unsafe bytes.baseAddress.unsafelyUnwrapped + offset
                let left = text.count - offset
                if open != .none { return unsafe asciiBlock(start, at: offset, left: left, &sink) }
                guard let count = unsafe sink.takeASCII(start, count: left, rule) else { return nil }
                if count == left { return count }
                return unsafe asciiBlock(start + count, at: offset + count, left: left - count, &sink).map {
                    $0 + count
                }
            }
            guard let asciiCount else { return }
            offset += asciiCount
            // ASCII goes on, as far as the next two bytes tell.
            if offset == text.count { break }
            if text[offset] < 0x80, offset + 1 == text.count || text[offset + 1] < 0x80 { continue }
            // One code point, and then as long as there is no ASCII: a block is not worth classifying for nothing.
            repeat {
                guard let next = codePoints(text, at: offset, &sink) else { return }
                offset = next
            } while offset < text.count && text[offset] >= 0x80
        }
        _ = close(&sink)
    }

    /// Takes the ASCII at the start of the next 64 bytes, all but the one before a byte that is not ASCII.
    ///
    /// A token that may go on behind the block is left to the next one, which then begins where the token does; only one as
    /// long as a block, or one before a byte that is not ASCII, is copied to `pending`. Returns how many bytes it took, or
    /// `nil` when the sink has enough.
    @inline(__always)
    private mutating func asciiBlock<Sink: TokenSink>(
        _ source: UnsafePointer<UInt8>, at offset: Int, left: Int, _ sink: inout Sink
    ) -> Int? {
        let lowered = unsafe block.lowered
        let masks: assay_block_masks
        if left >= 64 {
            unsafe masks = assay_classify_block(source, lowered, rule.bytes, rule.instructions)
        } else {
            unsafe memcpy(block.source, source, left)
            unsafe masks = assay_classify_block(block.source, lowered, rule.bytes, rule.instructions)
        }
        var count = min(64, left)
        let ascii = masks.non_ascii.trailingZeroBitCount
        if ascii < count {
            if ascii == 0 { return 0 }
            count = ascii - 1
        } else if left > 64, unsafe source[64] >= 0x80 {
            count = 63
        }
        if count == 0 { return 0 }
        // Bits from `count` on read as separators, so that no run looks longer than the block.
        let word = masks.word & (count == 64 ? ~0 : (1 << UInt64(count)) - 1)

        var i = 0
        if open != .none {
            if open == .spaced {
                i = (~word).trailingZeroBitCount
                unsafe append(lowered, count: i)
                openCodePointCount += i
                if i > 0 { openEnd = offset + i }
                if i == count { return count }
            }
            if !close(&sink) { return nil }
        }
        // The tokens that begin and end between `i` and `count`; one that ends with the text is whole, unless the block ends
        // there too and has no bit for its end.
        let rest = i == 64 ? 0 : word & (~0 << UInt64(i))
        var starts = rest & ~(rest << 1)
        var ends = (rest << 1) & ~rest
        var unfinished: Int?
        if count == 64 || count != left, rest >> UInt64(count - 1) & 1 != 0 {
            let last = 63 - starts.leadingZeroBitCount
            unfinished = last
            starts &= ~(1 << UInt64(last))
            if count < 64 { ends &= ~(1 << UInt64(count)) }
        }
        if minimumTokenCodePoints == 2 {
            let singles = starts & (ends >> 1)
            starts &= ~singles
            ends &= ~(singles << 1)
        }
        if starts != 0 {
            let tokens = unsafe TokenBlock(lowered: lowered, starts: starts, ends: ends, offset: offset)
            if !(unsafe sink.receive(tokens)) { return nil }
        }
        guard let unfinished else { return count }
        // The next block begins with it, unless that would be this one again or the table must see what follows.
        if count == 64, unfinished > 0 { return unfinished }
        open = .spaced
        openStart = offset + unfinished
        openEnd = offset + count
        openCodePointCount = count - unfinished
        unsafe append(lowered + unfinished, count: count - unfinished)
        return count
    }

    /// Takes one chunk that begins at `offset`; returns where the next begins, or `nil` when the sink has enough.
    private mutating func codePoints<Sink: TokenSink>(_ text: Span<UInt8>, at offset: Int, _ sink: inout Sink) -> Int? {
        let (codePoint, byteCount) = UTF8Coding.decode(text, at: offset)
        let entry = table.entry(codePoint)
        var end = offset + byteCount
        // An ASCII byte always begins a chunk.
        var isAlone = true
        if end < text.count, text[end] >= 0x80 {
            isAlone = table.entry(UTF8Coding.decode(text, at: end).codePoint).beginsChunk
        }
        if isAlone && entry.isSimple {
            return take(entry.folded, class: entry.foldedClass, offset..<end, &sink) ? end : nil
        }
        chunk.removeAll(keepingCapacity: true)
        chunk.append(codePoint)
        if !isAlone {
            while end < text.count, text[end] >= 0x80 {
                let next = UTF8Coding.decode(text, at: end)
                if table.entry(next.codePoint).beginsChunk { break }
                chunk.append(next.codePoint)
                end += next.byteCount
            }
        }
        folded.removeAll(keepingCapacity: true)
        if !cache.find(chunk, into: &folded) {
            folding.fold(chunk, at: offset..<end, of: text, into: &folded)
            if !(chunk.count == 1 && folding.needsContext(codePoint)) { cache.store(chunk, folded) }
        }
        for index in folded.indices {
            let each = folded[index]
            if !take(each, class: table.entry(each).ownClass, offset..<end, &sink) { return nil }
        }
        return end
    }

    /// Takes one folded code point. Returns whether to go on.
    @inline(__always)
    private mutating func take<Sink: TokenSink>(
        _ codePoint: UInt32, class tokenClass: UInt32, _ byteRange: Range<Int>, _ sink: inout Sink
    ) -> Bool {
        switch tokenClass {
        case TokenClass.separator.rawValue:
            return close(&sink)
        case TokenClass.word.rawValue:
            if open == .single, !close(&sink) { return false }
            extend(codePoint, byteRange, as: .spaced)
        case TokenClass.mark.rawValue:
            extend(codePoint, byteRange, as: .spaced)
        case TokenClass.single.rawValue:
            if !close(&sink) { return false }
            extend(codePoint, byteRange, as: .single)
        default:
            break
        }
        return true
    }

    @inline(__always)
    private mutating func extend(_ codePoint: UInt32, _ byteRange: Range<Int>, as kind: Open) {
        if open == .none {
            open = kind
            openStart = byteRange.lowerBound
            openCodePointCount = 0
        }
        openEnd = byteRange.upperBound
        openCodePointCount += 1
        UTF8Coding.encode(codePoint, into: &pending)
    }

    /// Hands on the token that is not finished, if there is one. Returns whether to go on.
    @inline(__always)
    private mutating func close<Sink: TokenSink>(_ sink: inout Sink) -> Bool {
        if open == .none { return true }
        open = .none
        var goesOn = true
        if openCodePointCount >= minimumTokenCodePoints {
            let range = openStart..<openEnd
            // `pending` is not touched during the call.
            unsafe pending.withUnsafeBufferPointer { bytes in
                let base = unsafe bytes.baseAddress.unsafelyUnwrapped
                let hash = unsafe assay_hash_token(base, bytes.count)
                goesOn = unsafe sink.receive(base, count: bytes.count, hash: hash, byteRange: range)
            }
        }
        pending.removeAll(keepingCapacity: true)
        return goesOn
    }

    @inline(__always)
    private mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
        unsafe pending.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
}

/// The two blocks of 64 bytes that the ASCII path works in, the second with 16 bytes to spare. Owned by one tokeniser.
@safe private final class BlockBuffer {
    let source: UnsafeMutablePointer<UInt8>
    let lowered: UnsafeMutablePointer<UInt8>

    init() {
        unsafe source = .allocate(capacity: 64)
        unsafe lowered = .allocate(capacity: 80)
        unsafe source.initialize(repeating: 0, count: 64)
        unsafe lowered.initialize(repeating: 0, count: 80)
    }

    deinit {
        unsafe source.deallocate()
        unsafe lowered.deallocate()
    }
}
