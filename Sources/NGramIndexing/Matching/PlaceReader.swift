import ByteIO

/// Tells which text a place lies in, and remembers the last one with its tokens: the n-grams of a record are asked about in
/// order, and lie in the same text mostly. One matcher owns one.
struct PlaceReader {
    private let index: NGramIndex
    private let cache: IndexedTextCache
    private var number = -1
    private var places = 0..<0
    private var tokens: IndexedText?

    init(index: NGramIndex, cache: IndexedTextCache) {
        self.index = index
        self.cache = cache
    }

    /// The number of the text that holds the token `place` of all, and the token's number there.
    mutating func locate(_ place: Int) throws(AssayError) -> (text: Int, position: Int) {
        if !places.contains(place) {
            let located = try index.locate(place: place)
            let start = place - located.position
            let end = try index.tokenStart(ofText: located.text + 1)
            guard end > place else { throw index.damaged(.tokenStarts) }
            number = located.text
            places = start..<end
            tokens = nil
        }
        return (number, place - places.lowerBound)
    }

    /// The text `number`, which need not be the one that was located last.
    mutating func text(_ number: Int, _ tokenizer: inout Tokenizer) throws(AssayError) -> IndexedText {
        if number == self.number, let tokens { return tokens }
        let text = try cache.text(number, of: index, &tokenizer)
        if number == self.number { tokens = text }
        return text
    }
}
