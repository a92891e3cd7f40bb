import ContaminationAudit
import TestSupport
import Testing

@testable import assay

@Suite("Keys from a terminal's bytes")
struct KeyDecoderTests {
    private static let cases: [(bytes: String, keys: [ReviewKey])] = [
        ("n", [.character("n")]), ("é日👩", [.character("é"), .character("日"), .character("👩")]),
        ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
        ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]), ("\u{C}", [.control("l")]),
        ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}OC", [.right]), ("\u{1B}OD", [.left]),
        ("\u{1B}[H", [.home]), ("\u{1B}[1~", [.home]), ("\u{1B}[4~", [.end]), ("\u{1B}OF", [.end]),
        ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[3~", []),
        ("\u{1B}[200~x\u{1B}[201~", [.character("x")]), ("\u{1B}l", []), ("\u{1B}\u{1B}[A", [.escape, .up]),
    ]

    @Test("However the bytes are cut, the keys are the same")
    func cut() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let chosen = (0..<random.below(8)).map { _ in random.pick(Self.cases) }
            var bytes = chosen.flatMap { Array($0.bytes.utf8) }[...]
            var decoder = KeyDecoder()
            var keys: [ReviewKey] = []
            while !bytes.isEmpty {
                let count = 1 + random.below(bytes.count)
                keys += decoder.decode(bytes.prefix(count))
                bytes = bytes.dropFirst(count)
            }
            #expect(keys == chosen.flatMap(\.keys), "seed \(seed)")
            #expect(!decoder.isWaiting, "seed \(seed)")
        }
    }

    @Test("An escape alone is one when nothing follows; bytes that are no UTF-8 are nothing")
    func alone() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]) == [] && decoder.isWaiting)
        #expect(decoder.flush() == [.escape] && !decoder.isWaiting)
        #expect(decoder.decode([0x1B, 0x5B]) == [] && decoder.flush() == [])
        #expect(decoder.decode([0xFF, 0x80, 0xE6, 0x6E]) == [.character("n")])
        #expect(decoder.decode([0xED, 0xA0, 0x80, 0x6E]) == [.character("n")])
    }
}
