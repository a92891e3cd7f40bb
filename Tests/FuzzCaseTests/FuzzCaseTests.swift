import Foundation
import TestSupport
import Testing

@Suite("Inputs that fuzzing has found or begins with")
struct FuzzCaseTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fuzzing/Corpus").path

    @Test("None of them traps", arguments: FuzzTarget.allCases)
    func kept(target: FuzzTarget) throws {
        let folder = Self.folder + "/" + target.rawValue
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            target.run(Array(bytes))
        }
    }

    @Test("Nor does any of them with seeded changes", arguments: FuzzTarget.allCases)
    func changed(target: FuzzTarget) throws {
        let folder = Self.folder + "/" + target.rawValue
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        var random = SeededRandom(seed: 20)
        for _ in 0..<60 {
            var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + random.pick(names))))
            for _ in 0..<(1 + random.below(4)) where !bytes.isEmpty {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] ^= UInt8(1 << random.below(8))
                case 1: bytes.removeLast(bytes.count - place)
                case 2: bytes.insert(UInt8(random.below(256)), at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(random.below(64)), at: place)
                }
            }
            target.run(bytes)
        }
    }
}
