import ByteIO
import DatasetIO

/// The matches of an audit, to be gone through in any order: small keys of each in memory, and the evidence itself, decompressed,
/// in memory or in a temporary file beside it.
///
/// Reading it in costs one pass. Memory: about 40 bytes a match and 64 MiB, whatever the size of the evidence; ten million
/// matches take half a gigabyte, and as much room beside the audit as their evidence has decompressed. Not thread-safe: one
/// owner at a time.
package final class MatchCatalog {
    /// A benchmark's subset.
    package struct Group: Hashable, Sendable {
        package var benchmark: String
        package var subset: String
    }

    /// The most matches that are taken in: their places have 32 bits.
    private static let largestCount = Int(Int32.max)
    /// How much evidence stays in memory.
    private static let memoryByteCount = 64 << 20

    /// Benchmarks and subsets in the order of their first match.
    package private(set) var groups: [Group] = []
    /// Sources in the order of their first match; `nil` for records that name none.
    package private(set) var sources: [String?] = []
    /// How many matches each group and each source has.
    package private(set) var groupCounts: [Int] = []
    package private(set) var sourceCounts: [Int] = []

    /// The evidence file's path.
    let path: String
    private let store: SpillingBytes
    /// Where each match's line ends in the store.
    private var ends: [Int] = []
    private var longest: [UInt32] = []
    private var millionths: [UInt32] = []
    private var group: [UInt32] = []
    private var source: [UInt32] = []
    private var pairs: [Hash128] = []
    private var groupNumbers: [[UInt8]: UInt32] = [:]
    private var sourceNumbers: [[UInt8]: UInt32] = [:]
    private var line: [UInt8] = []

    /// Reads the evidence at `path`.
    package init(path: String) throws(AssayError) {
        self.path = path
        store = SpillingBytes(limit: Self.memoryByteCount, path: path)
        var cursor = try MatchCursor(path: path)
        while try cursor.next() {
            let match = try cursor.match(withRuns: false)
            guard ends.count < Self.largestCount else {
                throw AssayError(
                    "holds more than \(Self.largestCount) matches, which are too many to review", path: path)
            }
            try store.append(Array(cursor.json))
            ends.append(store.count)
            longest.append(UInt32(clamping: match.longest))
            millionths.append(UInt32(JSONLine.millionths(match.coverage)))
            group.append(number(match))
            source.append(number(ofSource: match.source))
            pairs.append(match.pair.hash)
        }
    }

    package var count: Int { ends.count }

    func longest(_ match: Int) -> Int { Int(longest[match]) }
    func coverage(_ match: Int) -> Int { Int(millionths[match]) }
    func group(_ match: Int) -> Int { Int(group[match]) }
    func source(_ match: Int) -> Int { Int(source[match]) }
    /// The hash of the pair's key: 128 bits, as records have them.
    func pair(_ match: Int) -> Hash128 { pairs[match] }

    /// The match as the evidence has it, with its runs.
    package func match(_ number: Int) throws(AssayError) -> MatchLine {
        try load(number)
        return try MatchReader.match(line, path: path, line: number + 1)
    }

    /// The bytes of the match's line, its JSON, until the next is asked for.
    func json(_ number: Int) throws(AssayError) -> [UInt8] {
        try load(number)
        return line
    }

    private func load(_ number: Int) throws(AssayError) {
        let start = number == 0 ? 0 : ends[number - 1]
        try store.read(at: start, count: ends[number] - start, into: &line)
    }

    private func number(_ match: MatchLine) -> UInt32 {
        // No byte of UTF-8 is 0xFF.
        let key = Array(match.benchmark.utf8) + [0xFF] + Array(match.subset.utf8)
        if let known = groupNumbers[key] {
            groupCounts[Int(known)] += 1
            return known
        }
        let number = UInt32(groups.count)
        groupNumbers[key] = number
        groups.append(Group(benchmark: match.benchmark, subset: match.subset))
        groupCounts.append(1)
        return number
    }

    private func number(ofSource name: String?) -> UInt32 {
        let key = name.map { Array($0.utf8) } ?? [0xFF]
        if let known = sourceNumbers[key] {
            sourceCounts[Int(known)] += 1
            return known
        }
        let number = UInt32(sources.count)
        sourceNumbers[key] = number
        sources.append(name)
        sourceCounts.append(1)
        return number
    }
}
