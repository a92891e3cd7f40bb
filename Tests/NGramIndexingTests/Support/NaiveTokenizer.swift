import CUtf8proc
import Foundation

@testable import NGramIndexing

/// The profiles' rules as docs/matching.md words them, on a whole text at once as an array of code points.
///
/// Compositions are Foundation's (in the first plane) and categories the standard library's, both made from tables of their
/// own; the case folding is utf8proc's, as the tokeniser's is. Slow. Their versions of Unicode may differ: `knows` says
/// which code points all of them have.
enum NaiveTokenizer {
    static func tokens(_ text: String, _ profile: Profile) -> [TokenBytes] {
        let tokens =
            switch profile.name {
            case "words": words(Array(text.unicodeScalars))
            case "skywork": runs(lowerCased(Array(text.unicodeScalars)), where: isWordCharacter).filter { $0.count >= 2 }
            default: runs(lowerCased(Array(text.unicodeScalars)), where: { !isWhiteSpace($0) })
            }
        return tokens.map { TokenBytes($0.flatMap { String($0).utf8 }) }
    }

    /// Whether every library has the code point: assigned by Unicode 14.
    static func knows(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age else { return false }
        return age.major <= 14 && scalar.properties.generalCategory != .privateUse
    }

    // MARK: words

    private static func words(_ text: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        let folded = composed(caseFolded(composed(text))).filter { !$0.properties.isDefaultIgnorableCodePoint }
        var tokens: [[Unicode.Scalar]] = []
        var token: [Unicode.Scalar] = []
        var isSingle = false
        func end() {
            if !token.isEmpty { tokens.append(token) }
            token = []
            isSingle = false
        }
        for scalar in folded {
            switch kind(scalar) {
            case .mark:
                token.append(scalar)
            case .letterOrNumber where isUnspaced(scalar):
                end()
                token = [scalar]
                isSingle = true
            case .letterOrNumber:
                if isSingle { end() }
                token.append(scalar)
            case .other:
                end()
            }
        }
        end()
        return tokens
    }

    /// NFKC by Foundation, or by utf8proc where there are code points beyond FFFF: of those swift-corelibs-foundation takes
    /// some for others when a mark follows.
    private static func composed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        if text.allSatisfy({ $0.value <= 0xFFFF }) {
            return Array(string(text).precomposedStringWithCompatibilityMapping.unicodeScalars)
        }
        var utf8 = Array(string(text).utf8)
        let options = utf8proc_option_t(
            rawValue: UTF8PROC_COMPAT.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue)
        var result: UnsafeMutablePointer<UInt8>?
        // utf8proc allocates `result` and ends it with a zero, which it does not count.
        let count = unsafe utf8proc_map(&utf8, utf8.count, &result, options)
        defer { unsafe free(result) }
        guard count >= 0, let result = unsafe result else { return [] }
        let bytes = unsafe Array(UnsafeBufferPointer(start: result, count: count))
        return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }

    private static func caseFolded(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var folded: [Unicode.Scalar] = []
        var buffer = [Int32](repeating: 0, count: 16)
        for scalar in text {
            var last: Int32 = 0
            // `buffer` has room for every folding, the longest of which is three code points.
            let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
                unsafe utf8proc_decompose_char(
                    Int32(scalar.value), buffer.baseAddress, buffer.count, UTF8PROC_CASEFOLD, &last)
            }
            folded += buffer[..<count].compactMap { Unicode.Scalar(UInt32($0)) }
        }
        return folded
    }

    private enum Kind { case letterOrNumber, mark, other }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            .letterOrNumber
        case .nonspacingMark, .spacingMark, .enclosingMark: .mark
        default: .other
        }
    }

    private static let unspacedRanges: [ClosedRange<UInt32>] = [
        0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3005, 0x3007...0x3007,
        0x3021...0x3029, 0x3041...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
        0x20000...0x323AF,
    ]

    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        unspacedRanges.contains { $0.contains(scalar.value) }
    }

    // MARK: skywork and whitespace

    /// Full lower case, with the final sigma of the Unicode Standard's table 3-17.
    private static func lowerCased(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        text.indices.flatMap { place -> [Unicode.Scalar] in
            guard text[place] == "Σ" else { return Array(text[place].properties.lowercaseMapping.unicodeScalars) }
            let before = text[..<place].last { !$0.properties.isCaseIgnorable }
            let after = text[(place + 1)...].first { !$0.properties.isCaseIgnorable }
            return before?.properties.isCased == true && after?.properties.isCased != true ? ["ς"] : ["σ"]
        }
    }

    /// Python's `\w`: letters, numbers, the underscore.
    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || kind(scalar) == .letterOrNumber
    }

    /// Python's `str.isspace()`: spaces, and what the bidirectional algorithm takes for separators.
    private static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .spaceSeparator || (0x09...0x0D).contains(scalar.value)
            || (0x1C...0x1F).contains(scalar.value) || [0x85, 0x2028, 0x2029].contains(scalar.value)
    }

    private static func runs(
        _ text: [Unicode.Scalar], where isInside: (Unicode.Scalar) -> Bool
    ) -> [[Unicode.Scalar]] {
        text.split { !isInside($0) }.map(Array.init)
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
