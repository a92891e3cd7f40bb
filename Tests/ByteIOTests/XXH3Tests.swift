import Testing

@testable import ByteIO

@Suite struct XXH3Tests {
    /// Byte `i` of the input is `(7 * i + i / 251) % 256`; the hashes are those of `xxhsum` 0.8.1 (`-H2` and `-H3`). The
    /// lengths are the borders between the algorithm's cases.
    static let vectors: [(byteCount: Int, hash128: String, hash64: UInt64)] = [
        (0, "99aa06d3014798d86001c324468d497f", 0x2d06_8005_38d3_94c2),
        (1, "a6cd5e9392000f6ac44bdff4074eecdb", 0xc44b_dff4_074e_ecdb),
        (3, "656e81c56e41fe02c3489259e968ad9e", 0xc348_9259_e968_ad9e),
        (4, "ab5c3e7474d809db81a65295de8e7dde", 0xd3d6_0c15_1901_4e89),
        (8, "e4b9dd0b66ff3c50ebabbd0695002ff6", 0xb88d_ee77_f6bf_6980),
        (16, "ddf6c1254d70f76794eaa17b20756f46", 0x9da2_3836_adf2_be1e),
        (17, "263f67af63088041735fe434ded90c3c", 0xf34c_3c9c_f5a1_12d1),
        (128, "dd9e5aa9bd51cc9cc6bd21ecc865f29f", 0x65f3_c2c0_0fa9_3185),
        (129, "00433635cf8d872e7f4accb76587485b", 0x2806_5c6e_c25f_5b25),
        (240, "89e3a0a2ee355d25d10beb4e0599e4b3", 0x4917_a75c_0ef8_eed7),
        (241, "75f4da43f23cce5a541b19226f0052e8", 0x541b_1922_6f00_52e8),
        (1024, "03de0c29e9f0bc7fba464919c6bb3ccd", 0xba46_4919_c6bb_3ccd),
        (1_000_000, "aa38d5563cebea1d774ca1f121240067", 0x774c_a1f1_2124_0067),
    ]

    private func input(_ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: 7 * $0 + $0 / 251) }
    }

    @Test func hashesAsTheXxhsumProgramDoes() {
        for vector in Self.vectors {
            let bytes = input(vector.byteCount)
            #expect(XXH3.hash128(bytes.span).hex == vector.hash128, "\(vector.byteCount) bytes")
            #expect(XXH3.hash64(bytes.span) == vector.hash64, "\(vector.byteCount) bytes")
        }
    }

    @Test func piecesGiveTheSameHash() {
        for vector in Self.vectors {
            let bytes = input(vector.byteCount)
            for pieceByteCount in [1, 13, 256, 1000, 70_000] where vector.byteCount / pieceByteCount < 50_000 {
                var stream = XXH3Stream()
                for start in stride(from: 0, to: bytes.count, by: pieceByteCount) {
                    stream.update(bytes.span.extracting(start..<min(bytes.count, start + pieceByteCount)))
                    _ = stream.digest128()
                }
                stream.update(bytes.span.extracting(0..<0))
                #expect(stream.digest128().hex == vector.hash128)
                #expect(stream.digest64() == vector.hash64)
            }
        }
    }

    @Test func hash128IsOrderedAndPrintedAsANumber() {
        let values = [
            Hash128(high: 0, low: 1), Hash128(high: 0, low: .max), Hash128(high: 1, low: 0),
            Hash128(high: .max, low: 0),
        ]
        for (place, value) in values.enumerated() {
            for (otherPlace, other) in values.enumerated() {
                #expect((value < other) == (place < otherPlace))
                #expect((value.hex < other.hex) == (place < otherPlace))
            }
        }
        #expect(Hash128(high: 0x0123_4567_89ab_cdef, low: 0xf).hex == "0123456789abcdef000000000000000f")
    }
}
