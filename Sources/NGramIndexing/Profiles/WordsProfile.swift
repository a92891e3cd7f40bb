import CUtf8proc

extension Profile {
    /// The default: words in any script, whatever their case, width, composition or punctuation.
    ///
    /// Text is folded by NFKC, full case folding and NFKC again, and loses its default-ignorable code points. A token is a
    /// maximal run of letters, marks and numbers; in scripts written without spaces each letter or number is one, with the
    /// marks behind it. See docs/matching.md.
    public static let words = Profile(
        name: "words", identifier: 1, defaultN: 8, matchesShortTextsByDefault: true, minimumTokenCodePoints: 1,
        asciiRule: .lettersAndDigits, makeFolding: { WordsFolding() })
}

/// NFKC, full case folding, NFKC, without default-ignorable code points; tokens of letters, marks and numbers.
///
/// Sources: Unicode Standard Annex 15 (normalisation forms), the Unicode Standard, section 3.13 (case folding).
private final class WordsFolding: CodePointFolding {
    /// The scripts written without spaces, in which a letter or number is a token: Thai, Lao, Myanmar, Khmer, and the
    /// ideographs and syllables of Chinese and Japanese. Hangul is written with spaces.
    static let unspacedRanges: [ClosedRange<UInt32>] = [
        0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3005, 0x3007...0x3007,
        0x3021...0x3029, 0x3041...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
        0x20000...0x323AF,
    ]

    private let normaliser = Normaliser()
    private var composed: [UInt32] = []
    private var caseFolded: [UInt32] = []

    func needsContext(_ codePoint: UInt32) -> Bool { false }

    /// A code point begins a chunk if nothing in its full decomposition can compose with, or be reordered before, what
    /// stands before it. That is decided by the decomposition's first code point: of combining class 0, and not the second
    /// of a composing pair. Those of class 0 that compose backwards are Hangul vowels and trailing consonants, and a few
    /// vowel signs; outside the Basic Multilingual Plane, where Unicode still adds such pairs, any mark is taken for one.
    func beginsChunk(_ codePoint: UInt32) -> Bool {
        let first = normaliser.firstDecomposed(codePoint)
        if (0x1160...0x11FF).contains(first) { return false }
        guard UnicodeCategory.isMark(first) else { return true }
        return first < 0x10000 && UnicodeCategory.combiningClass(first) == 0 && !Self.composingMarks.contains(first)
    }

    /// The marks of combining class 0 in the Basic Multilingual Plane that are second in a canonical composition
    /// (DerivedNormalizationProps.txt: NFC_Quick_Check=Maybe).
    static let composingMarks: Set<UInt32> = [
        0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE, 0x0BD7, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57, 0x0DCF, 0x0DDF,
        0x102E, 0x1B35,
    ]

    func tokenClass(ofFolded codePoint: UInt32) -> TokenClass {
        if UnicodeCategory.isDefaultIgnorable(codePoint) { return .removed }
        if UnicodeCategory.isMark(codePoint) { return .mark }
        guard UnicodeCategory.isLetter(codePoint) || UnicodeCategory.isNumber(codePoint) else { return .separator }
        return Self.unspacedRanges.contains { $0.contains(codePoint) } ? .single : .word
    }

    func fold(_ chunk: [UInt32], at byteRange: Range<Int>, of text: Span<UInt8>, into folded: inout [UInt32]) {
        normaliser.composeCompatibly(chunk, into: &composed)
        caseFolded.removeAll(keepingCapacity: true)
        for codePoint in composed { normaliser.appendCaseFolded(codePoint, to: &caseFolded) }
        normaliser.composeCompatibly(caseFolded, into: &composed)
        for codePoint in composed where !UnicodeCategory.isDefaultIgnorable(codePoint) { folded.append(codePoint) }
    }
}
