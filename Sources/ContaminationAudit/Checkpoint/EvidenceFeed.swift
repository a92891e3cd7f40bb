import ByteIO

/// Joins the shards' lines of evidence to one file, in the shards' order.
///
/// One thread at a time.
struct EvidenceFeed {
    /// A shard of more lines than this ends with a flush: what was joined up to there can be read while the run goes on. By
    /// the size alone, so that the file does not depend on how a shard's lines came to it.
    static let flushedByteCount = 256 << 10

    let output: OutputFile

    /// Writes a shard's lines to the output: those in its checkpoint, or in the file at `path`.
    ///
    /// Throws if they are not the lines that the checkpoint was made of.
    func append(_ evidence: StoredEvidence, path: String) throws(AssayError) {
        try copy(evidence, path: path)
        try end(evidence.byteCount)
    }

    /// Writes a shard's lines, the next ones of `stream`, to the output; throws as above.
    func append(_ evidence: StoredEvidence, from stream: ByteStream, path: String) throws(AssayError) {
        try copy(evidence, from: stream, path: path)
        try end(evidence.byteCount)
    }

    private func end(_ byteCount: Int) throws(AssayError) {
        if byteCount > Self.flushedByteCount { try output.flush(isSynced: false) }
    }

    // MARK: A shard whose turn it is

    /// The shard's first lines, which had to wait; throws as above.
    func copy(_ evidence: StoredEvidence, path: String) throws(AssayError) {
        if evidence.byteCount == 0 { return }
        if case .inline(let frame) = evidence.place {
            var lines: [UInt8] = []
            try Zstd.decompress(frame.span, byteCount: evidence.byteCount, into: &lines)
            guard XXH3.hash128(lines.span) == evidence.hash else { throw Self.damaged(path) }
            try output.write(lines)
            return
        }
        let stream = try ByteStream(path: path)
        try copy(evidence, from: stream, path: path)
        var rest = [UInt8](repeating: 0, count: 1)
        guard try stream.read(into: &rest, at: 0) == 0 else { throw Self.damaged(path) }
    }

    /// The shard's next lines.
    func write(_ lines: [UInt8]) throws(AssayError) { try output.write(lines) }

    /// Ends the shard, of more than `flushedByteCount`, and waits until its lines are on the disk.
    func endWritten() throws(AssayError) { try output.flush(isSynced: true) }

    private func copy(_ evidence: StoredEvidence, from stream: ByteStream, path: String) throws(AssayError) {
        var hash = XXH3Stream()
        try Self.forEachPiece(of: evidence.byteCount, from: stream, path: path) { piece throws(AssayError) in
            hash.update(piece.span)
            try output.write(piece)
        }
        guard hash.digest128() == evidence.hash else { throw Self.damaged(path) }
    }

    /// Calls `body` with the next `byteCount` bytes of `stream`, a piece at a time; throws as above where there are fewer.
    static func forEachPiece(
        of byteCount: Int, from stream: ByteStream, path: String, _ body: ([UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        var rest = byteCount
        var buffer: [UInt8] = []
        while rest > 0 {
            let count = min(rest, 1 << 18)
            if buffer.count != count { buffer = [UInt8](repeating: 0, count: count) }
            guard try stream.read(into: &buffer, at: 0) == count else { throw damaged(path) }
            try body(buffer)
            rest -= count
        }
    }

    static func damaged(_ path: String) -> AssayError {
        AssayError("is not what its checkpoint was made with: it was changed or damaged; run it again", path: path)
    }
}
