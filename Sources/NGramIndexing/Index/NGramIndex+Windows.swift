extension NGramIndex {
    /// Whether an n-gram of the index may hold a window of this hash: never a false "no". Cost: one read of the filter.
    @inline(__always)
    func mayContain(window: UInt64) -> Bool {
        let place = IndexFormat.filterBits(window, wordCount: filterWordCount)
        // The product's high half is below `filterWordCount`, and the section holds that many words.
        let word = unsafe UInt64(littleEndian: filter.load(fromByteOffset: place.word &* 8, as: UInt64.self))
        return word & place.bits == place.bits
    }

    /// The positions of the n-grams of a text that hold the window at `window`, a multiple of the stride, which the filter has
    /// not denied, and that the filter does not deny either; `nil` if there is none.
    ///
    /// All windows of an n-gram of the index are in the filter, so one that passed by chance ends here, nearly always.
    /// - Parameters:
    ///   - tokens: the hashes of the text's tokens from `firstToken` on, which is no later than `window` - stride + 1.
    ///   - tokenCount: where the tokens that are there end. N-grams that would go on behind it are left out.
    func ngrams(
        nearWindow window: Int, _ tokens: UnsafePointer<UInt64>, firstToken: Int, tokenCount: Int
    ) -> ClosedRange<Int>? {
        let further = windows.stride - 1
        let first = max(0, window - further)
        let last = min(window, tokenCount - n)
        guard first <= last else { return nil }
        // Safe, here and below: the windows lie between `first` and the end of the n-gram at `last`.
        func isPassed(_ position: Int) -> Bool {
            unsafe mayContain(window: windows.hash(tokens + (position - firstToken)))
        }
        var lowest = window
        while lowest > first, isPassed(lowest - 1) { lowest -= 1 }
        var highest = window
        while highest < last + further, isPassed(highest + 1) { highest += 1 }
        let end = min(last, highest - further)
        return lowest <= end ? lowest...end : nil
    }
}
