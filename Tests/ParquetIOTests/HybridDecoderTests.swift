import TestSupport
import Testing

@testable import ParquetIO

/// RLE and bit-packed runs against a naive decoder, number by number.
struct HybridDecoderTests {
    @Test(arguments: 0..<40)
    func randomRunsAreReadAsANaiveDecoderReadsThem(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let bitWidth = Int.random(in: 0...32, using: &random)
        var stored = [UInt8](repeating: 0xAA, count: 3)
        var expected: [UInt32] = []
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let most = bitWidth == 32 ? UInt32.max : (1 << UInt32(bitWidth)) - 1
            if Bool.random(using: &random) {
                let number = UInt32.random(in: 0...most, using: &random)
                let count = Int.random(in: 0...300, using: &random)
                stored += varint(count << 1)
                for byte in 0..<(bitWidth + 7) / 8 {
                    stored.append(UInt8(truncatingIfNeeded: number >> UInt32(8 * byte)))
                }
                expected += [UInt32](repeating: number, count: count)
            } else {
                let numbers = (0..<8 * Int.random(in: 1...9, using: &random)).map { _ in
                    UInt32.random(in: 0...most, using: &random)
                }
                stored += varint(numbers.count / 4 + 1)
                stored += packed(numbers.map(UInt64.init), bitWidth: bitWidth)
                expected += numbers
            }
        }
        let end = stored.count
        stored += [UInt8](repeating: 0xFF, count: Page.padding)
        var decoder = HybridDecoder(3..<end, bitWidth: bitWidth)
        var found: [UInt32] = []
        while found.count < expected.count {
            let count = min(expected.count - found.count, Int.random(in: 1...100, using: &random))
            var numbers = [UInt32](repeating: 7, count: count + 2)
            try decoder.decode(stored, count: count, into: &numbers, at: 1)
            #expect(numbers.first == 7 && numbers.last == 7, "seed \(seed)")
            found += numbers[1...count]
        }
        #expect(found == expected, "seed \(seed), \(bitWidth) bits")
        if bitWidth > 0 {
            var numbers: [UInt32] = [0]
            #expect(throws: ParquetProblem.self) { try decoder.decode(stored, count: 1, into: &numbers, at: 0) }
        }
    }
}
