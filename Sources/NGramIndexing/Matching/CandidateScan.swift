import ByteIO
import CTextScan

/// Reads the tokens of a record's texts as they come and lists the n-grams that may be in the index.
///
/// This is what every text unit of a dataset goes through; nearly all end here without a candidate. Token hashes are
/// collected, some thousand at a time; then the windows at every few tokens (`WindowHash`) are looked up in the filter, and
/// where one passes, the n-grams around it are candidates. Until a record has one, they are looked up in the table at once:
/// where the filter was wrong, the record ends here. It allocates nothing after `init` but for the list.
struct CandidateScan: TokenSink {
    /// Tokens that are collected before they are looked at. What stays of them is less than 2n, 510 at most.
    private static let capacity = 1536
    /// What a block or a run of ASCII may add beyond `capacity`.
    private static let slack = 40
    /// Windows that are looked up together.
    private static let probeCount = 64

    private let index: NGramIndex
    private let n: Int
    private let windows: WindowHash
    private let buffer = HashBuffer(tokenCount: capacity + slack, probeCount: probeCount)
    /// The text's token that the buffer begins with, and how many it holds.
    private var firstToken = 0
    private var heldCount = 0
    /// The token that the next window to look at begins with.
    private var nextWindow = 0
    /// The n-grams of the record's texts, in order, each text's by position, that neither the filter nor, where it was asked, the
    /// table denies: all that are in the index, and few others.
    var probes: [NGramProbe] = []
    /// A damaged index, met in the middle of a text.
    private var failure: AssayError?

    init(index: NGramIndex) {
        self.index = index
        n = index.n
        windows = index.windows
    }

    /// The tokens of the text at hand.
    var tokenCount: Int { firstToken + heldCount }

    /// Forgets the candidates, for another record.
    mutating func removeAll() { probes.removeAll(keepingCapacity: true) }

    /// Reads the next text of the record, and adds its candidates to ``probes``.
    mutating func read(_ text: Span<UInt8>, _ tokenizer: inout Tokenizer) throws(AssayError) {
        firstToken = 0
        heldCount = 0
        nextWindow = 0
        tokenizer.tokenize(text, into: &self)
        if tokenCount >= n, failure == nil { _ = probe(isAtEnd: true) }
        if let failure { throw failure }
    }

    @unsafe mutating func takeASCII(
        _ text: UnsafePointer<UInt8>, at offset: Int, count: Int, _ rule: ASCIITokenRule
    ) -> Int? {
        var taken = 0
        while true {
            var hashCount = 0
            // Safe: no more than `slack` numbers are written beyond the capacity.
            taken += unsafe assay_hash_ascii(
                text + taken, count - taken, rule.bytes, rule.minimumCharacterCount, buffer.hashes + heldCount,
                Self.capacity - heldCount, &hashCount, rule.instructions)
            heldCount += hashCount
            if heldCount < Self.capacity { return taken }
            if !probe(isAtEnd: false) { return nil }
        }
    }

    @inline(__always)
    @unsafe mutating func receive(_ block: TokenBlock) -> Bool {
        // Safe: a block has at most 32 tokens, and up to 7 numbers more are written; `heldCount` is below `capacity` here.
        let free = unsafe buffer.hashes + heldCount
        heldCount &+= unsafe Int(assay_hash_block(block.lowered, block.starts, block.ends, free))
        return heldCount < Self.capacity || probe(isAtEnd: false)
    }

    @inline(__always)
    @unsafe mutating func receive(
        _ normalised: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>
    ) -> Bool {
        // Safe: `heldCount` is below `capacity` here and after every call.
        unsafe buffer.hashes[heldCount] = hash
        heldCount &+= 1
        return heldCount < Self.capacity || probe(isAtEnd: false)
    }

    /// Looks at the windows whose n-grams have been read, all of them at the end, and lets go of their tokens. Returns whether
    /// to go on.
    @inline(never)
    private mutating func probe(isAtEnd: Bool) -> Bool {
        let windows = self.windows
        let stride = windows.stride
        // The last window to look at, by its place in the buffer.
        let last = heldCount - (isAtEnd ? windows.tokenCount : n)
        var place = nextWindow - firstToken
        let probes = unsafe buffer.probes
        while place <= last {
            // First the hashes, then the filter's words, none of which waits for another: in a large index each comes from
            // afar.
            let count = min(Self.probeCount, (last - place) / stride + 1)
            var tokens = unsafe UnsafePointer(buffer.hashes + place)
            for probe in 0..<count {
                unsafe probes[probe] = windows.hash(tokens)
                unsafe tokens += stride
            }
            var passed: UInt64 = 0
            for probe in 0..<count {
                passed |= (unsafe index.mayContain(window: probes[probe]) ? 1 : 0) << UInt64(truncatingIfNeeded: probe)
            }
            while passed != 0 {
                if !addProbes(nearWindow: place &+ stride &* passed.trailingZeroBitCount) { return false }
                passed &= passed &- 1
            }
            place &+= stride &* count
        }
        nextWindow = firstToken + place
        // The n-grams of the next window begin up to a stride before it.
        let kept = min(heldCount, max(0, place - stride + 1))
        unsafe buffer.hashes.update(from: buffer.hashes + kept, count: heldCount - kept)
        firstToken += kept
        heldCount -= kept
        return true
    }

    /// Adds the n-grams that hold the window at `place` in the buffer; those that have not been read whole yet hold a later
    /// window, or the text ends before they do. Returns whether to go on.
    @inline(never)
    private mutating func addProbes(nearWindow place: Int) -> Bool {
        let near = unsafe index.ngrams(
            nearWindow: firstToken + place, buffer.hashes, firstToken: firstToken, tokenCount: tokenCount)
        guard let positions = near else { return true }
        // Safe: the tokens from the first of these n-grams to the end of the last are in the buffer.
        let tokens = unsafe UnsafePointer(buffer.hashes + (positions.lowerBound - firstToken))
        var rolling: UInt64 = 0
        for token in 0..<n - 1 { rolling = unsafe rolling &* NGramHash.base &+ tokens[token] }
        for ngram in 0..<positions.count {
            rolling = unsafe rolling &* NGramHash.base &+ tokens[ngram + n - 1]
            let hash = rolling & index.hashing.mask
            do {
                var isCandidate = !probes.isEmpty
                if !isCandidate { isCandidate = try index.hasCandidate(hash) }
                if isCandidate { probes.append(NGramProbe(position: positions.lowerBound + ngram, hash: hash)) }
            } catch {
                failure = error
                return false
            }
            // `rolling` without its oldest token, as far as the next step is concerned.
            unsafe rolling &-= tokens[ngram] &* index.hashing.leadingFactor
        }
        return true
    }
}

/// Memory for token hashes. Owned by one scan.
@safe private final class HashBuffer {
    let hashes: UnsafeMutablePointer<UInt64>
    /// The hashes of the windows that are looked up next.
    let probes: UnsafeMutablePointer<UInt64>

    init(tokenCount: Int, probeCount: Int) {
        unsafe hashes = .allocate(capacity: tokenCount)
        unsafe hashes.initialize(repeating: 0, count: tokenCount)
        unsafe probes = .allocate(capacity: probeCount)
        unsafe probes.initialize(repeating: 0, count: probeCount)
    }

    deinit {
        unsafe hashes.deallocate()
        unsafe probes.deallocate()
    }
}
