import ByteIO

/// An item text and where its tokens stand among those of all texts.
struct PlacedText {
    var number: Int
    /// The places of its tokens.
    var places: Range<Int>
    var text: IndexedText
}

/// Reads item texts by their numbers, or by a place in them. Each costs a look into the shared cache: who asks about many
/// places keeps the text while they lie in it.
struct PlaceReader {
    private let index: NGramIndex
    private let cache: IndexedTextCache

    init(index: NGramIndex, cache: IndexedTextCache) {
        self.index = index
        self.cache = cache
    }

    /// The text that holds the token `place` of all.
    func text(holding place: Int, _ tokenizer: inout Tokenizer) throws(AssayError) -> PlacedText {
        let located = try index.locate(place: place)
        let text = try text(located.text, &tokenizer)
        let first = place - located.position
        guard located.position < text.tokens.count else { throw index.damaged(.tokenStarts) }
        return PlacedText(number: located.text, places: first..<first + text.tokens.count, text: text)
    }

    func text(_ number: Int, _ tokenizer: inout Tokenizer) throws(AssayError) -> IndexedText {
        try cache.text(number, of: index, &tokenizer)
    }
}
