/// A match as a page shows it: both texts around the longest run, the shared runs marked, cut to a bounded size.
///
/// At most some 5 KB of text. An immutable object, since thousands of them are sorted; safe to share between threads.
final class EvidenceExcerpt: Sendable {
    /// A piece of a text.
    enum Segment: Sendable, Equatable {
        case plain(String)
        /// Shared by prompt and record.
        case shared(String)
        /// So many bytes of a long run are left out here.
        case gap(byteCount: Int)
    }

    /// A run beside the longest that lies elsewhere.
    struct FurtherRun: Sendable, Equatable {
        var unit: String
        var unitByteRange: Range<Int>
        var tokenCount: Int
        var text: [Segment]
    }

    /// The most bytes of one shared or plain piece, and how they are divided where it is longer.
    private static let largestPiece = 1_400
    private static let headByteCount = 1_000
    private static let tailByteCount = 300
    private static let largestFurtherPiece = 240
    private static let shownFurtherRuns = 3

    /// What names the record and the prompt.
    let file: String
    let row: Int
    let pair: PairKey
    let source: String?
    let longest: Int
    let coverage: Double
    let sharedNGramCount: Int
    /// The longest run's place in both.
    let unit: String
    let unitByteRange: Range<Int>
    let itemText: Int
    let itemByteRange: Range<Int>
    let item: [Segment]
    let record: [Segment]
    let further: [FurtherRun]
    /// Runs that are neither in the excerpts nor in `further`; `nil` where even the evidence does not list all.
    let leftOutRunCount: Int?

    init(_ line: MatchLine) {
        file = line.file
        row = line.row
        pair = line.pair
        source = line.source
        longest = line.longest
        coverage = line.coverage
        sharedNGramCount = line.sharedNGramCount
        guard let run = line.longestRun else {
            (unit, unitByteRange, itemText, itemByteRange) = ("", 0..<0, 0, 0..<0)
            (item, record, further, leftOutRunCount) = ([], [], [], 0)
            return
        }
        (unit, unitByteRange, itemText, itemByteRange) = (run.unit, run.unitByteRange, run.itemText, run.itemByteRange)
        let around = run.context
        let recordWindow = Window(
            around?.before ?? "", run.text, around?.after ?? "", runStart: run.unitByteRange.lowerBound)
        let itemWindow = Window(
            around?.itemBefore ?? "", around?.item ?? run.text, around?.itemAfter ?? "",
            runStart: run.itemByteRange.lowerBound)
        record = recordWindow.segments(
            shared: line.runs.filter { $0.unit == run.unit }.map(\.unitByteRange), Self.cut)
        item = itemWindow.segments(
            shared: line.runs.filter { $0.itemText == run.itemText }.map(\.itemByteRange), Self.cut)
        let elsewhere = line.runs.filter { other in
            !(other.unit == run.unit && recordWindow.holds(other.unitByteRange))
        }
        further = elsewhere.sorted { $0.tokenCount > $1.tokenCount }.prefix(Self.shownFurtherRuns).map { run in
            FurtherRun(
                unit: run.unit, unitByteRange: run.unitByteRange, tokenCount: run.tokenCount,
                text: Self.cut(
                    Array(run.text.utf8), isShared: true, largest: Self.largestFurtherPiece, head: 160, tail: 60))
        }
        leftOutRunCount = line.omitsRuns ? nil : max(0, elsewhere.count - Self.shownFurtherRuns)
    }

    private static func cut(_ bytes: [UInt8], isShared: Bool) -> [Segment] {
        cut(bytes, isShared: isShared, largest: largestPiece, head: headByteCount, tail: tailByteCount)
    }

    /// The piece, or its beginning and end where it is longer than `largest` bytes; cut between characters.
    private static func cut(_ bytes: [UInt8], isShared: Bool, largest: Int, head: Int, tail: Int) -> [Segment] {
        func segment(_ range: Range<Int>) -> Segment {
            let text = String(decoding: bytes[range], as: UTF8.self)
            return isShared ? .shared(text) : .plain(text)
        }
        if bytes.isEmpty { return [] }
        if bytes.count <= largest { return [segment(0..<bytes.count)] }
        var headEnd = head
        while headEnd > 0, bytes[headEnd] & 0xC0 == 0x80 { headEnd -= 1 }
        var tailStart = bytes.count - tail
        while tailStart < bytes.count, bytes[tailStart] & 0xC0 == 0x80 { tailStart += 1 }
        return [segment(0..<headEnd), .gap(byteCount: tailStart - headEnd), segment(tailStart..<bytes.count)]
    }
}

/// A piece of a text and where it begins there.
private struct Window {
    let bytes: [UInt8]
    let start: Int

    init(_ before: String, _ run: String, _ after: String, runStart: Int) {
        bytes = Array(before.utf8) + Array(run.utf8) + Array(after.utf8)
        start = runStart - before.utf8.count
    }

    func holds(_ range: Range<Int>) -> Bool { range.lowerBound >= start && range.upperBound <= start + bytes.count }

    /// The window cut where a shared range begins or ends. Ranges that do not fit characters are passed over: evidence read
    /// from a file is somebody's data.
    func segments(
        shared: [Range<Int>], _ cut: ([UInt8], Bool) -> [EvidenceExcerpt.Segment]
    ) -> [EvidenceExcerpt.Segment] {
        var ranges: [Range<Int>] = []
        for range in shared.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let inside = (range.lowerBound - start)..<(range.upperBound - start)
            let part = inside.clamped(to: 0..<bytes.count)
            guard !part.isEmpty, isBorder(part.lowerBound), isBorder(part.upperBound) else { continue }
            if let last = ranges.last, part.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
            } else {
                ranges.append(part)
            }
        }
        var segments: [EvidenceExcerpt.Segment] = []
        var end = 0
        for range in ranges {
            segments += cut(Array(bytes[end..<range.lowerBound]), false) + cut(Array(bytes[range]), true)
            end = range.upperBound
        }
        return segments + cut(Array(bytes[end...]), false)
    }

    private func isBorder(_ place: Int) -> Bool { place >= bytes.count || bytes[place] & 0xC0 != 0x80 }
}
