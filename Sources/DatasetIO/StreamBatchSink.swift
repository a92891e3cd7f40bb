internal import ByteIO

/// Writes records as the bytes they were read from.
///
/// If all are kept, the decompressed bytes are those that were read. A JSON array stays one whatever is removed, and a CSV
/// header and a byte order mark stay.
final class StreamBatchSink: BatchSink {
    private var recordCount = 0
    private let format: ShardFormat
    private let path: String
    private let level: Int32
    private let workerCount: Int32
    /// `nil` until the first record, where none is to leave no file.
    private var file: OutputFile?
    /// What stands before the first record, until there is a file.
    private var held: [UInt8] = []
    /// Begins a file at `path`, whose folder has to be there; with `isOptional` not before a record is kept.
    init(
        path: String, format: ShardFormat, isOptional: Bool, level: Int32, workerCount: Int32
    ) throws(AssayError) {
        self.path = path
        self.format = format
        self.level = level
        self.workerCount = workerCount
        if !isOptional { file = try makeFile() }
    }

    private func makeFile() throws(AssayError) -> OutputFile {
        try OutputFile(path: path, compression: format.compression, level: level, workerCount: workerCount)
    }

    func append(_ batch: borrowing RecordBatch, keep: [Bool]) throws(AssayError) {
        if file == nil, keep.contains(true) {
            let file = try makeFile()
            try file.write(held)
            held = []
            self.file = file
        }
        recordCount += try batch.forEachKeptPiece(keep: keep, isFirst: recordCount == 0) {
            (piece) throws(AssayError) in
            if let file { return try file.write(piece) }
            for index in piece.indices { held.append(piece[index]) }
        }
    }

    func finish() throws(AssayError) -> StoredFile? { try file?.finish() }

    func discard() { file?.discard() }
}

extension RecordBatch {
    /// Hands on the pieces of the batch that a cleaned shard has: the shard's beginning, the records kept, the shard's end.
    ///
    /// `isFirst`: no record of the shard has been kept before. Returns how many records were kept.
    borrowing func forEachKeptPiece(
        keep: [Bool], isFirst: Bool, _ body: (Span<UInt8>) throws(AssayError) -> Void
    ) throws(AssayError) -> Int {
        if prologueEnd > 0 { try body(bytes.span.extracting(0..<prologueEnd)) }
        var keptCount = 0
        var index = 0
        while index < keep.count {
            guard keep[index] else {
                index += 1
                continue
            }
            // Records kept in a row stand in a row, with the commas of an array between them.
            let first = index
            while index < keep.count, keep[index] { index += 1 }
            if format.container == .json && !(isFirst && keptCount == 0) { try body([UInt8(ascii: ",")].span) }
            try body(bytes.span.extracting(records[first].outerStart..<records[index - 1].outerEnd))
            keptCount += index - first
        }
        if epilogueStart < byteCount { try body(bytes.span.extracting(epilogueStart..<byteCount)) }
        return keptCount
    }
}
