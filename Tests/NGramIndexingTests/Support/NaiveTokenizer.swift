import CUtf8proc

@testable import NGramIndexing

/// The profiles' rules as docs/matching.md words them, on a whole text at once as an array of code points.
///
/// Categories and lower case are the standard library's; compositions and case folding are utf8proc's, as the tokeniser's
/// are, but of all the text at once. Slow. The libraries' versions of Unicode may differ: `knows` says which code points
/// both have.
enum NaiveTokenizer {
    static func tokens(_ text: String, _ profile: Profile) -> [TokenBytes] {
        let scalars = Array(text.unicodeScalars)
        switch profile.name {
        case "words": return words(scalars)
        case "skywork": return runs(lowerCased(scalars), ofAtLeast: 2, where: isWordCharacter)
        default: return runs(lowerCased(scalars), ofAtLeast: 1, where: { !isWhiteSpace($0) })
        }
    }

    /// Whether both libraries have the code point: assigned by Unicode 14.
    static func knows(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age else { return false }
        return age.major <= 14 && scalar.properties.generalCategory != .privateUse
    }

    // MARK: words

    private static func words(_ text: [Unicode.Scalar]) -> [TokenBytes] {
        var tokens: [TokenBytes] = []
        var token: [UInt8] = []
        var isSingle = false
        func end() {
            if !token.isEmpty { tokens.append(TokenBytes(token)) }
            token.removeAll(keepingCapacity: true)
            isSingle = false
        }
        for scalar in composed(caseFolded(composed(text))) where !scalar.properties.isDefaultIgnorableCodePoint {
            switch kind(scalar) {
            case .mark: break
            case .letterOrNumber where isUnspaced(scalar):
                end()
                isSingle = true
            case .letterOrNumber:
                if isSingle { end() }
            case .other:
                end()
                continue
            }
            UTF8Coding.encode(scalar.value, into: &token)
        }
        end()
        return tokens
    }

    /// NFKC of the whole text. (Foundation's would be a second opinion, but swift-corelibs-foundation gets marks wrong that
    /// follow code points beyond FFFF, trailing jamo, and the order of marks that it decomposes itself.)
    private static func composed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
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
        folded.reserveCapacity(text.count)
        var buffer = [Int32](repeating: 0, count: 16)
        for scalar in text {
            var last: Int32 = 0
            // `buffer` has room for every folding, the longest of which is three code points.
            let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
                unsafe utf8proc_decompose_char(
                    Int32(scalar.value), buffer.baseAddress, buffer.count, UTF8PROC_CASEFOLD, &last)
            }
            for place in 0..<count {
                if let scalar = Unicode.Scalar(UInt32(buffer[place])) { folded.append(scalar) }
            }
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
        var lowered: [Unicode.Scalar] = []
        for (place, scalar) in text.enumerated() {
            if scalar == "Σ" {
                let before = text[..<place].last { !$0.properties.isCaseIgnorable }
                let after = text[(place + 1)...].first { !$0.properties.isCaseIgnorable }
                let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
                lowered.append(isFinal ? "ς" : "σ")
            } else if scalar.properties.changesWhenLowercased {
                lowered += scalar.properties.lowercaseMapping.unicodeScalars
            } else {
                lowered.append(scalar)
            }
        }
        return lowered
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
        _ text: [Unicode.Scalar], ofAtLeast count: Int, where isInside: (Unicode.Scalar) -> Bool
    ) -> [TokenBytes] {
        var tokens: [TokenBytes] = []
        var token: [UInt8] = []
        var length = 0
        func end() {
            if length >= count { tokens.append(TokenBytes(token)) }
            token.removeAll(keepingCapacity: true)
            length = 0
        }
        for scalar in text {
            guard isInside(scalar) else {
                end()
                continue
            }
            UTF8Coding.encode(scalar.value, into: &token)
            length += 1
        }
        end()
        return tokens
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
