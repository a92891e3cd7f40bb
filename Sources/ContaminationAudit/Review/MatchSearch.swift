import ByteIO

/// Looks for a text in matches; letters of ASCII in either case.
///
/// A line's JSON is searched first, as it stands; only where it holds the text is it read, since a key or an escape may hold it.
struct MatchSearch {
    private let text: [UInt8]
    private let json: [UInt8]

    init(_ query: String) {
        text = query.utf8.map(Self.folded)
        var line = JSONLine()
        line.value(query)
        json = line.bytes.dropFirst().dropLast().map(Self.folded)
    }

    /// - Parameters:
    ///   - line: the match's JSON.
    ///   - match: reads it.
    func finds(
        _ line: [UInt8], note: String, match: () throws(AssayError) -> MatchLine
    ) throws(AssayError) -> Bool {
        if Self.holds(Array(note.utf8), text) { return true }
        guard Self.holds(line, json) else { return false }
        return Self.texts(try match()).contains { Self.holds(Array($0.utf8), text) }
    }

    /// What of a match a reader sees.
    static func texts(_ match: MatchLine) -> [String] {
        var texts = [match.file, match.source ?? "", match.benchmark, match.subset, match.id]
        for run in match.runs {
            texts += [run.unit, run.text]
            guard let context = run.context else { continue }
            texts += [context.before, context.after, context.itemBefore, context.item ?? "", context.itemAfter]
        }
        return texts
    }

    /// Whether the bytes hold `folded`, whose letters are small.
    private static func holds(_ bytes: [UInt8], _ folded: [UInt8]) -> Bool {
        guard let first = folded.first, bytes.count >= folded.count else { return folded.isEmpty }
        let (bytes, folded) = (bytes.span, folded.span)
        for start in 0...(bytes.count - folded.count) where Self.folded(bytes[start]) == first {
            var place = 1
            while place < folded.count, Self.folded(bytes[start + place]) == folded[place] { place += 1 }
            if place == folded.count { return true }
        }
        return false
    }

    private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
