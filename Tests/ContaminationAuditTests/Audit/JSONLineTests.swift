import Foundation
import TestSupport
import Testing

@testable import ContaminationAudit

@Suite("Lines of evidence")
struct JSONLineTests {
    @Test("Every byte that JSON escapes is escaped, and comes back")
    func escapes() throws {
        var line = JSONLine()
        line.value("a\"b\\c\nd\re\tf\u{0}g\u{1F}h\u{7F}i/é中😀\u{2028}")
        #expect(
            String(decoding: line.bytes, as: UTF8.self)
                == #""a\"b\\c\nd\re\tf\u0000g\u001fh\u007fi/é中😀"# + "\u{2028}\"")
        for value in 0..<0x80 {
            let text = String(Unicode.Scalar(UInt8(value)))
            var line = JSONLine()
            line.beginArray()
            line.value(text)
            line.endArray()
            let back = try JSONDecoder().decode([String].self, from: Data(line.bytes))
            #expect(back == [text], "U+\(value)")
            #expect(line.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "U+\(value)")
        }
    }

    @Test("Strings of any length, with what is escaped at any place in them, come back")
    func placesOfEscapes() throws {
        let alphabet: [Unicode.Scalar] = ["a", " ", "!", "#", "[", "]", "~", "\u{80}", "é", "\u{DF}", "語", "😀"]
        let escaped: [Unicode.Scalar] = ["\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}"]
        for seed in UInt64(0)..<2_000 {
            var random = SeededRandom(seed: seed)
            let rarity = 1 + random.below(30)
            var text = String.UnicodeScalarView()
            for _ in 0..<random.below(80) {
                text.append(random.below(rarity) == 0 ? random.pick(escaped) : random.pick(alphabet))
            }
            var line = JSONLine()
            line.beginArray()
            line.value(String(text))
            line.endArray()
            let back = try JSONDecoder().decode([String].self, from: Data(line.bytes))
            #expect(back == [String(text)], "seed \(seed)")
            #expect(line.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "seed \(seed)")
        }
    }

    @Test("Whole numbers of any size")
    func numbers() {
        for number in [0, 7, 10, 99, 100, -1, -10, 1_234_567_890_123, .max, .min] {
            var line = JSONLine()
            line.value(number)
            #expect(String(decoding: line.bytes, as: UTF8.self) == "\(number)")
        }
    }

    @Test("Values, lists and objects within each other")
    func nesting() {
        var line = JSONLine()
        line.beginObject()
        line.key("a")
        line.beginArray()
        line.endArray()
        line.key("b")
        line.beginArray()
        line.value(1)
        line.beginObject()
        line.endObject()
        line.beginObject()
        line.key("c")
        line.null()
        line.key("d")
        line.value(true)
        line.endObject()
        line.value(-2)
        line.endArray()
        line.key("e")
        line.raw(Array("{\"x\":\r\n1}".utf8)[...])
        line.key("f")
        line.value(false)
        line.members(Array(#""g":0"#.utf8))
        line.key("h")
        line.value(Hash128(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210))
        line.endObject()
        line.endLine()
        line.value("next")
        line.endLine()
        #expect(
            String(decoding: line.bytes, as: UTF8.self)
                == #"{"a":[],"b":[1,{},{"c":null,"d":true},-2],"e":{"x":  1},"f":false,"g":0,"h":"0123456789abcdeffedcba9876543210"}"#
                + "\n\"next\"\n")
        line.removeAll()
        line.value(1)
        #expect(line.bytes == Array("1".utf8))
    }

    private func share(_ value: Double) -> String {
        var line = JSONLine()
        line.share(value)
        return String(decoding: line.bytes, as: UTF8.self)
    }

    @Test("Shares have six decimals at most, and at least one")
    func shares() {
        #expect(share(0) == "0.0")
        #expect(share(1) == "1.0")
        #expect(share(0.5) == "0.5")
        #expect(share(1.0 / 3) == "0.333333")
        #expect(share(2.0 / 3) == "0.666667")
        #expect(share(0.000_001) == "0.000001")
        #expect(share(0.999_999_9) == "1.0")
        #expect(share(0.000_000_4) == "0.0")
        #expect(share(.leastNonzeroMagnitude) == "0.0")
    }

    @Test("They are rounded half to even from the double's exact value")
    func rounding() {
        // Halves that a double holds exactly: odd multiples of 2^-7 have seven decimals that end in 5.
        for odd in stride(from: 1, to: 128, by: 2) {
            let exact = odd * 78125  // of 10^7
            let even = exact / 10 + (exact % 10 > 5 || (exact % 10 == 5 && exact / 10 % 2 == 1) ? 1 : 0)
            #expect(exact % 10 == 5)
            #expect(JSONLine.millionths(Double(odd) / 128) == even, "\(odd)/128")
        }
        for seed in UInt64(0)..<20_000 {
            var random = SeededRandom(seed: seed)
            let denominator = 1 + random.below(seed % 2 == 0 ? 300 : 1 << 40)
            let value = Double(random.below(denominator + 1)) / Double(denominator)
            #expect(JSONLine.millionths(value) == Self.exactMillionths(value), "seed \(seed): \(value)")
        }
    }

    /// The same by counting: the double is a whole number of 2^-k, compared with each candidate by cross-multiplication.
    private static func exactMillionths(_ value: Double) -> Int {
        guard value > 0 else { return 0 }
        var numerator = value
        var power = 0
        while numerator != numerator.rounded() {
            numerator *= 2
            power += 1
        }
        // value = numerator / 2^power. Below 2^-100 nothing rounds up to a millionth.
        guard power < 100 else { return 0 }
        let scaled = UInt128(numerator) * 1_000_000
        let unit = UInt128(1) << UInt128(power)
        let below = scaled / unit
        let twice = 2 * (scaled % unit)
        return Int(below) + (twice > unit || (twice == unit && below % 2 == 1) ? 1 : 0)
    }
}
