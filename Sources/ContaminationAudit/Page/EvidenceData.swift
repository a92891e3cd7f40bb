import ByteIO

/// The matches that a page shows, as the JSON that its script reads (Page/Assets/page.js).
///
///     {"files": [[path, format]], "sources": [], "benchmarks": [], "subsets": [], "units": [], "divisions": [],
///      "matches": [[file, row, source, benchmark, subset, id, longest, coverage in millionths, shared n-grams,
///                   records of the prompt, unit, [from, to], item text, [from, to], item, record, further runs,
///                   runs left out, division, decision, note]]}
///
/// Names stand once each and are numbered; a text is a list of pieces: a string, `[string]` where it is shared, a number
/// of bytes that are left out. Nothing in it can end the script element it stands in.
struct EvidenceData {
    private static let largestNameByteCount = 400
    private static let largestNoteByteCount = 2_000

    /// A match, and what is known of it beside the evidence.
    struct Match {
        var excerpt: EvidenceExcerpt
        /// Its place in the evidence: matches stand in this order.
        var ordinal: Int
        /// In how many records its prompt was found; 0: not known.
        var promptRecordCount = 0
        /// What the page divides matches by; a place in `divisions`.
        var division = 0
        var decision: Decision?
    }

    /// How many of the matches given had room.
    private(set) var matchCount = 0
    private(set) var bytes: [UInt8] = []

    private var files = NameTable()
    private var sources = NameTable()
    private var benchmarks = NameTable()
    private var subsets = NameTable()
    private var units = NameTable()

    /// - Parameters:
    ///   - choices: the most telling first: those that have no room are the last, and are not asked for.
    ///   - formats: the inputs' formats by their paths.
    ///   - largestByteCount: the most bytes of JSON.
    ///   - makeMatch: makes the match of a choice.
    /// - Throws: what `makeMatch` throws.
    init(
        of choices: [EvidenceSelection.Choice], formats: [String: String], divisions: [String] = [],
        largestByteCount: Int, match makeMatch: (EvidenceSelection.Choice) throws(AssayError) -> Match
    ) throws(AssayError) {
        var lines: [(ordinal: Int, division: Int, bytes: [UInt8])] = []
        var byteCount = 1_000
        for choice in choices {
            let match = try makeMatch(choice)
            let line = ScriptData.escaped(encode(match))
            byteCount += line.count + 1
            let nameByteCount =
                files.byteCount + sources.byteCount + benchmarks.byteCount + subsets.byteCount + units.byteCount
            if byteCount + nameByteCount > largestByteCount { break }
            lines.append((match.ordinal, match.division, line))
        }
        lines.sort { ($0.division, $0.ordinal) < ($1.division, $1.ordinal) }
        matchCount = lines.count
        var head = JSONLine()
        head.beginObject()
        head.key("files")
        head.beginArray()
        for file in files.names {
            head.beginArray()
            head.value(Self.name(file))
            head.value(formats[file] ?? "")
            head.endArray()
        }
        head.endArray()
        for (key, table) in [
            ("sources", sources), ("benchmarks", benchmarks), ("subsets", subsets), ("units", units),
        ] as [(StaticString, NameTable)] {
            head.key(key)
            head.beginArray()
            for name in table.names { head.value(Self.name(name)) }
            head.endArray()
        }
        head.key("divisions")
        head.beginArray()
        for division in divisions { head.value(Self.name(division)) }
        head.endArray()
        head.key("matches")
        bytes = ScriptData.escaped(head.bytes)
        bytes.reserveCapacity(bytes.count + lines.reduce(3) { $0 + $1.bytes.count + 2 })
        bytes.append(UInt8(ascii: "["))
        for (place, line) in lines.enumerated() {
            bytes += (place == 0 ? "\n" : ",\n").utf8
            bytes += line.bytes
        }
        bytes += "]}".utf8
    }

