import CTextScan
import Testing

@testable import NGramIndexing

/// The bytes of one token, normalised. Not a `String`: to that, é in one code point and é in two are the same.
struct TokenBytes: Hashable, CustomStringConvertible {
    var bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    var description: String { String(decoding: bytes, as: UTF8.self).debugDescription }
}

extension TokenBytes: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(text.utf8) }
}

/// A token and the bytes of the text that it stands in.
struct PlacedToken: Equatable {
    var token: TokenBytes
    var byteRange: Range<Int>
}

extension Tokenizer {
    /// The tokens of `text`, with their places; checks that each comes with its own hash.
    mutating func placedTokens(_ text: [UInt8]) -> [PlacedToken] {
        var collected = TokenizedText()
        tokenize(text.span, into: &collected)
        return (0..<collected.count).map { number in
            let bytes = collected.normalised[collected.normalisedRange(from: number, count: 1)].dropLast()
            let token = PlacedToken(
                token: TokenBytes(bytes), byteRange: collected.byteRange(from: number, count: 1))
            let hash = unsafe token.token.bytes.withUnsafeBufferPointer {
                unsafe assay_hash_token($0.baseAddress, $0.count)
            }
            if collected.hashes[number] != hash {
                Issue.record("the hash of \(token.token) is not that of its bytes")
            }
            return token
        }
    }

    mutating func tokens(_ text: [UInt8]) -> [TokenBytes] { placedTokens(text).map(\.token) }

    mutating func tokens(_ text: String) -> [TokenBytes] { tokens(Array(text.utf8)) }
}

/// What is wrong with the places of a text's tokens, in words; `nil` where they are right.
///
/// They must lie in the text, go forwards, begin and end between code points, and the bytes they name, tokenised alone, must
/// give the token or, where one character folds to several tokens, contain it.
func fault(in tokens: [PlacedToken], of text: [UInt8], _ tokenizer: inout Tokenizer) -> String? {
    let isLowerCaseProfile = tokenizer.profile.name != "words"
    func isBorder(_ offset: Int) -> Bool { offset == text.count || text[offset] & 0xC0 != 0x80 }
    var last = 0..<0
    for placed in tokens {
        let range = placed.byteRange
        guard range.lowerBound >= last.lowerBound, range.upperBound >= last.upperBound, range.upperBound <= text.count,
            !range.isEmpty
        else { return "\(placed.token) at \(range) after \(last) in \(text.count) bytes" }
        guard isBorder(range.lowerBound), isBorder(range.upperBound) else {
            return "\(placed.token) at \(range) cuts a code point"
        }
        last = range
        var expected = placed.token
        var inside = tokenizer.tokens(Array(text[range]))
        if isLowerCaseProfile {
            // The one fold that looks beyond the token: a sigma at the end of a word.
            expected = expected.withoutFinalSigma
            inside = inside.map(\.withoutFinalSigma)
        }
        // U+0345 is a mark that folds to a letter: cut out with the mark before it, both make one token.
        if text[range].indices.dropLast().contains(where: { text[$0] == 0xCD && text[$0 + 1] == 0x85 }) { continue }
        if inside.contains(expected) { continue }
        // A jamo is folded together with a mark before it, which belongs to the token before: the place names that as well.
        let first = String(decoding: text[range], as: UTF8.self).unicodeScalars.first
        let beginsWithMark = first.map { UnicodeCategory.isMark($0.value) } ?? false
        guard beginsWithMark, inside.contains(where: { $0.bytes.suffix(expected.bytes.count) == expected.bytes[...] })
        else { return "\(placed.token) at \(range), whose bytes give \(inside)" }
    }
    return nil
}

extension TokenBytes {
    fileprivate var withoutFinalSigma: TokenBytes {
        TokenBytes(
            String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0 == "ς" ? "σ" : $0 }.flatMap {
                String($0).utf8
            })
    }
}

/// A text as its code points, for the message of a failed test.
func codePoints(_ text: some Sequence<Unicode.Scalar>) -> String {
    text.map { String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
}
