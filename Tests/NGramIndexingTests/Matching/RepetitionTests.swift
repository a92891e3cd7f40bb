import TestSupport
import Testing

@testable import ByteIO
@testable import NGramIndexing

@Suite("Text that repeats itself")
struct RepetitionTests {
    private static func tokenized(_ text: String) -> TokenizedText {
        var tokenizer = Tokenizer(profile: .words)
        var tokens = TokenizedText()
        tokenizer.tokenize(Array(text.utf8).span, into: &tokens)
        return tokens
    }

    /// The longest common run by the classic table.
    private static func longest(_ left: [String], _ right: [String]) -> Int {
        var above = [Int](repeating: 0, count: right.count + 1)
        var longest = 0
        for word in left {
            var row = [Int](repeating: 0, count: right.count + 1)
            for (column, other) in right.enumerated() where other == word { row[column + 1] = above[column] + 1 }
            longest = max(longest, row.max() ?? 0)
            above = row
        }
        return longest
    }

    @Test("The longest run is the classic table's, and stands where it is said to")
    func finder() {
        for seed in UInt64(0)..<300 {
            var random = SeededRandom(seed: seed)
            let vocabulary = ["a", "b", "c", "dd"].prefix(1 + random.below(4))
            func words(_ random: inout SeededRandom) -> [String] {
                (0..<random.below(40)).map { _ in random.below(12) == 0 ? "zz" : random.pick(Array(vocabulary)) }
            }
            let text = words(&random)
            var finder = LongestRunFinder(Self.tokenized(text.joined(separator: " ")))
            for _ in 0..<3 {
                let other = words(&random)
                let run = finder.longestRun(in: Self.tokenized(other.joined(separator: " ")))
                #expect(run.tokenCount == Self.longest(text, other), "seed \(seed): \(text) and \(other)")
                let there = text.dropFirst(run.textPosition).prefix(run.tokenCount)
                let here = other.dropFirst(run.position).prefix(run.tokenCount)
                #expect(there.count == run.tokenCount && there == here, "seed \(seed): \(text) and \(other)")
            }
        }
    }

    @Test("Past the limit of pairs the counts stay those of the full listing")
    func limit() throws {
        let folder = try MatchingScratch()
        var limitedCount = 0
        for seed in UInt64(0)..<60 {
            var random = SeededRandom(seed: seed)
            let n = 1 + random.below(5)
            func text(_ random: inout SeededRandom) -> String {
                let words = random.below(2) == 0 ? ["a"] : ["a", "a", "a", "b"]
                return (0..<(1 + random.below(40))).map { _ in random.pick(words) }.joined(separator: " ")
            }
            let items = (0..<3).map { _ in [text(&random), text(&random)] }
            let index = try folder.index(items, n: n)
            let units = [text(&random), text(&random)]
            let full = try folder.match(units, index)
            let limited = try folder.match(units, index, maximumPairCount: 10)
            #expect(full?.recordHash == limited?.recordHash, "seed \(seed)")
            #expect(full?.items.count == limited?.items.count, "seed \(seed)")
            for (whole, part) in zip(full?.items ?? [], limited?.items ?? []) {
                #expect(whole.item == part.item, "seed \(seed)")
                #expect(whole.longest == part.longest, "seed \(seed)")
                #expect(whole.coveredTokenCount == part.coveredTokenCount, "seed \(seed)")
                #expect(whole.sharedNGramCount == part.sharedNGramCount, "seed \(seed)")
                #expect(whole.wholeTokenCount == part.wholeTokenCount, "seed \(seed)")
                #expect(part.runs.map(\.tokenCount).max() == whole.longest, "seed \(seed)")
                if part.omitsRuns { limitedCount += 1 }
            }
        }
        #expect(limitedCount > 50)
    }

    @Test("At most 64 runs are listed, the longest among them")
    func listing() throws {
        let folder = try MatchingScratch()
        let item = String(repeating: "a b c d x ", count: 20) + "a b c d e f g"
        let index = try folder.index([[item]], n: 4)
        let match = try #require(try folder.match([String(repeating: "a b c d y ", count: 20) + "b c d e f"], index))
        let found = try #require(match.items.first)
        #expect(found.omitsRuns)
        #expect(found.runs.count == 64)
        #expect(found.longest == 5)
        #expect(found.runs.count { $0.tokenCount == 5 } == 1)
        // Ordered by the unit, then by the place in it.
        let starts = found.runs.map(\.unitByteRange.lowerBound)
        #expect(starts == starts.sorted())
        let all = try #require(try folder.match(["a b c d y"], index)?.items.first)
        #expect(!all.omitsRuns)
        #expect(all.runs.count == 21)
    }
}
