/// What the tokeniser must know of each code point, filled in a page of 256 at a time as text asks for it.
///
/// A text touches a few of the 4,352 pages; filling one asks the folding 256 times, which is too slow to do for all of
/// Unicode at each start. An entry is 32 bits:
///
///     31      30       29..27         26..24         20..0
///     simple  begins   class folded   class itself   folded code point (simple entries)
///
/// `simple`: alone in its chunk the code point folds to exactly one. One tokeniser owns a table; not thread-safe.
struct CodePointTable {
    struct Entry {
        var bits: UInt32

        @inline(__always) var isSimple: Bool { bits >> 31 != 0 }
        @inline(__always) var beginsChunk: Bool { bits >> 30 & 1 != 0 }
        @inline(__always) var foldedClass: UInt32 { bits >> 27 & 7 }
        @inline(__always) var ownClass: UInt32 { bits >> 24 & 7 }
        @inline(__always) var folded: UInt32 { bits & 0x1F_FFFF }
        /// Whether it ends a token that only marks extend: alone, it folds to a separator, a word or another such token.
        @inline(__always) var endsSingle: Bool {
            isSimple && foldedClass != TokenClass.mark.rawValue && foldedClass != TokenClass.removed.rawValue
        }
    }

    private let folding: any CodePointFolding
    /// The first entry of each page in `entries`, or -1 where the page is not there yet.
    private var pageStarts = [Int32](repeating: -1, count: 0x1100)
    private var entries: [UInt32] = []

    init(folding: any CodePointFolding) { self.folding = folding }

    /// The entry of a code point up to 10FFFF.
    @inline(__always)
    mutating func entry(_ codePoint: UInt32) -> Entry {
        let start = pageStarts[Int(codePoint >> 8)]
        if start < 0 { return fillPage(of: codePoint) }
        return Entry(bits: entries[Int(start) + Int(codePoint & 0xFF)])
    }

    @inline(never)
    private mutating func fillPage(of codePoint: UInt32) -> Entry {
        let first = codePoint & ~0xFF
        pageStarts[Int(codePoint >> 8)] = Int32(entries.count)
        let nothing: [UInt8] = []
        var folded: [UInt32] = []
        for each in first..<first + 256 {
            let own = folding.tokenClass(ofFolded: each)
            var bits = own.rawValue << 24
            if folding.beginsChunk(each) { bits |= 1 << 30 }
            if !folding.needsContext(each) {
                folded.removeAll(keepingCapacity: true)
                folding.fold([each], at: 0..<0, of: nothing.span, into: &folded)
                // Nothing left (an ignorable): simple too, with a class that drops whatever it folds to.
                if folded.isEmpty {
                    bits |= 1 << 31 | TokenClass.removed.rawValue << 27
                } else if folded.count == 1, let only = folded.first {
                    bits |= 1 << 31 | folding.tokenClass(ofFolded: only).rawValue << 27 | only
                }
            }
            entries.append(bits)
        }
        return Entry(bits: entries[entries.count - 256 + Int(codePoint & 0xFF)])
    }
}
