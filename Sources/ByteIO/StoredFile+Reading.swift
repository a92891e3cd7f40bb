#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension StoredFile {
    /// Copies the file at `source`, as it is stored, to `target`, which appears when it is whole.
    ///
    /// Throws if either cannot be read or written, as ``OutputFile`` does.
    package init(copying source: String, to target: String) throws(AssayError) {
        let input = try StoredByteSource(path: source, name: source)
        let output = try OutputFile(path: target)
        while true {
            try input.refill()
            if input.isDrained { break }
            try unsafe output.write(UnsafeRawBufferPointer(input.unread))
            input.consume(unsafe input.unread.count)
        }
        self = try output.finish()
    }

    /// Reads the file at `path`, as it is stored, to its end.
    ///
    /// Throws if it cannot be read.
    package init(reading path: String) throws(AssayError) {
        let input = try StoredByteSource(path: path, name: path)
        while true {
            try input.refill()
            if input.isDrained { break }
            input.consume(unsafe input.unread.count)
        }
        self.init(byteCount: input.byteCount, hash: input.digest().hex)
    }
}
