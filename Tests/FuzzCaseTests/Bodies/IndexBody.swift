import ByteIO
import NGramIndexing

/// An index file of any content, its checksums mended so that what is behind them is reached: every question gets an answer
/// or an error.
enum IndexBody {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let file = FuzzFile("index")
        file.fill(choice & 1 == 0 ? mended(Array(bytes.dropFirst())) : Array(bytes.dropFirst()))
        guard let index = try? NGramIndex(path: file.path) else { return }
        _ = try? index.parts()
        for item in 0..<min(index.itemCount, 40) {
            _ = try? index.partNumber(ofItem: item)
            _ = try? index.id(ofItem: item)
            for text in (try? index.texts(ofItem: item)) ?? [] { _ = try? index.text(text) }
        }
        for text in 0..<min(index.textCount, 40) {
            _ = try? index.tokenCount(ofText: text)
            _ = try? index.items(ofText: text)
        }
        var matcher = RecordMatcher(index: index, cache: IndexedTextCache(), matchesShortTexts: choice & 2 == 0)
        let text = Array("one two three four five six seven eight nine ten eleven alpha beta".utf8)
        _ = try? matcher.match(text.span, unitRanges: [0..<text.count])
        try? index.verify()
    }

    /// The file with its size, checksums and fingerprint made to fit (docs/index-format.md).
    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        guard bytes.count >= 64 else { return bytes }
        let sectionCount = Int(bytes.span.rawSpan.uint32(at: 12))
        let tableEnd = 64 + 32 * min(sectionCount, 64)
        guard tableEnd <= bytes.count else { return bytes }
        func set(_ value: UInt64, at offset: Int) {
            for place in 0..<8 { bytes[offset + place] = UInt8(truncatingIfNeeded: value >> UInt64(8 * place)) }
        }
        set(UInt64(bytes.count), at: 16)
        for section in 0..<min(sectionCount, 64) {
            let row = 64 + 32 * section
            let offset = bytes.span.rawSpan.uint64(at: row + 8)
            let count = bytes.span.rawSpan.uint64(at: row + 16)
            let (end, overflow) = offset.addingReportingOverflow(count)
            guard !overflow, end <= UInt64(bytes.count) else { continue }
            set(XXH3.hash64(bytes.span.extracting(Int(offset)..<Int(end))), at: row + 24)
        }
        let described = Array(bytes[24..<32] + bytes[64..<tableEnd])
        let fingerprint = XXH3.hash128(described.span)
        set(fingerprint.high, at: 32)
        set(fingerprint.low, at: 40)
        let checked = Array(bytes[0..<48] + bytes[64..<tableEnd])
        set(XXH3.hash64(checked.span), at: 48)
        return bytes
    }
}
