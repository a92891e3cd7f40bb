import ByteIO

@testable import NGramIndexing

/// Any text, under every profile: the tokens of the naive tokeniser.
enum TextBody {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        // Code points that only one of the two Unicode libraries knows are left out.
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: bytes.dropFirst().prefix(4096), as: UTF8.self).unicodeScalars
        where NaiveTokenizer.knows(scalar) { text.append(scalar) }
        let string = String(text)
        let profile = Profile.all[Int(choice) % Profile.all.count]
        var tokenizer = Tokenizer(profile: profile)
        let utf8 = Array(string.utf8)
        var collected = TokenizedText()
        tokenizer.tokenize(utf8.span, into: &collected)
        let tokens = (0..<collected.count).map { number in
            TokenBytes(collected.normalised[collected.normalisedRange(from: number, count: 1)].dropLast())
        }
        precondition(tokens == NaiveTokenizer.tokens(string, profile), "other tokens than the naive tokeniser's")
        var last = 0..<0
        for number in 0..<collected.count {
            let range = collected.byteRange(from: number, count: 1)
            precondition(
                range.lowerBound >= last.lowerBound && range.upperBound <= utf8.count && !range.isEmpty,
                "a token's place lies outside the text or goes backwards")
            last = range
        }
    }
}
