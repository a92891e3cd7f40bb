import ByteIO
import TestSupport
import Testing

@testable import NGramIndexing

@Suite("The same benchmarks give the same bytes")
struct IndexSameBytesTests {
    @Test("In any order", arguments: [UInt64](20...22))
    func order(seed: UInt64) throws {
        let scratch = try IndexScratch()
        let items = MadeUp.items(400, seed: seed)
        var generator = SeededRandom(seed: seed)
        let expected = try scratch.bytes(scratch.build(items, n: 3))
        for _ in 0..<3 {
            let shuffled = try scratch.bytes(scratch.build(items.shuffled(using: &generator), "b.assay", n: 3))
            #expect(shuffled == expected, "seed \(seed)")
        }
    }

    @Test("With any memory", arguments: [64, 8], [0, 1 << 16, 1 << 20])
    func memory(hashBitCount: Int, memoryByteCount: Int) throws {
        let scratch = try IndexScratch()
        let items = MadeUp.items(800, vocabulary: 200, seed: 30)
        let expected = try scratch.bytes(
            scratch.build(items, n: 3, hashBitCount: hashBitCount, memoryByteCount: 1 << 28))
        let path = try scratch.build(
            items, "b.assay", n: 3, hashBitCount: hashBitCount, memoryByteCount: memoryByteCount)
        let actual = try scratch.bytes(path)
        #expect(actual == expected)
    }

    @Test("Merged from parts, added to and left out")
    func merged() throws {
        let scratch = try IndexScratch()
        let items = MadeUp.items(600, seed: 40)
        let whole = try scratch.build(items, n: 3)
        let expected = try scratch.bytes(whole)
        let first = try scratch.build(items.filter { $0.benchmark == "a" }, "first.assay", n: 3)
        let second = try scratch.build(items.filter { $0.benchmark != "a" }, "second.assay", n: 3)
        for order in [[first, second], [second, first]] {
            let actual = try scratch.bytes(combine(scratch, order.map { ($0, []) }))
            #expect(actual == expected)
        }
        // From the whole without one, and that one's items again.
        let added = try scratch.bytes(combine(scratch, [(whole, ["b"])], adding: items.filter { $0.benchmark == "b" }))
        #expect(added == expected)
        let dropped = try scratch.bytes(combine(scratch, [(whole, ["b", "ä"])]))
        let firstBytes = try scratch.bytes(first)
        #expect(dropped == firstBytes)
    }

    private func combine(
        _ scratch: IndexScratch, _ parts: [(path: String, dropped: Set<String>)], adding items: [IndexItem] = []
    ) throws -> String {
        let path = scratch.path("combined.assay")
        let builder = IndexBuilder(settings: try IndexSettings(profile: .words, n: 3), path: path)
        for item in items { try builder.add(item) }
        for part in parts {
            let dropped = Set(part.dropped.map { ExactName($0) })
            try builder.add(contentsOf: NGramIndex(path: part.path), dropping: dropped)
        }
        try builder.write()
        return path
    }

    @Test("An index of another n is refused")
    func otherN() throws {
        let scratch = try IndexScratch()
        let old = try NGramIndex(path: scratch.build(MadeUp.items(5, seed: 50), n: 3))
        let builder = IndexBuilder(settings: try IndexSettings(profile: .words, n: 4), path: scratch.path("b.assay"))
        let error = #expect(throws: AssayError.self) { try builder.add(contentsOf: old) }
        #expect(error?.message.contains("n = 3") == true)
    }

    @Test("Nothing but the index is left in the folder")
    func nothingLeft() throws {
        let scratch = try IndexScratch()
        _ = try scratch.build(MadeUp.items(500, seed: 60), memoryByteCount: 0)
        let files = try FileSystem.files(below: scratch.folder)
        #expect(files == ["a.assay"])
    }
}
