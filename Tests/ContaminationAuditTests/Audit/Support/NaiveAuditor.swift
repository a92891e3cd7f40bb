/// The rules of docs/matching.md, slow and without a hash of ours: token arrays in sets, the classic table for the longest
/// common run, every maximal run by trying every pair of places.
struct NaiveAuditor {
    var n: Int
    var matchesShortTexts: Bool
    var minLongest = 0
    var minCoverage = 0.0

    typealias Tokens = [SimpleToken]

    struct Run: Hashable {
        var unit: String
        var unitBytes: Range<Int>
        var itemText: Int
        var itemBytes: Range<Int>
        var tokens: Int
    }

    struct Pair {
        var item: Int
        var longest = 0
        var covered = 0
        var tokens = 0
        var shared = 0
        /// The tokens of the item's longest text that is a whole unit, where short texts match so.
        var whole = 0
        var runs: Set<Run> = []

        var coverage: Double { tokens == 0 ? 0 : Double(covered) / Double(tokens) }
    }

    static func ngrams(_ text: Tokens, _ n: Int) -> [[Int]] {
        text.count < n ? [] : (0...(text.count - n)).map { place in text[place..<place + n].map(\.word) }
    }

    /// What one record and each item have in common, for the pairs that count.
    func pairs(_ units: [(path: String, tokens: Tokens)], items: [[Tokens]]) -> [Pair] {
        let mine = Set(units.flatMap { Self.ngrams($0.tokens, n) })
        let sequences = Set(units.map { $0.tokens.map(\.word) })
        return items.enumerated().compactMap { number, texts in
            var pair = Pair(item: number, tokens: texts.reduce(0) { $0 + $1.count })
            var shared: Set<[Int]> = []
            for (textNumber, text) in texts.enumerated() where !text.isEmpty {
                let isEqual = matchesShortTexts && sequences.contains(text.map(\.word))
                if isEqual { pair.whole = max(pair.whole, text.count) }
                var covered: Set<Int> = []
                for (place, gram) in Self.ngrams(text, n).enumerated() where mine.contains(gram) {
                    shared.insert(gram)
                    covered.formUnion(place..<place + n)
                }
                // A short text that is equal counts as one run of all its tokens.
                if isEqual && text.count < n { covered.formUnion(text.indices) }
                pair.covered += covered.count
                if covered.isEmpty { continue }
                for unit in units { addRuns(unit, textNumber, text, ofAtLeast: min(n, text.count), to: &pair) }
            }
            pair.shared = shared.count
            return pair.covered > 0 && pair.longest >= minLongest && pair.coverage >= minCoverage ? pair : nil
        }
    }

    /// Adds the maximal common runs of so many tokens. The table's entry is the length of the run that ends there.
    private func addRuns(
        _ unit: (path: String, tokens: Tokens), _ textNumber: Int, _ text: Tokens, ofAtLeast least: Int,
        to pair: inout Pair
    ) {
        // A short text matches a whole unit, not a part of one.
        if least < n, unit.tokens.count != text.count { return }
        var above = [Int](repeating: 0, count: unit.tokens.count + 1)
        for (row, token) in text.enumerated() {
            var lengths = [Int](repeating: 0, count: unit.tokens.count + 1)
            for (column, other) in unit.tokens.enumerated() where other.word == token.word {
                let length = above[column] + 1
                lengths[column + 1] = length
                let goesOn =
                    row + 1 < text.count && column + 1 < unit.tokens.count
                    && text[row + 1].word == unit.tokens[column + 1].word
                guard length >= least, !goesOn else { continue }
                pair.longest = max(pair.longest, length)
                pair.runs.insert(run(unit, column - length + 1, textNumber, text, row - length + 1, length))
            }
            above = lengths
        }
    }

    private func run(
        _ unit: (path: String, tokens: Tokens), _ unitPlace: Int, _ textNumber: Int, _ text: Tokens, _ place: Int,
        _ count: Int
    ) -> Run {
        func bytes(_ tokens: Tokens, _ place: Int) -> Range<Int> {
            tokens[place].byteRange.lowerBound..<tokens[place + count - 1].byteRange.upperBound
        }
        return Run(
            unit: unit.path, unitBytes: bytes(unit.tokens, unitPlace), itemText: textNumber,
            itemBytes: bytes(text, place),
            tokens: count)
    }
}
