import TestSupport
import Testing

@testable import ByteIO

/// Blocks that other programs compressed (cramjam 2.11 and Python's zlib), and blocks that lie or are damaged.
@Suite struct BlockCodecTests {
    /// What every block here holds: 290 bytes.
    private static let content =
        (0..<20).flatMap { _ in Array("contamination ".utf8) } + (0..<10).map { UInt8($0) }

    /// A codec's decompressor, and a block of `content`.
    struct Codec: CustomStringConvertible {
        let description: String
        let block: [UInt8]
        let decompress: @Sendable (RawSpan, inout [UInt8], Int, Int) throws -> Void
    }

    static let codecs = [
        Codec(
            description: "Snappy",
            block: [
                162, 2, 52, 99, 111, 110, 116, 97, 109, 105, 110, 97, 116, 105, 111, 110, 32, 254, 14, 0, 254, 14, 0,
                254, 14, 0, 254, 14, 0, 25, 14, 36, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
            ]
        ) { try Snappy.decompress($0, into: &$1, at: $2, count: $3) },
        Codec(
            description: "LZ4",
            block: [
                239, 99, 111, 110, 116, 97, 109, 105, 110, 97, 116, 105, 111, 110, 32, 14, 0, 247, 160, 0, 1, 2, 3, 4,
                5, 6, 7, 8, 9,
            ]
        ) { try LZ4Block.decompress($0, into: &$1, at: $2, count: $3) },
        Codec(
            description: "Brotli",
            block: [
                27, 33, 1, 248, 197, 41, 167, 93, 236, 172, 237, 20, 188, 164, 52, 68, 146, 5, 235, 1, 111, 134, 120,
                113, 249, 50, 171, 120, 89, 133, 1,
            ]
        ) { try Brotli.decompress($0, into: &$1, at: $2, count: $3) },
        Codec(
            description: "gzip, two members",
            block: [
                31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 206, 207, 43, 73, 204, 205, 204, 75, 44, 201, 204, 207, 83, 72,
                166,
                9, 15, 0, 229, 201, 64, 237, 100, 0, 0, 0, 31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 43, 73, 204, 205, 204,
                75, 44, 201, 204, 207, 83, 72, 206, 207, 27, 18, 60, 6, 70, 38, 102, 22, 86, 54, 118, 14, 78, 0, 73,
                126,
                137, 129, 190, 0, 0, 0,
            ]
        ) { try GzipBlock.decompress($0, into: &$1, at: $2, count: $3) },
        Codec(
            description: "zlib",
            block: [
                120, 156, 75, 206, 207, 43, 73, 204, 205, 204, 75, 44, 201, 204, 207, 83, 72, 30, 229, 65, 121, 12, 140,
                76, 204, 44, 172, 108, 236, 28, 156, 0, 190, 90, 111, 190,
            ]
        ) { try GzipBlock.decompress($0, into: &$1, at: $2, count: $3) },
        Codec(description: "zstd", block: Zstd.compress(content.span, level: 3)) {
            try ZstdDecoder().decompress($0, into: &$1, at: $2, count: $3)
        },
    ]

    /// The codec's result in the middle of a buffer, whose other bytes have to stay.
    private func decompressed(_ codec: Codec, _ block: [UInt8], byteCount: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0xAA, count: byteCount + 20)
        let bytes = block.span
        try codec.decompress(bytes.rawSpan, &buffer, 7, byteCount)
        #expect(buffer[..<7].allSatisfy { $0 == 0xAA } && buffer[(7 + byteCount)...].allSatisfy { $0 == 0xAA })
        return Array(buffer[7..<7 + byteCount])
    }

    @Test(arguments: codecs)
    func blocksAreDecompressed(codec: Codec) throws {
        #expect(try decompressed(codec, codec.block, byteCount: Self.content.count) == Self.content)
    }

    @Test(arguments: codecs)
    func otherSizesAreRefused(codec: Codec) {
        for byteCount in [0, 1, 289, 291, 1000] {
            #expect(throws: AssayError.self, "\(codec), \(byteCount) bytes") {
                try decompressed(codec, codec.block, byteCount: byteCount)
            }
        }
        #expect(throws: AssayError.self) { try decompressed(codec, [], byteCount: 290) }
        for byteCount in 0..<codec.block.count {
            #expect(throws: AssayError.self, "\(codec), cut after \(byteCount) bytes") {
                try decompressed(codec, Array(codec.block.prefix(byteCount)), byteCount: 290)
            }
        }
    }

    @Test(arguments: codecs)
    func changedBlocksAreReadOrRefused(codec: Codec) {
        let seed = newSeed()
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            var block = codec.block
            block[random.below(block.count)] ^= 1 << UInt8(random.below(8))
            // Without a checksum some changes cannot be told; none may write outside the room.
            _ = try? decompressed(codec, block, byteCount: 290)
        }
    }

    @Test func impossibleSizesAreToldBeforeRoomIsMade() throws {
        #expect(throws: AssayError.self) { try Snappy.checkSize(1 << 20, storedByteCount: 1000) }
        #expect(throws: AssayError.self) { try LZ4Block.checkSize(1 << 20, storedByteCount: 1000) }
        #expect(throws: AssayError.self) { try GzipBlock.checkSize(2 << 20, storedByteCount: 1000) }
        #expect(throws: AssayError.self) { try ZstdDecoder().checkSize(1 << 30, storedByteCount: 1000) }
        try Snappy.checkSize(290, storedByteCount: 43)
    }

    @Test func checksumIsThatOfZlib() {
        let bytes = Self.content.span
        #expect(CRC32.checksum(bytes.rawSpan) == 1_144_728_166)
    }
}
