import TestSupport
import Testing

@testable import ByteIO

@Suite struct ZstdBlockTests {
    @Test func roundTrips() throws {
        let seed = newSeed()
        var generator = SeededRandom(seed: seed)
        let decoder = try ZstdDecoder()
        var buffer: [UInt8] = []
        for byteCount in [0, 1, 100, 200_000, 70, 131_072] {
            let text = generator.text(byteCount: byteCount)
            for level: Int32 in [1, 3, 19] {
                let block = Zstd.compress(text.span, level: level)
                try decoder.decompress(block.span.rawSpan, byteCount: byteCount, into: &buffer)
                #expect(buffer == text, "seed \(seed)")
                buffer = [1, 2, 3]
                try Zstd.decompress(block.span, byteCount: byteCount, into: &buffer)
                #expect(buffer == text, "seed \(seed)")
            }
        }
        let constant = [UInt8](repeating: 0, count: 3 << 20)
        let block = Zstd.compress(constant.span, level: 3)
        try Zstd.decompress(block.span, byteCount: constant.count, into: &buffer)
        #expect(buffer == constant)
    }

    @Test func refusesAnotherSize() throws {
        let hello = Samples.hello
        let block = Zstd.compress(hello.span, level: 3)
        var buffer: [UInt8] = []
        for byteCount in [-1, 0, 19, 21, 1000, 1 << 40, Int.max] {
            #expect(throws: AssayError.self, "\(byteCount)") {
                try Zstd.decompress(block.span, byteCount: byteCount, into: &buffer)
            }
        }
        #expect(buffer.capacity < 10_000, "nothing is allocated for an impossible size")
    }

    @Test func refusesDamage() throws {
        let hello = Samples.hello
        let block = Zstd.compress(hello.span, level: 3)
        var buffer: [UInt8] = []
        for count in 0..<block.count {
            #expect(throws: AssayError.self) {
                try Zstd.decompress(block.span.extracting(0..<count), byteCount: 20, into: &buffer)
            }
        }
        let surplus = block + [0]
        #expect(throws: AssayError.self) { try Zstd.decompress(surplus.span, byteCount: 20, into: &buffer) }
        #expect(throws: AssayError.self) { try Zstd.decompress(hello.span, byteCount: 20, into: &buffer) }
    }
}
