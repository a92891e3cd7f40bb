import TestSupport
import Testing

@testable import ByteIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SeededRandom {
    /// Bytes that compress, but not to nothing: words of a small alphabet.
    mutating func text(byteCount: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        while bytes.count < byteCount {
            let word = next()
            for place in 0..<min(Int(word % 9) + 1, byteCount - bytes.count) {
                bytes.append(UInt8(ascii: "a") + UInt8((word >> UInt64(8 + 4 * place)) & 15))
            }
            if bytes.count < byteCount { bytes.append(word % 13 == 0 ? 10 : 32) }
        }
        return bytes
    }
}

/// A seed for this run, named in the test's failures.
func newSeed() -> UInt64 { UInt64.random(in: 0...UInt64.max) }

/// All of a file's content, read `chunkByteCount` bytes at a time.
func content(of path: String, chunkByteCount: Int = 1 << 16) throws -> [UInt8] {
    try content(of: ByteStream(path: path), chunkByteCount: chunkByteCount)
}

/// All that is left of a stream.
func content(of stream: ByteStream, chunkByteCount: Int = 1 << 16) throws -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0xee, count: chunkByteCount)
    while true {
        let count = try stream.read(into: &buffer, at: 0)
        content += buffer[..<count]
        if count < chunkByteCount { return content }
    }
}

/// The stored bytes of `content` under a compression.
func encoded(_ content: [UInt8], _ compression: ByteStream.Compression, level: Int32 = 3) throws -> [UInt8] {
    let folder = try ScratchFolder()
    let file = try OutputFile(path: folder("file"), compression: compression, level: level)
    try file.write(content)
    let stored = try file.finish()
    return try rawBytes(of: folder("file"), byteCount: stored.byteCount)
}

/// A file's bytes as stored, read without the module under test.
func rawBytes(of path: String, byteCount: Int) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { throw AssayError("cannot open the file", path: path) }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: byteCount + 1)
    // Safe: the array holds one byte more than is expected.
    let count = unsafe fread(&bytes, 1, byteCount + 1, file)
    try #require(count == byteCount)
    return Array(bytes[..<count])
}
