internal import ByteIO
internal import ParquetIO

/// Opening a Parquet shard, which is read by position: its last bytes say where the others are.
enum ParquetOpening {
    /// The file at `path`; what comes through a pipe is written to a temporary file first.
    ///
    /// - Parameters:
    ///   - name: the path as errors name it.
    ///   - stream: the shard's bytes; `firstBytes` have been read of it.
    ///   - limits: what the file may ask for.
    ///   - spoolFolder: where the temporary file lies; it is gone once it is let go of, or the process ends.
    static func open(
        _ path: String, name: String, stream: ByteStream, firstBytes: [UInt8], spoolFolder: String?,
        limits: ParquetLimits
    ) throws(AssayError) -> ParquetFile {
        if path != "-", try FileSystem.kind(of: path) == .file {
            return try ParquetFile(path: path, name: name, limits: limits)
        }
        let spool = try NamedTemporaryFile(folder: spoolFolder ?? FileSystem.temporaryFolder, name: name)
        try spool.append(firstBytes.span)
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while case let count = try stream.read(into: &buffer, at: 0), count > 0 {
            try spool.append(buffer.span.extracting(0..<count))
        }
        // The open file stays readable without a name.
        return try ParquetFile(path: spool.path, name: name, limits: limits)
    }
}
