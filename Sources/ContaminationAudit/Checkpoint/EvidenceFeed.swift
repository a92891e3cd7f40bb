import ByteIO

/// Joins the shards' lines of evidence to one file, in the shards' order.
///
/// One thread at a time.
struct EvidenceFeed {
    let output: OutputFile

    /// Writes a shard's lines to the output: those in its checkpoint, or in the file at `path`.
    ///
    /// Throws if they are not the lines that the checkpoint was made of.
    func append(_ evidence: StoredEvidence, path: String) throws(AssayError) {
        if evidence.byteCount == 0 { return }
        if case .inline(let frame) = evidence.place {
            var lines: [UInt8] = []
            try Zstd.decompress(frame.span, byteCount: evidence.byteCount, into: &lines)
            guard XXH3.hash128(lines.span) == evidence.hash else { throw Self.damaged(path) }
            try output.write(lines)
            return
        }
        let stream = try ByteStream(path: path)
        try append(evidence, from: stream, path: path)
        var rest = [UInt8](repeating: 0, count: 1)
        guard try stream.read(into: &rest, at: 0) == 0 else { throw Self.damaged(path) }
    }

    /// Writes a shard's lines, the next ones of `stream`, to the output; throws as above.
    func append(_ evidence: StoredEvidence, from stream: ByteStream, path: String) throws(AssayError) {
        var hash = XXH3Stream()
        var rest = evidence.byteCount
        var buffer: [UInt8] = []
        while rest > 0 {
            let count = min(rest, 1 << 18)
            if buffer.count != count { buffer = [UInt8](repeating: 0, count: count) }
            guard try stream.read(into: &buffer, at: 0) == count else { throw Self.damaged(path) }
            hash.update(buffer.span)
            try output.write(buffer)
            rest -= count
        }
        guard hash.digest128() == evidence.hash else { throw Self.damaged(path) }
    }

    private static func damaged(_ path: String) -> AssayError {
        AssayError("is not what its checkpoint was made with: it was changed or damaged; run it again", path: path)
    }
}
