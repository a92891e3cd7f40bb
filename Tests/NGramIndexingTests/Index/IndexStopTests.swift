import ByteIO
import Foundation
import Testing

@testable import NGramIndexing

@Suite("Stopping while an index is built")
struct IndexStopTests {
    /// Answers "go on" to so many questions, then "stop".
    private final class Patience {
        var left: Int
        private(set) var askedCount = 0

        init(_ left: Int) { self.left = left }

        func isStopped() -> Bool {
            askedCount += 1
            left -= 1
            return left < 0
        }
    }

    @Test("At whichever question it is stopped, a build throws and leaves nothing", arguments: [1 << 24, 1 << 12])
    func everywhere(memoryByteCount: Int) throws {
        let scratch = try IndexScratch()
        let old = try scratch.build(MadeUp.items(12, seed: 7))
        let items = MadeUp.items(12, seed: 8).map { item in
            IndexItem(benchmark: "new", id: item.id, subset: item.subset, split: item.split, texts: item.texts)
        }
        func build(_ patience: Patience) throws(AssayError) {
            let builder = IndexBuilder(
                settings: try IndexSettings(profile: .words), path: scratch.path("b.assay"),
                memoryByteCount: memoryByteCount, isStopped: patience.isStopped)
            try builder.add(contentsOf: NGramIndex(path: old))
            for item in items { try builder.add(item) }
            try builder.write()
        }
        let whole = Patience(.max)
        try build(whole)
        try FileSystem.remove(scratch.path("b.assay"))
        // Items, texts, ids, the three passes over n-grams, pieces of sections.
        #expect(whole.askedCount > 24 + 20 + 24 + 3 + 10)
        for count in 0..<whole.askedCount {
            let error = #expect(throws: AssayError.self, "stopped at question \(count)") { try build(Patience(count)) }
            #expect(error?.message == "stopped; nothing was written")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["a.assay"])
        }
        try build(Patience(whole.askedCount))
        #expect(FileSystem.exists(scratch.path("b.assay")))
    }
}
