import CSimdjson
import Testing

@testable import DatasetIO

/// Unescaping in every way that this machine can, against the plain one.
@Suite("Unescaping")
struct UnescapeTests {
    private typealias Unescape = (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>) -> Int

    /// The content unescaped, or `nil` where it is malformed.
    private func run(_ content: [UInt8], _ unescape: Unescape) -> [UInt8]? {
        let source = content + [UInt8](repeating: UInt8(ascii: "\\"), count: 64)
        var destination = [UInt8](repeating: 0xEE, count: content.count + 64)
        // 64 bytes are there behind both, as asked for.
        let count = unsafe unescape(source, content.count, &destination)
        return count >= 0 ? Array(destination[..<count]) : nil
    }

    private func check(_ content: [UInt8], _ what: @autoclosure () -> String) {
        let expected = NaiveJSON.unescaped(content)
        for way in 0...assay_json_best_unescape_way() {
            let found = unsafe run(content) { unsafe assay_json_unescape_in(way, $0, $1, $2) }
            #expect(found == expected, "\(what()), way \(way): \(String(decoding: content, as: UTF8.self))")
        }
    }

    @Test("every escape at every place around a block's end")
    func places() {
        for escape in ["\\n", "\\\\", "\\\"", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\q", "\\u12g4", "\\"] {
            for lead in 0..<140 {
                for tail in [0, 1, 5, 64] {
                    let text = String(repeating: "x", count: lead) + escape + String(repeating: "y", count: tail)
                    check(Array(text.utf8), "\(lead), \(tail)")
                }
            }
        }
    }

    @Test("runs of backslashes of every length, wherever they begin")
    func runs() {
        for lead in [0, 1, 30, 31, 32, 62, 63, 64, 65] {
            for count in 0...140 {
                let text = [UInt8](repeating: UInt8(ascii: "z"), count: lead) + [UInt8](repeating: 0x5C, count: count)
                check(text + Array("n".utf8), "\(lead), \(count)")
                check(text, "\(lead), \(count), at the end")
            }
        }
    }

    @Test("random mixtures")
    func random() {
        let atoms = [
            "\\n", "\\t", "\\\\", "\\\"", "\\/", "\\b", "\\f", "\\r", "\\u0041", "\\u4e2d", "\\ud83d\\ude00", "\\udc00",
            "é", "中", "😀", "a", "bc", " some plain words, longer than a block of thirty-two bytes ",
        ]
        let bad = ["\\x", "\\u12", "\\é", "\\u", "\\N", "\\\u{7F}"]
        for seed in UInt64(0)..<400 {
            var random = SplitMix(state: seed)
            var text = ""
            for _ in 0..<random.next() % 40 {
                text += random.next() % 200 == 0 ? bad[Int(random.next() % 6)] : atoms[Int(random.next() % 18)]
            }
            check(Array(text.utf8), "seed \(seed)")
        }
    }
}
