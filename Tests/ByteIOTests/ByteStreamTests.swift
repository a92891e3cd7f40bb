import Testing

@testable import ByteIO

@Suite struct ByteStreamTests {
    static let compressions: [ByteStream.Compression] = [.none, .zstd, .gzip]

    @Test(arguments: compressions) func roundTripInEveryChunkSize(_ compression: ByteStream.Compression) throws {
        let seed = newSeed()
        var generator = SeededGenerator(seed: seed)
        let folder = try ScratchFolder()
        for byteCount in [0, 1, 2, 3, 4, 5, 1000, 131_071, 131_072, 131_073, 700_000] {
            let expected = generator.text(byteCount: byteCount)
            let stored = try encoded(expected, compression)
            let path = try folder.store(stored, as: "file")
            for chunkByteCount in [1, 2, 7, 4096, 65_536, 262_144, 1 << 20] where byteCount / chunkByteCount < 150_000 {
                let stream = try ByteStream(path: path)
                #expect(stream.compression == compression)
                let actual = try content(of: stream, chunkByteCount: chunkByteCount)
                #expect(actual == expected, "seed \(seed), \(byteCount) bytes by \(chunkByteCount)")
                #expect(stream.storedByteCount == stored.count)
                #expect(stream.storedHash == XXH3.hash128(stored.span).hex)
            }
        }
    }
}
