#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a finished output file holds, for a manifest.
package struct StoredFile: Sendable, Equatable {
    /// Stored (compressed) bytes.
    package var byteCount: Int
    /// XXH3-128 of the stored bytes, in 32 hexadecimal digits.
    package var hash: String

    package init(byteCount: Int, hash: String) {
        self.byteCount = byteCount
        self.hash = hash
    }
}

/// A file that appears under its name only when it is complete and on the disk.
///
/// Bytes go to a temporary file in the same folder; `finish` renames it. A file that is not finished leaves nothing
/// behind, unless it was given a path of its own until then. The stored bytes depend on the content, compression, level,
/// whether there are workers, and where it was flushed; not on how the content was cut into writes. Not thread-safe: one
/// owner at a time.
@safe package final class OutputFile {
    /// The codecs see pieces of this size, whatever the caller writes: their output depends on the cuts.
    private static let pieceByteCount = 128 << 10

    /// The final path, as the caller gave it.
    package let path: String
    /// Decompressed bytes written so far.
    package private(set) var contentByteCount = 0

    /// Where the file will be: `path`, or what it links to.
    private let finalPath: String
    private let temporaryPath: String
    private let keepsUnfinished: Bool
    private let sink: StoredByteSink
    private let encoder: any StreamEncoder
    /// Owned: allocated in `init`, freed in `deinit`, never handed out.
    private let piece: UnsafeMutableRawBufferPointer
    private var pieceFill = 0
    private var isOpen = true

    /// Creates the temporary file.
    ///
    /// `level` is the codec's (zstd's own scale; 1 to 9 for gzip). `workerCount` is the number of threads zstd starts: 0
    /// compresses on the calling thread; all counts from 1 on give the same bytes. `unfinishedPath`, on the same file system,
    /// is where the file is until it is finished, and where it stays if it never is: all up to the last `flush` can be read
    /// there. Throws if the folder is absent or not writable, if `path` is there and is not a file, or if there is anything at
    /// `unfinishedPath`.
    package convenience init(
        path: String, compression: ByteStream.Compression = .none, level: Int32 = 3, workerCount: Int32 = 0,
        unfinishedPath: String? = nil
    ) throws(AssayError) {
        try self.init(
            path: path, compression: compression, level: level, workerCount: workerCount,
            unfinishedPath: unfinishedPath, calls: .system)
    }

    init(
        path: String, compression: ByteStream.Compression, level: Int32, workerCount: Int32,
        unfinishedPath: String? = nil, calls: SystemCalls
    ) throws(AssayError) {
        self.path = path
        finalPath = try Self.finalPath(for: path)
        let encoder: any StreamEncoder =
            switch compression {
            case .none: PlainEncoder()
            case .zstd: try ZstdStreamEncoder(level: level, workerCount: workerCount, name: path)
            case .gzip: try GzipStreamEncoder(level: level, name: path)
            }
        self.encoder = encoder
        keepsUnfinished = unfinishedPath != nil
        temporaryPath = unfinishedPath ?? Self.freeTemporaryPath(for: finalPath)
        sink = StoredByteSink(
            descriptor: try FileDescriptor(
                path: temporaryPath, name: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o666,
                action: "create the file", calls: calls),
            name: path)
        unsafe piece = .allocate(byteCount: Self.pieceByteCount, alignment: 64)
    }

    deinit {
        discard()
        unsafe piece.deallocate()
    }

    /// Adds `bytes` at the end. After an error the file can only be discarded.
    package func write(_ bytes: [UInt8]) throws(AssayError) {
        try write(bytes.span)
    }

    /// Adds `bytes` at the end. After an error the file can only be discarded.
    package func write(_ bytes: Span<UInt8>) throws(AssayError) {
        // Safe: the bytes are only read, during the call.
        try unsafe bytes.withUnsafeBytes { bytes throws(AssayError) in try unsafe write(bytes) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(AssayError) {
        guard isOpen else { throw AssayError("the file was written to after its end", path: path) }
        contentByteCount += bytes.count
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            if unsafe pieceFill == 0 && rest.count >= Self.pieceByteCount {
                // A whole piece needs no copy.
                try unsafe encode(UnsafeRawBufferPointer(rebasing: rest.prefix(Self.pieceByteCount)))
                unsafe rest = rest.dropFirst(Self.pieceByteCount)
                continue
            }
            // Safe: `count` is within what both sides hold.
            let count = unsafe min(rest.count, Self.pieceByteCount - pieceFill)
            unsafe UnsafeMutableRawBufferPointer(rebasing: piece[pieceFill...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
            pieceFill += count
            unsafe rest = rest.dropFirst(count)
            if pieceFill == Self.pieceByteCount {
                pieceFill = 0
                try unsafe encode(UnsafeRawBufferPointer(piece))
            }
        }
    }

    /// Makes the content so far readable where the file is, and waits until it is on the disk if `isSynced`.
    package func flush(isSynced: Bool) throws(AssayError) {
        guard isOpen else { throw AssayError("the file was written to after its end", path: path) }
        // Safe: `pieceFill` is within the piece's bounds.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: piece[..<pieceFill])
        pieceFill = 0
        try unsafe encode(rest, .flush)
        if isSynced { try sink.sync() }
    }

    private func encode(_ piece: UnsafeRawBufferPointer, _ end: PieceEnd = .more) throws(AssayError) {
        do {
            try unsafe encoder.encode(piece, end, to: sink)
        } catch {
            // A codec that has lost output must not go on as if nothing had happened.
            discard()
            throw error
        }
    }

    /// Writes what remains, waits until the file is on the disk, and gives it its name, replacing a file of that name.
    ///
    /// Throws if the disk is full or a write fails; nothing is left then but what had the name before.
    package func finish() throws(AssayError) -> StoredFile {
        guard isOpen else { throw AssayError("the file was finished twice or after an error", path: path) }
        // Safe: `pieceFill` is within the piece's bounds.
        try unsafe encode(UnsafeRawBufferPointer(rebasing: piece[..<pieceFill]), .last)
        do {
            try sink.close()
            try FileSystem.rename(from: temporaryPath, to: finalPath)
        } catch {
            discard()
            throw AssayError(error.message, path: path)
        }
        isOpen = false
        return StoredFile(byteCount: sink.byteCount, hash: sink.digest().hex)
    }

    /// Removes the temporary file, unless it has a path of its own; does nothing once the file is finished or discarded.
    package func discard() {
        guard isOpen else { return }
        isOpen = false
        sink.abandon()
        if keepsUnfinished { return }
        // Nothing can be done if that fails.
        _ = unsafe unlink(temporaryPath)
    }
}
