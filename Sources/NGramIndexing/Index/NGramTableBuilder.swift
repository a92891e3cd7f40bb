/// Finds the distinct n-grams of an index's texts and where they stand.
///
/// Every n-gram of every text is listed with its hash, sorted, and groups of equal hashes are told apart by their tokens,
/// so that two n-grams whose hashes collide are two. Memory: 16 bytes an n-gram position beside the normalised texts.
struct NGramTableBuilder {
    /// One distinct n-gram.
    struct Entry {
        var hash: UInt64
        /// The positions in the token sequence of all texts, ascending.
        var places: ArraySlice<UInt32>
    }

    private struct Occurrence {
        var hash: UInt64
        var place: UInt32
    }

    let hashing: NGramHash
    private var occurrences: [Occurrence] = []

    init(hashing: NGramHash) { self.hashing = hashing }

    /// Takes the n-grams of one text whose first token is number `tokenStart` of all.
    mutating func add(_ text: TokenizedText, tokenStart: Int) {
        hashing.forEach(in: text.hashes) { position, hash in
            occurrences.append(Occurrence(hash: hash, place: UInt32(truncatingIfNeeded: tokenStart + position)))
        }
    }

    /// Hands the distinct n-grams to `body`, by hash, then by first place.
    ///
    /// - Parameter areEqual: whether the n-grams at two places are of the same tokens.
    mutating func forEachDistinct(areEqual: (UInt32, UInt32) -> Bool, _ body: (Entry) -> Void) {
        occurrences.sort { ($0.hash, $0.place) < ($1.hash, $1.place) }
        var places: [UInt32] = []
        var start = 0
        while start < occurrences.count {
            let hash = occurrences[start].hash
            var end = start + 1
            while end < occurrences.count, occurrences[end].hash == hash { end += 1 }
            var rest = occurrences[start..<end].map(\.place)
            while let first = rest.first {
                places.removeAll(keepingCapacity: true)
                var others: [UInt32] = []
                for place in rest {
                    if place == first || areEqual(first, place) { places.append(place) } else { others.append(place) }
                }
                body(Entry(hash: hash, places: places[...]))
                rest = others
            }
            start = end
        }
        occurrences = []
    }
}
