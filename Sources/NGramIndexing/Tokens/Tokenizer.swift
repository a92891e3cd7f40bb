import CTextScan

/// Cuts a text into the tokens of a profile, in one pass and without memory in proportion to the text.
///
/// ASCII goes 64 bytes at a time: two bit masks say which bytes belong to tokens and which are not ASCII, and a token that
/// ends within the block is hashed where it lies. Any other code point, and an ASCII one right before it (a mark may follow
/// and change it), goes through the code point table; only chunks of several code points that could interact are folded as
/// a whole. Cost: linear in the text. One thread at a time.
struct Tokenizer {
    let profile: Profile
    let minimumTokenCodePoints: Int
    private let block = BlockBuffer()
    private let rule: ASCIITokenRule
    /// The token that is not finished.
    var open = OpenToken()

    // For what is not ASCII.
    let folding: any CodePointFolding
    var table: CodePointTable
    var cache = ChunkCache()
    var chunk: [UInt32] = []
    var folded: [UInt32] = []

    /// - Parameter instructions: what the C loops may use: the best there is, but for tests.
    init(profile: Profile, instructions: Int32 = assay_best_instructions()) {
        self.profile = profile
        folding = profile.makeFolding()
        table = CodePointTable(folding: folding)
        minimumTokenCodePoints = profile.minimumTokenCodePoints
        rule = ASCIITokenRule(
            bytes: profile.asciiRule.rawValue, minimumCharacterCount: Int32(profile.minimumTokenCodePoints),
            instructions: instructions)
    }

    /// Hands every token of `text` (UTF-8) to `sink`, in order, until it has enough.
    mutating func tokenize<Sink: TokenSink>(_ text: Span<UInt8>, into sink: inout Sink) {
        open.clear()
        var offset = 0
        while offset < text.count {
            // The pointer is used for reads below `text.count` only.
            let asciiCount = unsafe text.withUnsafeBufferPointer { bytes -> Int? in
                let start = unsafe bytes.baseAddress.unsafelyUnwrapped + offset
                let left = text.count - offset
                if open.kind != .none { return unsafe asciiBlock(start, at: offset, left: left, &sink) }
                guard let count = unsafe sink.takeASCII(start, at: offset, count: left, rule) else { return nil }
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
            // Reads below `text.count` only.
            let next = unsafe text.withUnsafeBufferPointer { unsafe takeCodePoints($0, from: offset, &sink) }
            guard let next else { return }
            offset = next
        }
        _ = close(&sink)
    }

    /// Takes the ASCII at the start of the next 64 bytes, all but the one before a byte that is not ASCII.
    ///
    /// A token that may go on behind the block is left to the next one, which then begins where the token does; only one as
    /// long as a block, or one before a byte that is not ASCII, is copied to `open`. Returns how many bytes it took, or
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
        if open.kind != .none {
            if open.kind == .spaced {
                i = (~word).trailingZeroBitCount
                if i > 0 { unsafe open.append(ascii: lowered, byteRange: offset..<offset + i, as: .spaced) }
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
        unsafe open.append(ascii: lowered + unfinished, byteRange: offset + unfinished..<offset + count, as: .spaced)
        return count
    }

    /// Hands on the token that is not finished, if there is one. Returns whether to go on.
    @inline(__always)
    mutating func close<Sink: TokenSink>(_ sink: inout Sink) -> Bool {
        if open.kind == .none { return true }
        var goesOn = true
        if open.codePointCount >= minimumTokenCodePoints { goesOn = open.hand(to: &sink) }
        open.clear()
        return goesOn
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
