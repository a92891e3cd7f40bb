import ByteIO
import CTextScan

/// Reads a text's tokens as they come and stops at the first n-gram that may be in the index.
///
/// This is what every text unit of a dataset goes through; nearly all end here without a candidate. Token hashes are
/// collected and then rolled over in one loop, whose state stays in registers:
///
///     | history: the last n hashes before these | up to 1,024 new hashes |
///
/// Before a text begins its history is zeros, which add nothing to the rolling hash. It allocates nothing after `init`.
struct CandidateScan: TokenSink {
    private static let historyCount = 256
    private static let capacity = 1024
    /// What a block may add beyond `capacity`.
    private static let slack = 40

    private let index: NGramIndex
    private let n: Int
    private let buffer = HashBuffer(count: historyCount + capacity + slack)
    private var newCount = 0
    private var rolling: UInt64 = 0
    /// Tokens of the text that have been rolled over.
    private var rolledCount = 0
    private(set) var hasCandidate = false
    /// A damaged index, met in the middle of a text.
    private(set) var failure: AssayError?

    init(index: NGramIndex) {
        self.index = index
        n = index.n
    }

    /// The tokens read since `reset`; all of them where no candidate was found.
    var tokenCount: Int { rolledCount + newCount }

    mutating func reset() {
        newCount = 0
        rolling = 0
        rolledCount = 0
        hasCandidate = false
        // Safe: the history is `historyCount` long, and n is at most 255.
        for position in Self.historyCount - n..<Self.historyCount { unsafe buffer.hashes[position] = 0 }
    }

    @inline(__always)
    @unsafe mutating func receive(_ block: TokenBlock) -> Bool {
        // Safe: a block has at most 32 tokens, and up to 7 numbers more are written; `newCount` is below `capacity` here.
        let free = unsafe buffer.hashes + (Self.historyCount &+ newCount)
        newCount &+= unsafe Int(assay_hash_block(block.lowered, block.starts, block.ends, free))
        return newCount < Self.capacity || roll()
    }

    @inline(__always)
    @unsafe mutating func receive(
        _ normalised: UnsafePointer<UInt8>, count: Int, hash: UInt64, byteRange: Range<Int>
    ) -> Bool {
        // Safe: `newCount` is below `capacity` here and after every call.
        unsafe buffer.hashes[Self.historyCount &+ newCount] = hash
        newCount &+= 1
        return newCount < Self.capacity || roll()
    }

    /// Takes the tokens that are left when the text has ended.
    mutating func finish() {
        if !hasCandidate, failure == nil { _ = roll() }
    }

    /// Rolls over the new hashes; returns whether to go on.
    @inline(never)
    private mutating func roll() -> Bool {
        // Safe: all positions lie between `historyCount - n` and `historyCount + newCount`.
        let hashes = unsafe buffer.hashes + Self.historyCount
        let factor = index.hashing.outgoingFactor
        let mask = index.hashing.mask
        var rolling = self.rolling
        var position = 0
        // The first n - 1 tokens of a text complete no n-gram.
        let unprobedCount = min(newCount, max(0, n - 1 - rolledCount))
        while position < unprobedCount {
            unsafe rolling = rolling &* NGramHash.base &+ hashes[position]
            position += 1
        }
        // 64 at a time: first the hashes, each of which waits for the one before, then the filter's words, which do not wait
        // for each other: in a large index every one comes from afar.
        let probes = unsafe buffer.probes
        while position < newCount {
            let count = min(64, newCount &- position)
            for probe in 0..<count {
                let token = position &+ probe
                // Only the product with `rolling` waits for the n-gram before.
                let change = unsafe hashes[token] &- hashes[token &- n] &* factor
                rolling = rolling &* NGramHash.base &+ change
                unsafe probes[probe] = rolling & mask
            }
            var passed: UInt64 = 0
            for probe in 0..<count {
                passed |= (unsafe index.mayContain(probes[probe]) ? 1 : 0) << UInt64(truncatingIfNeeded: probe)
            }
            while passed != 0 {
                if unsafe isCandidate(probes[passed.trailingZeroBitCount]) { return false }
                passed &= passed &- 1
            }
            position &+= count
        }
        self.rolling = rolling
        for history in stride(from: n, through: 1, by: -1) { unsafe hashes[-history] = hashes[newCount - history] }
        rolledCount += newCount
        newCount = 0
        return true
    }

    @inline(never)
    private mutating func isCandidate(_ hash: UInt64) -> Bool {
        do {
            hasCandidate = try index.hasCandidate(hash)
        } catch {
            failure = error
            return true
        }
        return hasCandidate
    }
}

/// Memory for token hashes. Owned by one scan.
@safe private final class HashBuffer {
    let hashes: UnsafeMutablePointer<UInt64>
    /// The n-gram hashes that are looked up next, 64 at most.
    let probes: UnsafeMutablePointer<UInt64>

    init(count: Int) {
        unsafe probes = .allocate(capacity: 64)
        unsafe probes.initialize(repeating: 0, count: 64)
        unsafe hashes = .allocate(capacity: count)
        unsafe hashes.initialize(repeating: 0, count: count)
    }

    deinit {
        unsafe hashes.deallocate()
        unsafe probes.deallocate()
    }
}
