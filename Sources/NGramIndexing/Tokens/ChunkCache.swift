/// Remembers how chunks of two to four code points fold: the syllables of Thai, Devanagari and the like come back often,
/// and folding one anew costs a hundred times a look-up.
///
/// Direct-mapped with 1,024 places, so it never grows. One tokeniser owns it.
struct ChunkCache {
    private struct Line {
        var key: SIMD4<UInt32> = .zero
        var folded: SIMD8<UInt32> = .zero
        /// How many code points `folded` holds; -1: the line is empty.
        var count = -1
    }

    private var lines = [Line](repeating: Line(), count: 1024)

    private static func key(_ chunk: [UInt32]) -> SIMD4<UInt32>? {
        guard chunk.count <= 4 else { return nil }
        // No code point is 0 behind the first, and a chunk of NULs alone is a single code point: keys differ as chunks do.
        var key = SIMD4<UInt32>.zero
        for (position, codePoint) in chunk.enumerated() { key[position] = codePoint }
        return key
    }

    private static func place(_ key: SIMD4<UInt32>) -> Int {
        let mixed = key &* SIMD4(0x9E37_79B1, 0x85EB_CA77, 0xC2B2_AE3D, 0x27D4_EB2F)
        return Int((mixed[0] ^ mixed[1] ^ mixed[2] ^ mixed[3]) >> 22)
    }

    /// Appends the folded chunk to `folded` if it is known; returns whether it is.
    func find(_ chunk: [UInt32], into folded: inout [UInt32]) -> Bool {
        guard let key = Self.key(chunk) else { return false }
        let line = lines[Self.place(key)]
        guard line.count >= 0, line.key == key else { return false }
        for position in 0..<line.count { folded.append(line.folded[position]) }
        return true
    }

    /// Remembers a chunk, if it and what it folds to are short enough.
    mutating func store(_ chunk: [UInt32], _ folded: [UInt32]) {
        guard let key = Self.key(chunk), folded.count <= 8 else { return }
        var line = Line(key: key, count: folded.count)
        for (position, codePoint) in folded.enumerated() { line.folded[position] = codePoint }
        lines[Self.place(key)] = line
    }
}
