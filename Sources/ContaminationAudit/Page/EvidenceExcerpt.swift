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
        record = Self.segments(
            recordWindow, shared: line.runs.filter { $0.unit == run.unit }.map(\.unitByteRange))
        item = Self.segments(
            itemWindow, shared: line.runs.filter { $0.itemText == run.itemText }.map(\.itemByteRange))
        let elsewhere = line.runs.filter { other in
            !(other.unit == run.unit && recordWindow.holds(other.unitByteRange))
        }
        further = elsewhere.sorted { $0.tokenCount > $1.tokenCount }.prefix(Self.shownFurtherRuns).map { run in
            FurtherRun(
                unit: run.unit, unitByteRange: run.unitByteRange, tokenCount: run.tokenCount,
                text: Self.further(run.text))
        }
        leftOutRunCount = line.omitsRuns ? nil : max(0, elsewhere.count - Self.shownFurtherRuns)
    }

    /// The window's text in pieces, cut where a shared range begins or ends.
    private static func segments(_ window: Window, shared: [Range<Int>]) -> [Segment] {
        var segments: [Segment] = []
        func append(_ range: Range<Int>, isShared: Bool) {
            Self.append(
                window.bytes[range], isShared: isShared, largest: largestPiece, head: headByteCount,
                tail: tailByteCount, to: &segments)
        }
        var end = 0
        for range in window.parts(shared) {
            append(end..<range.lowerBound, isShared: false)
            append(range, isShared: true)
            end = range.upperBound
        }
        append(end..<window.bytes.count, isShared: false)
        return segments
    }

    private static func further(_ text: String) -> [Segment] {
        var segments: [Segment] = []
        append(
            Array(text.utf8)[...], isShared: true, largest: largestFurtherPiece, head: 160, tail: 60, to: &segments)
        return segments
    }

    /// Appends the piece, or its beginning and end where it is longer than `largest` bytes; cut between characters.
    private static func append(
        _ bytes: ArraySlice<UInt8>, isShared: Bool, largest: Int, head: Int, tail: Int, to segments: inout [Segment]
    ) {
        func segment(_ range: Range<Int>) -> Segment {
            let text = String(decoding: bytes[range], as: UTF8.self)
            return isShared ? .shared(text) : .plain(text)
        }
        if bytes.isEmpty { return }
        if bytes.count <= largest { return segments.append(segment(bytes.indices)) }
        var headEnd = bytes.startIndex + head
        while headEnd > bytes.startIndex, bytes[headEnd] & 0xC0 == 0x80 { headEnd -= 1 }
        var tailStart = bytes.endIndex - tail
        while tailStart < bytes.endIndex, bytes[tailStart] & 0xC0 == 0x80 { tailStart += 1 }
        segments.append(segment(bytes.startIndex..<headEnd))
        segments.append(.gap(byteCount: tailStart - headEnd))
        segments.append(segment(tailStart..<bytes.endIndex))
    }
}

/// A piece of a text and where it begins there.
private struct Window {
    let bytes: [UInt8]
    let start: Int

    init(_ before: String, _ run: String, _ after: String, runStart: Int) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(before.utf8.count + run.utf8.count + after.utf8.count)
        for text in [before, run, after] { bytes += text.utf8 }
        self.bytes = bytes
        start = runStart - before.utf8.count
    }

    func holds(_ range: Range<Int>) -> Bool { range.lowerBound >= start && range.upperBound <= start + bytes.count }

    /// The ranges of `bytes` that are shared, in order and apart. Ranges that do not fit characters are passed over: evidence
    /// read from a file is somebody's data.
    func parts(_ shared: [Range<Int>]) -> [Range<Int>] {
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
        return ranges
    }

    private func isBorder(_ place: Int) -> Bool { place >= bytes.count || bytes[place] & 0xC0 != 0x80 }
}
