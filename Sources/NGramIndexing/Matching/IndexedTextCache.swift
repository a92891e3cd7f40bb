import ByteIO
import Synchronization

/// One item text: its UTF-8 as its benchmark gives it, and its tokens.
final class IndexedText: Sendable {
    let bytes: [UInt8]
    let tokens: TokenizedText

    init(_ bytes: [UInt8], _ tokens: TokenizedText) {
        self.bytes = bytes
        self.tokens = tokens
    }
}

/// Item texts that were hit lately, tokenised: confirming a hit must not cost decompressing a block each time.
///
/// Shared by all workers; holds at most some 16 MiB and forgets everything when that is full, which keeps memory bounded
/// whatever the index's size. Thread-safe.
package final class IndexedTextCache: Sendable {
    private struct State {
        var texts: [Int: IndexedText] = [:]
        var byteCount = 0
    }

    private let state = Mutex(State())
    private let capacityByteCount: Int

    package init(capacityByteCount: Int = 16 << 20) { self.capacityByteCount = capacityByteCount }

    /// Forgets all texts.
    package func removeAll() { state.withLock { $0 = State() } }

    func text(_ number: Int, of index: NGramIndex, _ tokenizer: inout Tokenizer) throws(AssayError) -> IndexedText {
        if let known = state.withLock({ $0.texts[number] }) { return known }
        var tokens = TokenizedText(keepsHashes: false)
        let bytes = try index.text(number)
        tokenizer.tokenize(bytes.span, into: &tokens)
        tokens.shrink()
        let expectedCount = try index.tokenCount(ofText: number)
        guard tokens.count == expectedCount else { throw index.damaged(.texts) }
        let text = IndexedText(bytes, tokens)
        let byteCount = 200 + bytes.count + tokens.normalised.count + 12 * tokens.count
        state.withLock { state in
            if state.byteCount + byteCount > capacityByteCount { state = State() }
            state.texts[number] = text
            state.byteCount += byteCount
        }
        return text
    }
}
