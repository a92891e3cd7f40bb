import ByteIO
import Foundation
import Testing

@testable import NGramIndexing

/// A folder of its own for one test, removed afterwards.
final class IndexScratch {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "assay-index-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    /// Builds an index of `items` and returns its path.
    func build(
        _ items: [IndexItem], _ name: String = "a.assay", n: Int? = nil, profile: Profile = .words, hashBitCount: Int = 64,
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

/// A small generator whose seed is printed where a test fails (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

enum MadeUp {
    /// Items with few words, so that n-grams repeat within a text and between texts; some texts are used by several items,
    /// some items have no text, an empty one, or one of punctuation.
    static func items(_ count: Int, vocabulary: Int = 12, seed: UInt64) -> [IndexItem] {
        var generator = SeededGenerator(seed: seed)
        let words = (0..<vocabulary).map { ["wort\($0)", "Straße\($0)", "the", "数字", "é\($0)"][$0 % 5] }
        func text() -> [UInt8] {
            let length = Int.random(in: 0..<30, using: &generator)
            let chosen = (0..<length).map { _ in words.randomElement(using: &generator) ?? "" }
            return Array((chosen.isEmpty ? "?!" : chosen.joined(separator: [" ", ", ", "\n"].randomElement(using: &generator) ?? " ")).utf8)
        }
        let shared = (0..<max(1, count / 8)).map { _ in text() }
        return (0..<count).map { number in
            var texts: [[UInt8]] = []
            for _ in 0..<(Int.random(in: 0..<8, using: &generator) == 0 ? Int.random(in: 0..<4, using: &generator) : 1) {
                texts.append(Bool.random(using: &generator) ? text() : shared.randomElement(using: &generator) ?? [])
            }
            return IndexItem(
                benchmark: ["b", "a", "ä"][number % 3], id: number % 7 == 0 ? "id-\(number)" : "\(number / 2)",
                subset: number % 5 == 0 ? "" : "s\(number % 4)", split: number % 2 == 0 ? "test" : "", texts: texts)
        }
    }
}

/// What an index should hold, the slow and plain way.
struct NaiveIndex {
    /// For each n-gram, as its tokens, every (text, position).
    var places: [[[UInt8]]: [(text: [UInt8], position: Int)]] = [:]
    var tokens: [[UInt8]: [[UInt8]]] = [:]

    init(_ items: [IndexItem], n: Int, profile: Profile = .words) {
        for text in Set(items.flatMap(\.texts)) {
            let tokens = Self.tokens(text, profile)
            self.tokens[text] = tokens
            guard tokens.count >= n else { continue }
            for position in 0...tokens.count - n {
                places[Array(tokens[position..<position + n]), default: []].append((text, position))
            }
        }
    }

    static func tokens(_ text: [UInt8], _ profile: Profile) -> [[UInt8]] {
        var tokenizer = Tokenizer(profile: profile)
        var tokenised = TokenizedText()
        tokenizer.tokenize(text.span, into: &tokenised)
        return (0..<tokenised.count).map {
            Array(tokenised.normalised[tokenised.normalisedRange(from: $0, count: 1)].dropLast())
        }
    }
}
