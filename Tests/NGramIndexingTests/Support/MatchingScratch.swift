import TestSupport

@testable import ByteIO
@testable import NGramIndexing

/// A folder with an index for one test, removed with it.
final class MatchingScratch {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// An index of items of the benchmark "bench" with these texts, their ids counted from 0.
    func index(_ items: [[String]], profile: Profile = .words, n: Int) throws -> NGramIndex {
        let path = folder("index.assay")
        let builder = IndexBuilder(settings: try IndexSettings(profile: profile, n: n), path: path)
        for (number, texts) in items.enumerated() {
            try builder.add(IndexItem(benchmark: "bench", id: String(number), texts: texts.map { Array($0.utf8) }))
        }
        try builder.write()
        return try NGramIndex(path: path)
    }

    /// What a record of these units and the index have in common.
    func match(
        _ units: [String], _ index: NGramIndex, matchesShortTexts: Bool = true, maximumPairCount: Int = 1 << 20
    ) throws -> RecordMatch? {
        var matcher = RecordMatcher(
            index: index, cache: IndexedTextCache(), matchesShortTexts: matchesShortTexts,
            maximumPairCount: maximumPairCount)
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for unit in units {
            let start = bytes.count
            bytes += unit.utf8
            ranges.append(start..<bytes.count)
        }
        return try matcher.match(bytes.span, unitRanges: ranges)
    }

    /// Where the n-grams of the text stand that the first pass, which most texts end in, lets through.
    func candidatePositions(_ text: String, _ index: NGramIndex) throws -> [Int] {
        var tokenizer = Tokenizer(profile: index.profile)
        var scan = CandidateScan(index: index)
        try scan.read(Array(text.utf8).span, &tokenizer)
        return scan.probes.map(\.position)
    }
}
