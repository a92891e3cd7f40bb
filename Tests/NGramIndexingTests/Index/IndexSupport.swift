import ByteIO
import CTextScan
import Foundation
import TestSupport
import Testing

@testable import NGramIndexing

/// A folder of its own for one test, removed afterwards.
final class IndexScratch {
    private let scratch: ScratchFolder
    var folder: String { scratch.path }

    init() throws { scratch = try ScratchFolder() }

    func path(_ name: String) -> String { scratch(name) }

    func write(_ bytes: [UInt8], to name: String) throws -> String { try scratch.store(bytes, as: name) }

    /// Builds an index of `items` and returns its path.
    func build(
        _ items: [IndexItem], _ name: String = "a.assay", n: Int? = nil, profile: Profile = .words,
        hashBitCount: Int = 64,
        memoryByteCount: Int = 1 << 24
    ) throws -> String {
        let settings = try IndexSettings(profile: profile, n: n, hashBitCount: hashBitCount)
        let builder = IndexBuilder(settings: settings, path: path(name), memoryByteCount: memoryByteCount)
        for item in items { try builder.add(item) }
        try builder.write()
        return path(name)
    }

    func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }
}

enum MadeUp {
    /// Items with few words, so that n-grams repeat within a text and between texts; some texts are used by several items,
    /// some items have no text, an empty one, or one of punctuation.
    ///
    /// Only `next` is used of the generator, so that the committed index can be made again with any standard library.
    static func items(_ count: Int, vocabulary: Int = 12, seed: UInt64) -> [IndexItem] {
        var generator = SeededRandom(seed: seed)
        func below(_ bound: Int) -> Int { Int(generator.next() >> 33) % bound }
        let words = (0..<vocabulary).map { ["wort\($0)", "Straße\($0)", "the", "数字", "é\($0)"][$0 % 5] }
        func text() -> [UInt8] {
            let chosen = (0..<below(30)).map { _ in words[below(words.count)] }
            let separator = [" ", ", ", "\n"][below(3)]
            return Array((chosen.isEmpty ? "?!" : chosen.joined(separator: separator)).utf8)
        }
        let shared = (0..<max(1, count / 8)).map { _ in text() }
        return (0..<count).map { number in
            let textCount = below(8) == 0 ? below(4) : 1
            return IndexItem(
                benchmark: ["b", "a", "ä"][number % 3], id: number % 7 == 0 ? "id-\(number)" : "\(number / 2)",
                subset: number % 5 == 0 ? "" : "s\(number % 4)", split: number % 2 == 0 ? "test" : "",
                texts: (0..<textCount).map { _ in below(2) == 0 ? text() : shared[below(shared.count)] })
        }
    }
}

/// What an index should hold, the slow and plain way.
struct NaiveIndex {
    struct Place: Hashable {
        var text: [UInt8]
        var position: Int
    }

    /// For each n-gram, as its tokens, where it stands.
    private(set) var places: [[TokenBytes]: Set<Place>] = [:]
    private(set) var tokens: [[UInt8]: [TokenBytes]] = [:]

    /// A token's hash, as docs/index-format.md says.
    static func hash(_ token: TokenBytes) -> UInt64 {
        unsafe token.bytes.withUnsafeBufferPointer { unsafe assay_hash_token($0.baseAddress, $0.count) }
    }

    /// A window's hash, as docs/index-format.md says.
    static func windowHash(_ tokenHashes: [UInt64], at position: Int, of index: NGramIndex) -> UInt64 {
        let stride = max(1, index.n / 2)
        var hash: UInt64 = 0
        for (place, token) in tokenHashes[position...(position + index.n - stride)].reversed().enumerated() {
            let turns = UInt64(11 * place % 64)
            hash ^= turns == 0 ? token : token << turns | token >> (64 - turns)
        }
        return hash & index.hashing.mask
    }

    init(_ items: [IndexItem], n: Int) {
        var tokenizer = Tokenizer(profile: .words)
        for text in Set(items.flatMap(\.texts)) {
            let tokens = tokenizer.tokens(text)
            self.tokens[text] = tokens
            guard tokens.count >= n else { continue }
            for position in 0...tokens.count - n {
                places[Array(tokens[position..<position + n]), default: []].insert(
                    Place(text: text, position: position))
            }
        }
    }
}

extension NGramIndex {
    /// Appends every place where an entry's n-gram stands, ascending.
    func places(ofEntry entry: Int, into places: inout [Int]) throws(AssayError) {
        var runs = PlaceRunReaders()
        var place = try firstPlace(ofEntry: entry)
        places.append(place)
        var hop = 0
        while let next = try runs.nextPlace(after: place, hop: hop, in: self) {
            places.append(next)
            place = next
            hop += 1
        }
    }
}