    private mutating func encode(_ match: Match) -> [UInt8] {
        let excerpt = match.excerpt
        var line = JSONLine()
        line.beginArray()
        line.value(files.number(of: excerpt.file))
        line.value(excerpt.row)
        line.value(sources.number(of: excerpt.source ?? ""))
        line.value(benchmarks.number(of: excerpt.pair.benchmark))
        line.value(subsets.number(of: excerpt.pair.subset))
        line.value(Self.name(excerpt.pair.id))
        line.value(excerpt.longest)
        line.value(JSONLine.millionths(excerpt.coverage))
        line.value(excerpt.sharedNGramCount)
        line.value(match.promptRecordCount)
        line.value(units.number(of: excerpt.unit))
        Self.append(excerpt.unitByteRange, to: &line)
        line.value(excerpt.itemText)
        Self.append(excerpt.itemByteRange, to: &line)
        Self.append(excerpt.item, to: &line)
        Self.append(excerpt.record, to: &line)
        line.beginArray()
        for run in excerpt.further {
            line.beginArray()
            line.value(units.number(of: run.unit))
            Self.append(run.unitByteRange, to: &line)
            line.value(run.tokenCount)
            Self.append(run.text, to: &line)
            line.endArray()
        }
        line.endArray()
        if let count = excerpt.leftOutRunCount { line.value(count) } else { line.null() }
        line.value(match.division)
        if let decision = match.decision {
            line.value(decision.judgement?.rawValue ?? "")
            line.value(Self.cut(decision.note, to: Self.largestNoteByteCount))
        }
        line.endArray()
        return line.bytes
    }

    private static func append(_ range: Range<Int>, to line: inout JSONLine) {
        line.beginArray()
        line.value(range.lowerBound)
        line.value(range.upperBound)
        line.endArray()
    }

    private static func append(_ segments: [EvidenceExcerpt.Segment], to line: inout JSONLine) {
        line.beginArray()
        for segment in segments {
            switch segment {
            case .plain(let text): line.value(text)
            case .shared(let text):
                line.beginArray()
                line.value(text)
                line.endArray()
            case .gap(let byteCount): line.value(byteCount)
            }
        }
        line.endArray()
    }

    private static func name(_ name: String) -> String { cut(name, to: largestNameByteCount) }

    private static func cut(_ text: String, to byteCount: Int) -> String {
        if text.utf8.count <= byteCount { return text }
        var short = ""
        for scalar in text.unicodeScalars {
            if short.utf8.count + UTF8.width(scalar) > byteCount { break }
            short.unicodeScalars.append(scalar)
        }
        return short + "…"
    }
}

/// Names numbered in the order they are first asked for.
private struct NameTable {
    private(set) var names: [String] = []
    /// What the names take as JSON, at most.
    private(set) var byteCount = 0
    private var numbers: [[UInt8]: Int] = [:]

    mutating func number(of name: String) -> Int {
        let bytes = Array(name.utf8)
        if let known = numbers[bytes] { return known }
        numbers[bytes] = names.count
        names.append(name)
        byteCount += 6 * min(bytes.count, 410) + 40
        return names.count - 1
    }
}

/// JSON within a script element.
enum ScriptData {
    /// `json` without any byte that HTML could read as markup, and without the two line ends that JavaScript knows and JSON
    /// does not: they stand as escapes, which JSON allows wherever they can occur, in its strings.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        var safe: [UInt8] = []
        safe.reserveCapacity(json.count + json.count / 16)
        var start = 0
        let bytes = json.span
        for place in bytes.indices {
            let escape: StaticString
            var first = place
            switch bytes[place] {
            case UInt8(ascii: "<"): escape = "\\u003c"
            case UInt8(ascii: ">"): escape = "\\u003e"
            case UInt8(ascii: "&"): escape = "\\u0026"
            // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
            case 0xA8 where place >= 2 && bytes[place - 1] == 0x80 && bytes[place - 2] == 0xE2:
                first = place - 2
                escape = "\\u2028"
            case 0xA9 where place >= 2 && bytes[place - 1] == 0x80 && bytes[place - 2] == 0xE2:
                first = place - 2
                escape = "\\u2029"
            default: continue
            }
            safe += json[start..<first]
            // A StaticString's bytes live as long as the program.
            unsafe safe.append(
                contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
            start = place + 1
        }
        safe += json[start...]
        return safe
    }
}
