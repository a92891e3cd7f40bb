package import ByteIO

/// Writes some of a shard's records, byte for byte, in the shard's own container and compression.
///
/// If all are kept, the decompressed bytes are those that were read. A JSON array stays one whatever is removed, and a CSV
/// header and a byte order mark stay. The file appears under its name when `finish` returns. Not thread-safe: one owner
/// at a time.
package final class ShardWriter {
    /// How the shard is stored.
    package let format: ShardFormat
    /// Records written so far.
    package private(set) var recordCount = 0

    private let path: String
    private let level: Int32
    private let workerCount: Int32
    /// `nil` until the first record, where none is to leave no file.
    private var file: OutputFile?
    /// What stands before the first record, until there is a file.
    private var held: [UInt8] = []
    /// The batch that has to come next.
    private var batchIndex = 0

    /// Begins a file at `path`, whose folder has to be there. `level` and `workerCount` are those of `OutputFile`.
    ///
    /// - Parameter isOptional: whether no file is made, and no folder is needed, until a record is kept.
    package init(
        path: String, format: ShardFormat, isOptional: Bool = false, level: Int32 = 3, workerCount: Int32 = 0
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

    /// Writes the records of `batch` for which `keep` holds true, in the order of the batch.
    ///
    /// Batches come in the order in which the shard was read, none left out: the first has the shard's beginning, the last
    /// its end. Throws if one is missing or `keep` has another count, and if the file cannot be written.
    package func append(_ batch: borrowing RecordBatch, keep: [Bool]) throws(AssayError) {
        guard keep.count == batch.records.count else {
            throw AssayError("\(batch.records.count) records, but \(keep.count) decisions on them", path: path)
        }
        guard batch.index == batchIndex else {
            throw AssayError("batch \(batch.index) came where batch \(batchIndex) was due", path: path)
        }
        batchIndex += 1
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

    /// Completes the file and gives it its name; `nil` if there is none.
    package func finish() throws(AssayError) -> StoredFile? { try file?.finish() }

    /// Leaves no file behind; does nothing once it is finished.
    package func discard() { file?.discard() }
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
