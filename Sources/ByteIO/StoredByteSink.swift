/// An open output file's bytes as stored, hashed on the way. Not thread-safe.
final class StoredByteSink {
    /// The final path, for error messages.
    let name: String
    /// Stored bytes written so far.
    private(set) var byteCount = 0
    private var descriptor: FileDescriptor?
    private var hash = XXH3Stream()

    init(descriptor: consuming FileDescriptor, name: String) {
        self.descriptor = consume descriptor
        self.name = name
    }

    /// Writes all of `bytes`.
    func write(_ bytes: UnsafeRawBufferPointer) throws(AssayError) {
        guard unsafe !bytes.isEmpty else { return }
        guard descriptor != nil else { throw AssayError("the file was written to after its end", path: name) }
        try unsafe descriptor?.write(bytes)
        unsafe hash.update(bytes)
        byteCount += bytes.count
    }

    /// Waits until the bytes are on the disk.
    func sync() throws(AssayError) { try descriptor?.sync() }

    /// Waits until the bytes are on the disk, and closes the file.
    func close() throws(AssayError) {
        try sync()
        try descriptor?.close()
        descriptor = nil
    }

    /// Closes the file without caring for its bytes.
    func abandon() {
        descriptor = nil
    }

    /// The hash of the bytes written so far.
    func digest() -> Hash128 { hash.digest128() }
}
