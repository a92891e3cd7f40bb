import Testing

@testable import ByteIO
@testable import NGramIndexing

@Suite("A record against an index")
struct RecordMatcherTests {
    private static func words(_ range: Range<Int>) -> String { range.map { "w\($0)" }.joined(separator: " ") }

    @Test("n tokens are found wherever they stand, n - 1 nowhere", arguments: [1, 2, 3, 8, 15, 64, 254, 255])
    func windows(n: Int) throws {
        let folder = try MatchingScratch()
        let index = try folder.index([[Self.words(0..<n + 2)]], n: n)
        // Every place against the windows that are looked at, and around where the scan lets go of its tokens.
        for lead in Array(0..<max(4, n / 2 + 2)) + [63, 511, 512, 1530, 1533, 1536, 1537, 2900] + [1536 - n] {
            let before = (0..<lead).map { "x\($0) " }.joined()
            for (start, count, isFound) in [
                (0, n, true), (1, n, true), (2, n, true), (1, n - 1, false), (0, n + 2, true),
            ] {
                let unit = before + Self.words(start..<start + count) + " y z"
                // The first pass may let n-grams through for nothing, but not hold one back, nor give it twice.
                let positions = try folder.candidatePositions(unit, index)
                #expect(Set(positions).count == positions.count)
                if isFound {
                    #expect(Set(positions).isSuperset(of: lead...lead + count - n), "\(lead), \(start), \(count)")
                }
                let match = try folder.match([unit], index)
                #expect((match != nil) == isFound, "\(lead), \(start), \(count)")
                guard let item = match?.items.first else { continue }
                #expect(item.longest == count)
                #expect(item.sharedNGramCount == count - n + 1)
                #expect(item.coveredTokenCount == count)
                #expect(item.runs.count == 1)
                let run = try #require(item.runs.first)
                let begin = before.utf8.count
                #expect(run.unitByteRange == begin..<begin + run.itemByteRange.count)
                #expect(run.itemByteRange.count == Self.words(start..<start + count).utf8.count)
            }
        }
    }

    @Test("An n-gram does not go over from one unit, or one text, into the next")
    func borders() throws {
        let folder = try MatchingScratch()
        let index = try folder.index([["a b c d", "e f g h"]], n: 4)
        #expect(try folder.match(["c d", "e f"], index) == nil)
        #expect(try folder.match(["b c d e f g"], index) == nil)
        #expect(try folder.match(["a b", "c d"], index) == nil)
        #expect(try folder.match(["a b c d e f g h"], index)?.items.first?.longest == 4)
    }

    @Test("A short text matches the whole unit that equals it, once it has a token, and only where asked to")
    func shortTexts() throws {
        let folder = try MatchingScratch()
        let index = try folder.index([["Red, blue"], ["red"], ["..."], [""]], n: 4)
        #expect(try folder.match(["RED blue!"], index)?.items.map(\.item) == [0])
        #expect(try folder.match(["red"], index)?.items.map(\.item) == [1])
        #expect(try folder.match(["red blue green"], index) == nil)
        #expect(try folder.match(["blue red"], index) == nil)
        #expect(try folder.match(["..."], index) == nil)
        #expect(try folder.match([""], index) == nil)
        #expect(try folder.match(["red blue"], index, matchesShortTexts: false) == nil)
        let both = try #require(try folder.match(["red", "red blue"], index))
        #expect(both.items.map(\.longest) == [2, 1])
        #expect(both.items.map(\.coverage) == [1, 1])
        #expect(both.items.map(\.runs.count) == [1, 1])
    }

    @Test("Texts that items share count for each of them, and once for one that has a text twice")
    func sharedTexts() throws {
        let folder = try MatchingScratch()
        let index = try folder.index([["a b c d"], ["a b c d", "q r"], ["a b c d", "a b c d"]], n: 4)
        let match = try #require(try folder.match(["a b c d e"], index))
        #expect(match.items.map(\.item) == [0, 1, 2])
        #expect(match.items.map(\.coverage) == [1, 4.0 / 6, 1])
        #expect(match.items.map(\.sharedNGramCount) == [1, 1, 1])
        #expect(match.items.map(\.runs.count) == [1, 1, 2])
    }

    @Test("Records are told apart by their tokens, unit by unit")
    func hashes() throws {
        let folder = try MatchingScratch()
        let index = try folder.index([["a b"]], n: 2)
        func hash(_ units: String...) throws -> Hash128? { try folder.match(units, index)?.recordHash }
        #expect(try hash("a b c") == hash("A, b (c)"))
        #expect(try hash("a b c") != hash("a b", "c"))
        #expect(try hash("a b", "c") != hash("c", "a b"))
        #expect(try hash("a b c") != hash("a bc", "a b"))
        #expect(try hash("a b", "") != hash("a b"))
    }
}
