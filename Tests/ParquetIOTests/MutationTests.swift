import TestSupport
import Testing

@testable import ByteIO
@testable import ParquetIO

/// Golden files with seeded flips, cuts and inserts: read, or an error; never a trap, never much memory.
struct MutationTests {
    private static let limits: ParquetLimits = {
        var limits = ParquetLimits()
        limits.pageByteCount = 1 << 20
        limits.pageEntryCount = 1 << 16
        limits.batchEntryCount = 1 << 18
        limits.batchByteCount = 16 << 20
        return limits
    }()

    @Test(arguments: GoldenFile.all)
    func changedFilesAreReadOrRefused(golden: GoldenFile) throws {
        for seed in UInt64(0)..<150 {
            var random = SeededRandom(seed: seed)
            let bytes = mutated(golden.bytes, &random)
            do throws(AssayError) {
                let file = try ParquetFile(bytes: bytes, name: "changed", limits: Self.limits)
                try file.readEverything()
                _ = try file.contents(batchByteCount: 1 + random.below(2000), batchRowCount: 1 + random.below(50))
            } catch {
                #expect(error.description.hasPrefix("changed: "), "seed \(seed)")
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }

    private func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        // Half of the changes are made in the footer, which would be hit seldom otherwise.
        let footerByteCount = bytes.count > 8 ? Int(bytes[bytes.count - 8]) | Int(bytes[bytes.count - 7]) << 8 : 0
        for _ in 0...random.below(4) {
            if bytes.count < 16 { break }
            let inFooter = random.below(2) == 0
            let start = inFooter ? max(0, bytes.count - 8 - footerByteCount) : 0
            let place = start + random.below(bytes.count - start)
            switch random.below(6) {
            case 0, 1: bytes[place] ^= 1 << UInt8(random.below(8))
            case 2: bytes[place] = random.pick([0, 1, 0x7F, 0x80, 0xFF])
            case 3: bytes.insert(UInt8(random.below(256)), at: place)
            case 4: bytes.remove(at: place)
            default:
                let end = min(bytes.count, place + random.below(20))
                bytes.removeSubrange(place..<end)
            }
        }
        return bytes
    }
}
