import ByteIO

/// A key and what belongs to it.
struct Pair {
    var key: UInt64
    var value: UInt64

    static let byteCount = 16
}

/// A fixed room for pairs, and a second one of the same size to sort them with.
///
/// Memory is touched only as far as pairs are added. Not thread-safe: one owner at a time.
@safe final class PairBuffer {
    let capacity: Int
    private(set) var count = 0
    /// Owned: allocated in `init`, freed in `deinit`, never handed out; `capacity` pairs each.
    private var pairs: UnsafeMutablePointer<Pair>
    private var scratch: UnsafeMutablePointer<Pair>

    init(capacity: Int) {
        self.capacity = capacity
        unsafe pairs = .allocate(capacity: capacity)
        unsafe scratch = .allocate(capacity: capacity)
    }

    deinit {
        unsafe pairs.deallocate()
        unsafe scratch.deallocate()
    }

    var isFull: Bool { count == capacity }

    /// Requires that the buffer is not full.
    @inline(__always)
    func append(key: UInt64, value: UInt64) {
        precondition(count < capacity)
        unsafe (pairs + count).initialize(to: Pair(key: key, value: value))
        count += 1
    }

    subscript(index: Int) -> Pair {
        @inline(__always) get {
            precondition(index >= 0 && index < count)
            return unsafe pairs[index]
        }
    }

    func removeAll() { count = 0 }

    /// The pairs as they lie in memory.
    func withBytes(_ body: (RawSpan) throws(AssayError) -> Void) throws(AssayError) {
        // Safe: `count` pairs are initialised, and nobody changes them during the call.
        try unsafe body(RawSpan(_unsafeStart: UnsafeRawPointer(pairs), byteCount: count * Pair.byteCount))
    }

    /// Sorts by key; pairs of equal keys keep their order.
    ///
    /// By the keys' upper 40 bits, eight at a time from the lowest (a radix sort); what is then out of order, rare in
    /// hashes, is put right by insertion.
    func sort() {
        guard count > 1 else { return }
        let digitCount = 5
        var starts = [Int](repeating: 0, count: 256 * digitCount)
        for index in 0..<count {
            let key = unsafe pairs[index].key
            for digit in 0..<digitCount { starts[digit << 8 | Self.digit(key, digit)] += 1 }
        }
        for digit in 0..<digitCount {
            let row = digit << 8
            // All keys have the same digit: nothing moves.
            if starts[row | Self.digit(self[0].key, digit)] == count { continue }
            var start = 0
            for value in row..<row + 256 {
                let next = start + starts[value]
                starts[value] = start
                start = next
            }
            scatter(by: digit, &starts)
            unsafe swap(&pairs, &scratch)
        }
        insertOutOfPlace()
    }

    @inline(__always)
    private static func digit(_ key: UInt64, _ digit: Int) -> Int {
        Int(truncatingIfNeeded: key >> UInt64(truncatingIfNeeded: 24 &+ 8 &* digit) & 0xFF)
    }

    private func scatter(by digit: Int, _ starts: inout [Int]) {
        let row = digit << 8
        unsafe starts.withUnsafeMutableBufferPointer { starts in
            for index in 0..<count {
                let pair = unsafe pairs[index]
                let value = row | Self.digit(pair.key, digit)
                let place = unsafe starts[value]
                unsafe starts[value] = place &+ 1
                // Safe: the starts are the counts' sums, so each place is below `count` and taken once.
                unsafe (scratch + place).initialize(to: pair)
            }
        }
    }

    private func insertOutOfPlace() {
        for index in 1..<count {
            let pair = unsafe pairs[index]
            var place = index
            while place > 0, unsafe pairs[place - 1].key > pair.key {
                unsafe pairs[place] = pairs[place - 1]
                place -= 1
            }
            if place < index { unsafe pairs[place] = pair }
        }
    }
}
