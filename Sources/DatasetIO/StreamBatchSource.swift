internal import ByteIO

/// Batches of a shard whose records follow each other in one stream of text: JSONL, a JSON array, CSV.
///
/// Memory is bounded by the batch size, or by the longest record where that is more.
final class StreamBatchSource: BatchSource {
    let form: ShardForm

    private let stream: ByteStream
    /// The path as errors name it.
    private let path: String
    private let batchByteCount: Int
    private let maxRecordByteCount: Int
    private var splitter: any Splitter
    private var state = SplitState()
    /// What was read beyond the last batch's records.
    private var carry: [UInt8]
    private var row = 0
    private var batchIndex = 0
    private var isFinished = false

    /// Goes on where `opening` has left `stream`.
    init(
        stream: ByteStream, opening: ShardOpening, path: String, batchByteCount: Int, maxRecordByteCount: Int
    ) {
        self.stream = stream
        self.path = path
        // Positions in a batch have 32 bits, and a batch may grow to twice the larger of both.
        self.batchByteCount = min(max(1, batchByteCount), 1 << 30)
        self.maxRecordByteCount = min(max(1, maxRecordByteCount), 1 << 30)
        carry = opening.bytes
        form = ShardForm(format: ShardFormat(container: opening.container, compression: stream.compression))
        splitter =
            switch opening.container {
            case .json: ArraySplitter(path: path)
            case .csv: CSVSplitter(path: path)
            default: LineSplitter()
            }
        state.isAtEnd = opening.isAtEnd
        state.position = opening.markByteCount
    }

    var storedByteCount: Int { stream.storedByteCount }

    var storedHash: String { stream.storedHash }

    func nextBatch(into batch: inout RecordBatch) throws(AssayError) -> Bool {
        batch.begin(form, firstRow: row, index: batchIndex)
        if isFinished { return false }
        batch.epilogueStart = -1
        var capacity = max(batchByteCount, carry.count)
        resize(&batch.bytes, to: capacity)
        batch.bytes.copy(carry, from: 0, to: carry.count, at: 0)
        state.filled = carry.count
        splitter.restart()
        while true {
            if state.filled < capacity && !state.isAtEnd {
                let room = capacity - state.filled
                let got = try stream.read(into: &batch.bytes, at: state.filled)
                state.filled += got
                state.isAtEnd = got < room
            }
            batch.bytes.append(contentsOf: repeatElement(0, count: RecordBatch.padding))
            let before = batch.records.count
            try splitter.split(&batch, &state)
            try checkLengths(batch, from: before)
            if !batch.records.isEmpty || state.outerStart > 0 || state.isAtEnd { break }
            capacity *= 2
            batch.bytes.reserveCapacity(capacity + RecordBatch.padding)
            resize(&batch.bytes, to: capacity)
        }
        end(&batch)
        return batch.byteCount > 0
    }

    /// Makes `bytes` hold `capacity` bytes, and gives back the room that one long record needed.
    private func resize(_ bytes: inout [UInt8], to capacity: Int) {
        if bytes.capacity > 8 * (capacity + RecordBatch.padding) { bytes = [] }
        if bytes.count > capacity {
            bytes.removeLast(bytes.count - capacity)
        } else {
            bytes.reserveCapacity(capacity + RecordBatch.padding)
            // An array and not `repeatElement`: without the optimiser that one goes byte by byte, a tenth of a second here.
            bytes.append(contentsOf: [UInt8](repeating: 0, count: capacity - bytes.count))
        }
    }

    /// Throws if a record that was found, or the one that is being read, is too long.
    private func checkLengths(_ batch: borrowing RecordBatch, from first: Int) throws(AssayError) {
        for index in first..<batch.records.count
        where batch.records[index].outerEnd - batch.records[index].outerStart > maxRecordByteCount {
            let record = batch.records[index]
            throw tooLong(line: record.line, byteOffset: record.byteOffset(of: 0))
        }
        if state.filled - state.outerStart > maxRecordByteCount, batch.epilogueStart < 0 {
            let place = unfinishedPlace(batch)
            throw tooLong(line: place.line, byteOffset: place.byteOffset)
        }
    }

    /// Where the record that is being read begins: behind what parts it from the one before.
    private func unfinishedPlace(_ batch: borrowing RecordBatch) -> (line: Int, byteOffset: Int) {
        var isOpened = form.format.container != .json || batchIndex > 0 || !batch.records.isEmpty
        var (line, start) = (state.outerLine, state.outerStart)
        loop: while start < state.filled {
            switch batch.bytes[start] {
            case 0x0A: line += 1
            case 0x09, 0x0D, 0x20: break
            case UInt8(ascii: ",") where form.format.container == .json: break
            case UInt8(ascii: "[") where !isOpened: isOpened = true
            default: break loop
            }
            start += 1
        }
        return (line, state.byteOffset + start)
    }

    private func tooLong(line: Int?, byteOffset: Int?) -> AssayError {
        AssayError(
            "a record is longer than \(maxRecordByteCount) bytes; split it or remove it"
                + (maxRecordByteCount < 1 << 30 ? ", or allow more with --memory" : ""), path: path, line: line,
            byteOffset: byteOffset)
    }

    /// Keeps what is left for the next batch.
    private func end(_ batch: inout RecordBatch) {
        batch.byteCount = state.outerStart
        if batch.epilogueStart < 0 { batch.epilogueStart = state.outerStart }
        carry.removeAll(keepingCapacity: true)
        carry.append(contentsOf: batch.bytes[state.outerStart..<state.filled])
        row += batch.records.count
        batchIndex += 1
        isFinished = state.isAtEnd
        state.byteOffset += state.outerStart
        state.line = state.outerLine
        state.outerStart = 0
        state.position = 0
    }
}
