import CUtf8proc

extension Profile {
    /// The rule behind the Skywork-Reward table, as far as it can be known: scikit-learn's CountVectorizer with n-grams of
    /// 7 to 13. Lower case; tokens are runs of two or more word characters, so that one-character tokens vanish.
    public static let skywork = Profile(
        name: "skywork", identifier: 2, defaultN: 7, matchesShortTextsByDefault: false, minimumTokenCodePoints: 2,
        asciiRule: .lettersDigitsAndUnderscore, makeFolding: { LowerCaseFolding(separatesAtWhiteSpaceOnly: false) })

    /// Lower case, split at white space, as the open-r1 and s1 scripts do.
    public static let whitespace = Profile(
        name: "whitespace", identifier: 3, defaultN: 8, matchesShortTextsByDefault: false, minimumTokenCodePoints: 1,
        asciiRule: .notWhiteSpace, makeFolding: { LowerCaseFolding(separatesAtWhiteSpaceOnly: true) })
}

/// Full lower-casing as Python's `str.lower()` does it, with the token rules of Python's `re` (`\w`) or of `str.split()`.
private final class LowerCaseFolding: CodePointFolding {
    private let separatesAtWhiteSpaceOnly: Bool

    init(separatesAtWhiteSpaceOnly: Bool) { self.separatesAtWhiteSpaceOnly = separatesAtWhiteSpaceOnly }

    private static let capitalSigma: UInt32 = 0x3A3
    private static let capitalIWithDot: UInt32 = 0x130

    func beginsChunk(_ codePoint: UInt32) -> Bool { true }

    func needsContext(_ codePoint: UInt32) -> Bool { codePoint == Self.capitalSigma }

    func tokenClass(ofFolded codePoint: UInt32) -> TokenClass {
        if separatesAtWhiteSpaceOnly { return Self.isWhiteSpace(codePoint) ? .separator : .word }
        let isWord =
            UnicodeCategory.isLetter(codePoint) || UnicodeCategory.isNumber(codePoint)
            || codePoint == UInt32(UInt8(ascii: "_"))
        return isWord ? .word : .separator
    }

    func fold(_ chunk: [UInt32], at byteRange: Range<Int>, of text: Span<UInt8>, into folded: inout [UInt32]) {
        for codePoint in chunk {
            if codePoint == Self.capitalSigma {
                folded.append(Self.isFinalSigma(at: byteRange, of: text) ? 0x3C2 : 0x3C3)
            } else if codePoint == Self.capitalIWithDot {
                folded += [0x69, 0x307]  // The one unconditional lower-case mapping to two code points.
            } else {
                folded.append(UInt32(bitPattern: utf8proc_tolower(Int32(bitPattern: codePoint))))
            }
        }
    }

    /// What `str.isspace()` accepts.
    private static func isWhiteSpace(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// The Final_Sigma condition (the Unicode Standard, table 3-17): a cased letter before, none behind, both sides looked
    /// for past case-ignorable code points.
    private static func isFinalSigma(at byteRange: Range<Int>, of text: Span<UInt8>) -> Bool {
        var offset = byteRange.lowerBound
        var follows = false
        while offset > 0 {
            let before = UTF8Coding.decodeBackwards(text, endingAt: offset)
            offset -= before.byteCount
            if let scalar = Unicode.Scalar(before.codePoint), scalar.properties.isCaseIgnorable { continue }
            follows = Unicode.Scalar(before.codePoint)?.properties.isCased ?? false
            break
        }
        guard follows else { return false }
        offset = byteRange.upperBound
        while offset < text.count {
            let after = UTF8Coding.decode(text, at: offset)
            offset += after.byteCount
            if let scalar = Unicode.Scalar(after.codePoint), scalar.properties.isCaseIgnorable { continue }
            return !(Unicode.Scalar(after.codePoint)?.properties.isCased ?? false)
        }
        return true
    }
}
