import ByteIO

/// Sorts pairs by key, those of equal keys in the order they were added, in bounded memory.
///
/// Past a limit, sorted runs go to a temporary file and are merged at the end. Not thread-safe: one owner at a time.
final class PairSorter {
    private let path: String
    private var buffer: PairBuffer
    private var file: TemporaryFile?
    /// Where each run begins in the file, and where the last one ends, in pairs.
    private var runStarts = [0]
    private var runs: [RunReader] = []
    /// The runs that have pairs left, as a heap by their next key, then their number.
    private var heap: [(key: UInt64, run: Int)] = []
    private var position = 0

    /// - Parameter limit: the bytes of memory to use.
    init(limit: Int, path: String) {
        self.path = path
        buffer = PairBuffer(capacity: max(256, limit / (2 * Pair.byteCount)))
    }

    @inline(__always)
    func add(key: UInt64, value: UInt64) throws(AssayError) {
        if buffer.isFull { try spill() }
        buffer.append(key: key, value: value)
    }

    private func spill() throws(AssayError) {
        buffer.sort()
        let file: TemporaryFile
        if let known = self.file { file = known } else { file = try TemporaryFile(beside: path) }
        self.file = file
        try buffer.withBytes { bytes throws(AssayError) in try file.append(bytes) }
        runStarts.append(file.byteCount / Pair.byteCount)
        buffer.removeAll()
    }

    /// Ends the adding: from now on `next` gives the pairs.
    func finish() throws(AssayError) {
        guard file != nil else { return buffer.sort() }
        if buffer.count > 0 { try spill() }
        let runCount = runStarts.count - 1
        // Half the memory the pairs had is enough to read them back.
        let pairCount = min(1 << 16, max(256, buffer.capacity / runCount))
        buffer = PairBuffer(capacity: 1)
        for run in 0..<runCount {
            runs.append(RunReader(next: runStarts[run], end: runStarts[run + 1], pairCount: pairCount))
            if let file, let pair = try runs[run].take(from: file) {
                runs[run].head = pair
                heap.append((pair.key, run))
                rise(heap.count - 1)
            }
        }
    }

    /// The next pair in order; `nil` when there is none left.
    @inline(__always)
    func next() throws(AssayError) -> Pair? {
        guard file == nil else { return try nextMerged() }
        guard position < buffer.count else { return nil }
        position += 1
        return buffer[position - 1]
    }

    private func nextMerged() throws(AssayError) -> Pair? {
        guard let file, let first = heap.first else { return nil }
        let pair = runs[first.run].head
        if let following = try runs[first.run].take(from: file) {
            runs[first.run].head = following
            heap[0].key = following.key
        } else {
            let last = heap.removeLast()
            if heap.isEmpty { return pair }
            heap[0] = last
        }
        sink()
        return pair
    }

    private func rise(_ start: Int) {
        var place = start
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private func sink() {
        var place = 0
        while true {
            var least = place
            for child in 2 * place + 1...2 * place + 2 where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            if least == place { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}

/// Reads one run's pairs, many at once.
private struct RunReader {
    /// The next pair to be read from the file, and the run's end.
    var next: Int
    let end: Int
    let pairCount: Int
    var head = Pair(key: 0, value: 0)
    private var bytes: [UInt8] = []
    private var offset = 0

    init(next: Int, end: Int, pairCount: Int) {
        self.next = next
        self.end = end
        self.pairCount = pairCount
    }

    mutating func take(from file: TemporaryFile) throws(AssayError) -> Pair? {
        if offset == bytes.count {
            let count = min(pairCount, end - next)
            if count == 0 { return nil }
            try file.read(at: next * Pair.byteCount, count: count * Pair.byteCount, into: &bytes)
            next += count
            offset = 0
        }
        // Written by this process: in its own byte order, without padding.
        let start = offset
        offset += Pair.byteCount
        let span = bytes.span.rawSpan
        return unsafe span.unsafeLoadUnaligned(fromByteOffset: start, as: Pair.self)
    }
}
