/// Bytes that grow at the end: in memory up to a limit, from then on in a temporary file.
///
/// In memory they lie in pieces, so that growing copies nothing. Not thread-safe: one owner at a time.
package final class SpillingBytes {
    /// A MiB, nearly: rows of 12 or 16 bytes fill it without rest.
    package static let pieceByteCount = 48 * 21_845

    package private(set) var count = 0
    private let limit: Int
    private let path: String
    /// Everything, or what is not yet in the file; all but the last are full.
    private var pieces: [[UInt8]] = []
    private var file: TemporaryFile?
    private var hash = XXH3Stream()

    /// - Parameters:
    ///   - limit: how many bytes stay in memory.
    ///   - path: the file that is being written; the temporary file goes beside it.
    package init(limit: Int, path: String) {
        self.limit = limit
        self.path = path
    }

    /// XXH3-64 of all bytes so far.
    package var checksum: UInt64 { hash.digest64() }

    package func append(_ bytes: Span<UInt8>) throws(AssayError) {
        hash.update(bytes)
        count += bytes.count
        var start = 0
        while start < bytes.count {
            let room = Self.pieceByteCount - (pieces.last?.count ?? Self.pieceByteCount)
            if room == 0 {
                try addPiece()
                continue
            }
            let end = min(start + room, bytes.count)
            // The span is read during the call only.
            let last = pieces.count - 1
            unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { unsafe pieces[last].append(contentsOf: $0) }
            start = end
        }
    }

    package func append(_ bytes: [UInt8]) throws(AssayError) { try append(bytes.span) }

    /// Numbers in this machine's byte order, for what is read back here, or whose bytes are in the file's order already.
    package func append(words: [UInt64]) throws(AssayError) {
        // Safe: numbers have no padding, and the bytes are read during the call only.
        try unsafe words.withUnsafeBufferPointer { words throws(AssayError) in
            let bytes = UnsafeRawBufferPointer(words)
            try unsafe append(Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self)))
        }
    }

    /// The same for numbers of 32 bits.
    package func append(numbers: [UInt32]) throws(AssayError) {
        // Safe: as above.
        try unsafe numbers.withUnsafeBufferPointer { numbers throws(AssayError) in
            let bytes = UnsafeRawBufferPointer(numbers)
            try unsafe append(Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self)))
        }
    }

    /// Whether the `byteCount` bytes at two offsets are the same. Requires that so many were appended.
    package func isEqual(at first: Int, and second: Int, count byteCount: Int) throws(AssayError) -> Bool {
        let (firstPlace, secondPlace) = (first % Self.pieceByteCount, second % Self.pieceByteCount)
        if file == nil, max(firstPlace, secondPlace) + byteCount <= Self.pieceByteCount {
            let (left, right) = (pieces[first / Self.pieceByteCount], pieces[second / Self.pieceByteCount])
            return left.span.extracting(firstPlace..<firstPlace + byteCount)
                .isEqual(to: right.span.extracting(secondPlace..<secondPlace + byteCount))
        }
        var (left, right): ([UInt8], [UInt8]) = ([], [])
        try read(at: first, count: byteCount, into: &left)
        try read(at: second, count: byteCount, into: &right)
        return left.span.isEqual(to: right.span)
    }

    /// Makes room for a piece, in memory or by writing what is there.
    private func addPiece() throws(AssayError) {
        let isFull = file != nil || (pieces.count + 1) * Self.pieceByteCount > limit
        if isFull, !pieces.isEmpty {
            try flush()
            return
        }
        var piece: [UInt8] = []
        piece.reserveCapacity(Self.pieceByteCount)
        pieces.append(piece)
    }

    private func flush() throws(AssayError) {
        let file: TemporaryFile
        if let known = self.file { file = known } else { file = try TemporaryFile(beside: path) }
        self.file = file
        var full: [[UInt8]] = []
        swap(&full, &pieces)
        for piece in full { try file.append(piece.span.rawSpan) }
        // The first piece's memory goes on to be used.
        full.removeLast(full.count - 1)
        full[0].removeAll(keepingCapacity: true)
        swap(&full, &pieces)
    }

    /// Sets `buffer` to the `byteCount` bytes at `offset`. Requires that so many were appended.
    package func read(at offset: Int, count byteCount: Int, into buffer: inout [UInt8]) throws(AssayError) {
        if let file {
            if offset + byteCount > file.byteCount { try flush() }
            return try file.read(at: offset, count: byteCount, into: &buffer)
        }
        buffer.removeAll(keepingCapacity: true)
        var start = offset
        let end = offset + byteCount
        while start < end {
            let place = start % Self.pieceByteCount
            let stop = min(place + end - start, Self.pieceByteCount)
            buffer.append(contentsOf: pieces[start / Self.pieceByteCount][place..<stop])
            start += stop - place
        }
    }

    /// Hands all bytes to `body`, in order, in pieces of which all but the last are `pieceByteCount` long.
    package func forEachPiece(_ body: (Span<UInt8>) throws(AssayError) -> Void) throws(AssayError) {
        guard file != nil else {
            for piece in pieces { try body(piece.span) }
            return
        }
        var buffer: [UInt8] = []
        var offset = 0
        while offset < count {
            try read(at: offset, count: min(Self.pieceByteCount, count - offset), into: &buffer)
            try body(buffer.span)
            offset += buffer.count
        }
    }
}

extension Span<UInt8> {
    /// Whether both are the same bytes: eight at a time, where the comparison of arrays takes one.
    package func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let (mine, its) = (rawSpan, other.rawSpan)
        var offset = 0
        while offset + 8 <= count {
            if mine.uint64(at: offset) != its.uint64(at: offset) { return false }
            offset += 8
        }
        while offset < count {
            if self[offset] != other[offset] { return false }
            offset += 1
        }
        return true
    }
}
