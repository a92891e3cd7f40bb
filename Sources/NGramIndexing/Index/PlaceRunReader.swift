import ByteIO

/// Goes from a place to the next one of the same n-gram, and remembers the run it found: neighbouring places mostly lie in the
/// same one, or in none.
///
/// A value type that belongs to one index: use it with that only.
struct PlaceRunReader {
    /// The places for which the rest holds: from a run's first to the next run's.
    private var places = 0..<0
    private var length = -1
    private var target = 0

    /// The next place of the n-gram that stands at `place`; `nil` where that is the last.
    mutating func nextPlace(after place: Int, in index: NGramIndex) throws(AssayError) -> Int? {
        if !places.contains(place) { try find(place, in: index) }
        let offset = place - places.lowerBound
        if offset > length { return nil }
        // Places rise along a chain, so it ends.
        let next = target + offset
        guard next > place, next < index.tokenCount else { throw index.damaged(.postingTargets) }
        return next
    }

    private mutating func find(_ place: Int, in index: NGramIndex) throws(AssayError) {
        let columns = index.columns
        guard let run = columns.runPlaces.lastIndex(notAbove: place) else { throw index.damaged(.postings) }
        let end = run + 1 < columns.runPlaces.count ? columns.runPlaces.number(at: run + 1) : Int.max
        guard let end, end > place else { throw index.damaged(.postings) }
        if run < 0 {
            places = 0..<end
            length = -1
            return
        }
        guard let start = columns.runPlaces.number(at: run), start <= place,
            let length = columns.runLengths.number(at: run), let target = columns.runTargets.number(at: run)
        else { throw index.damaged(.postings) }
        places = start..<end
        self.length = length
        self.target = target
    }
}

/// A reader for each step from an n-gram's first place on: of n-grams that follow one another, the third places mostly do so
/// too, and the fourth.
///
/// A value type that belongs to one index: use it with that only. Memory: a few numbers for each of the first 1,024 steps.
struct PlaceRunReaders {
    private static let largestCount = 1_024

    private var readers: [PlaceRunReader] = []

    /// The next place of the n-gram whose place number `hop`, from 0, is `place`; `nil` where that is the last.
    mutating func nextPlace(after place: Int, hop: Int, in index: NGramIndex) throws(AssayError) -> Int? {
        let number = min(hop, Self.largestCount - 1)
        if number == readers.count { readers.append(PlaceRunReader()) }
        return try readers[number].nextPlace(after: place, in: index)
    }
}
