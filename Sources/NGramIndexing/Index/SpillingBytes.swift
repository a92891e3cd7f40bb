import ByteIO

/// Bytes that grow at the end: in memory up to a limit, from then on in a temporary file.
///
/// Not thread-safe: one owner at a time.
final class SpillingBytes {
    /// What is written to the file, and read from it in sequence, at once.
    private static let pieceByteCount = 1 << 20

    private(set) var count = 0
    private let limit: Int
    private let path: String
    /// Everything, or what is not yet in the file.
    private var memory: [UInt8] = []
    private var file: TemporaryFile?
    private var hash = XXH3Stream()

    /// - Parameters:
    ///   - limit: how many bytes stay in memory.
    ///   - path: the file that is being written; the temporary file goes beside it.
    init(limit: Int, path: String) {
        self.limit = limit
        self.path = path
    }

    /// XXH3-64 of all bytes so far.
    var checksum: UInt64 { hash.digest64() }

    func append(_ bytes: Span<UInt8>) throws(AssayError) {
        hash.update(bytes)
        count += bytes.count
        if file == nil, memory.count + bytes.count > limit {
            file = try TemporaryFile(beside: path)
            try flush()
        }
        if let file, bytes.count >= Self.pieceByteCount {
            try flush()
            try file.append(bytes.rawSpan)
            return
        }
        // The buffer's capacity follows from the limit or the piece, so that memory stays bounded.
        unsafe bytes.withUnsafeBufferPointer { unsafe memory.append(contentsOf: $0) }
        if file != nil, memory.count >= Self.pieceByteCount { try flush() }
    }

    func append(_ bytes: [UInt8]) throws(AssayError) { try append(bytes.span) }

    private func flush() throws(AssayError) {
        guard let file, !memory.isEmpty else { return }
        var pending: [UInt8] = []
        swap(&pending, &memory)
        try file.append(pending.span.rawSpan)
        if pending.capacity > 4 * Self.pieceByteCount { return }
        pending.removeAll(keepingCapacity: true)
        swap(&pending, &memory)
    }

    /// Sets `buffer` to the `byteCount` bytes at `offset`. Requires that so many were appended.
    func read(at offset: Int, count byteCount: Int, into buffer: inout [UInt8]) throws(AssayError) {
        if let file {
            if offset + byteCount > file.byteCount { try flush() }
            try file.read(at: offset, count: byteCount, into: &buffer)
        } else {
            buffer.removeAll(keepingCapacity: true)
            buffer.append(contentsOf: memory[offset..<offset + byteCount])
        }
    }

    /// Hands all bytes to `body`, in order, in pieces of a multiple of `unit` bytes.
    func forEachPiece(unit: Int = 1, _ body: (Span<UInt8>) throws(AssayError) -> Void) throws(AssayError) {
        guard file != nil else {
            let bytes = memory
            return try body(bytes.span)
        }
        let pieceByteCount = Self.pieceByteCount / unit * unit
        var buffer: [UInt8] = []
        var offset = 0
        while offset < count {
            let byteCount = min(pieceByteCount, count - offset)
            try read(at: offset, count: byteCount, into: &buffer)
            try body(buffer.span)
            offset += byteCount
        }
    }
}
