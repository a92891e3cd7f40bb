import ByteIO
import TestSupport
import Testing

@testable import YAMLReading

@Suite("YAML limits")
struct YAMLLimitTests {
    @Test("A few lines of aliases that stand for thousands of millions of values are refused")
    func aliasBomb() throws {
        var text = "- &a0 x\n"
        for level in 1...30 {
            let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "- &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: AssayError.self) { _ = try read(text) }
        #expect(error?.message == "holds more than 1000000 values, aliases followed; is it the right file?")
        // A line's values are nine times those of the line before, and one: 597,871 on the seventh, 672,604 up to there.
        #expect(error?.line == 8)
    }

    @Test("As many values as the limit are read, one more is not")
    func values() throws {
        let root = try read("[" + String(repeating: "x,", count: YAMLDocument.maximumNodeCount - 1) + "]")
        #expect(root?.elements?.count == YAMLDocument.maximumNodeCount - 1)
        #expect(throws: AssayError.self) {
            _ = try read("[" + String(repeating: "x,", count: YAMLDocument.maximumNodeCount) + "]")
        }
    }

    @Test("As many levels as the limit are read, one more is not, whether or not aliases make them")
    func levels() throws {
        let most = YAMLDocument.maximumDepth
        func nested(_ count: Int, _ inner: String) -> String {
            String(repeating: "[", count: count) + inner + String(repeating: "]", count: count)
        }
        #expect(try read(nested(most - 1, "x")) != nil)
        // The list around, an anchored tree of half the levels, and an alias to it on the other half.
        #expect(try read("[&a \(nested(most / 2 - 1, "x")), \(nested(most / 2 - 1, "*a"))]") != nil)
        for text in [nested(most, "x"), "[&a \(nested(most / 2 - 1, "x")), \(nested(most / 2, "*a"))]"] {
            let error = #expect(throws: AssayError.self) { _ = try read(text) }
            #expect(error?.message == "goes deeper than 64 levels; is it the right file?")
        }
        #expect(throws: AssayError.self) { _ = try read(String(repeating: "[", count: 100_000)) }
        #expect(throws: AssayError.self) { _ = try read(String(repeating: "- ", count: 100_000)) }
    }

    @Test("Damaged texts are read or refused with a message, never a trap")
    func damage() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        let whole = Array(
            "%YAML 1.1\n--- !!map\nn: &n 8\nlist:\n - \"a\\x41\\u00e9\"\n - {k: *n, ? [x]: |2-\n }\n - >\n  text\n".utf8
        )
        let marks = Array("[]{},:-?*&!|>'\"%@`#~\n\t \\\u{0}\u{85}".utf8)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = random.pick(marks)
                case 1: bytes.insert(UInt8(random.below(256)), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 3))
                }
            }
            do throws(AssayError) {
                _ = try YAMLDocument.read(bytes, path: "damaged")
            } catch {
                refused += 1
                #expect(error.line.map { $0 >= 1 } ?? true, "seed \(seed): \(error)")
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
        #expect(refused > 0, "seed \(seed)")
    }

    private func read(_ text: String) throws(AssayError) -> YAMLNode? {
        try YAMLDocument.read(Array(text.utf8), path: "suite.yaml")
    }
}
