import Testing

@testable import DatasetIO

/// The grammar of records: what is JSON, what its strings say, and what is bad.
@Suite struct JSONTests {
    @Test(arguments: [
        (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u20AC\ud83d\ude00""#, "Aé€😀"),
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83dA""#, "\u{FFFD}A"), (#""\u0000x""#, "\0x"),
        ("\"\u{7F}é😀\u{2028}\"", "\u{7F}é😀\u{2028}"), (#""\\u0041""#, "\\u0041"),
    ])
    func stringsAreUnescaped(_ json: String, _ text: String) throws {
        // At every offset from a block's beginning.
        for length in 0..<70 {
            let filler = String(repeating: "x", count: length)
            let record = try parseRecord("{\"prompt\": \"\(filler)\(json.dropFirst().dropLast())\(filler)\"}")
            #expect(record.units.map(\.text) == [filler + text + filler])
        }
    }

    @Test(arguments: [
        #"{"n": [0, -0, 1.5, 1e5, 1E+5, -1.25e-10, 123456789012345678901234567890]}"#,
        #"{"n": NaN, "m": [-Infinity, Infinity]}"#,
        #"{ }"#, "{\"a\"\t:\r[ ] , \"b\" : { } }", #"{"": {"": ""}}"#, #"{"a": true, "b": false, "c": null}"#,
    ])
    func goodJSON(_ json: String) throws {
        #expect(NaiveJSON.parse(Array(json.utf8)) != nil)
        #expect(try parseRecord(json).status == .withoutText)
        #expect(try parseRecord(#"{"x": \#(json), "prompt": "p"}"#).status == .audited)
        // Below a field in scope everything is written to the tape.
        #expect(try parseRecord(#"{"messages": [{"x": \#(json), "role": "user", "content": "c"}]}"#).status == .audited)
    }

    @Test(arguments: [
        "nonsense", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a: 1}", "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1}}", "{\"a\":1} x", "{\"a\":1}{\"b\":2}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":[}", "{\"a\":[1}",
        "{\"a\":{]}",
        "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":1x}", "{\"a\":0x1}",
        "{\"a\":tru}", "{\"a\":truex}", "{\"a\":nul}", "{\"a\":nan}", "{\"a\":-NaN}", "{\"a\":--1}", "{\"a\":\"x}",
        "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12G4\"}", "{\"a\":\"\\\"}", "{\"a\":\"\t\"}",
        "{\"a\":\"x\ny\"}",
        "{\"a\":\"b\"\"c\"}", "{\"a\":\"b\"c}", "{\"a\":1\u{B}}", "{\"a\\q\":1}", "{\"a\":\\\"b\"}", "{\"a\":\u{1}}",
        "{,}", "{:1}",
        "\u{FEFF}{}", "{\"a\":1}\u{FEFF}",
    ])
    func badJSON(_ json: String) throws {
        let bytes = Array(json.utf8)
        #expect(NaiveJSON.parse(bytes) == nil)
        for record in [try parseRecord(bytes)] + [try parseRecord(json.replacing("\"a\"", with: "\"prompt\""))] {
            guard case .bad(.notJSON(_, let offset)) = record.status else {
                Issue.record("\(record.status)")
                continue
            }
            #expect((0...record.json.count).contains(offset))
        }
    }

    @Test func otherKindsOfBad() throws {
        for json in ["[1]", "5", "\"x\"", "null", "[]", "NaN"] {
            #expect(try parseRecord(json).status == .bad(.notAnObject))
        }
        for (bytes, offset) in [([0xFF], 12), ([0xC3], 12), ([0x61, 0xED, 0xA0, 0x80], 13), ([0xC0, 0xAF], 12)]
            as [([UInt8], Int)]
        {
            let json = Array("{\"prompt\": \"".utf8) + bytes + Array("\"}".utf8)
            #expect(try parseRecord(json).status == .bad(.invalidUTF8(byteOffset: offset)))
        }
        func nested(_ depth: Int, _ field: String) -> String {
            "{\"\(field)\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        for field in ["x", "source"] {
            #expect(try parseRecord(nested(1000, field)).status == .withoutText)
            #expect(try parseRecord(nested(1001, field)).status == .bad(.tooDeep(byteOffset: field.utf8.count + 1003)))
            #expect(
                try parseRecord(nested(100_000, field)).status == .bad(.tooDeep(byteOffset: field.utf8.count + 1003)))
        }
    }

    @Test func badRecordsLeaveTheirNeighboursAlone() throws {
        let good = Array(#"{"prompt": "good \u00e9"}"#.utf8)
        let bad: [[UInt8]] = [
            Array("{\"prompt\": \"x".utf8), Array("{\"prompt\": \\\"x\"}".utf8), [0xFF],
            Array("{\"a\":\"\u{1}\"}".utf8),
            Array("\\".utf8), Array("\"".utf8), Array("]".utf8), Array("{\"prompt\": \"\\q\"}".utf8),
            Array("{\"prompt\": 7}".utf8),
        ]
        var parser = RecordParser(selection: RecordSelection())
        for first in bad {
            for second in bad {
                let records = parse([first, good, second, second, good, first], &parser)
                for (index, record) in records.enumerated() {
                    #expect(record.units.map(\.text) == (index == 1 || index == 4 ? ["good é"] : []))
                    if index != 1 && index != 4, case .bad = record.status { continue }
                    #expect(record.status == .audited && (index == 1 || index == 4))
                }
            }
        }
    }

    @Test func agreesWithAPlainParserOnRandomText() throws {
        var random = SplitMix(state: 20)
        let atoms = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\"prompt\"", "\"turns\"", "\"x\"", "\"a\\nb\"",
            "\"\\ud83d\\ude00\"", "1", "-2.5e3",
            "0", "true", "null", "NaN", " ", "é", "u", "\\u00e9", "\"\\", "abc def ghi jkl mno pqr stu vwx yz",
        ]
        var parser = RecordParser(selection: RecordSelection())
        var goodCount = 0
        for _ in 0..<100 {
            var records: [[UInt8]] = []
            for _ in 0..<20 {
                var json = Self.object(&random, depth: 3)
                // Half of the records are damaged in one to three places.
                for _ in 0..<(random.next() % 2 == 0 ? 0 : 1 + Int(random.next() % 3)) {
                    let place = Int(random.next() % UInt64(json.count + 1))
                    let end = min(json.count, place + Int(random.next() % 3))
                    json.replaceSubrange(place..<end, with: Array(atoms[Int(random.next() % UInt64(atoms.count))].utf8))
                }
                while json.last == 0x20 { json.removeLast() }
                while json.first == 0x20 { json.removeFirst() }
                if !json.isEmpty { records.append(json) }
            }
            let together = parse(records, &parser)
            for (index, json) in records.enumerated() {
                let alone = parse([json], &parser)[0]
                #expect(together[index].status == alone.status)
                #expect(together[index].units == alone.units)
                let expected = Self.expectation(NaiveJSON.parse(json))
                #expect(Self.outcome(alone) == expected, "\(String(decoding: json, as: UTF8.self))")
                if expected != "bad" { goodCount += 1 }
            }
        }
        #expect(goodCount > 300)
    }

    /// A random object with fields that are read and others.
    private static func object(_ random: inout SplitMix, depth: Int) -> [UInt8] {
        let keys = ["prompt", "turns", "x", "\\u0070rompt", "question", "source"]
        let members = (0..<Int(random.next() % 4)).map { _ in
            let key = keys[Int(random.next() % UInt64(keys.count))]
            return "\"\(key)\":" + value(&random, depth: depth)
        }
        return Array(("{" + members.joined(separator: random.next() % 2 == 0 ? "," : " , ") + "}").utf8)
    }

    private static func value(_ random: inout SplitMix, depth: Int) -> String {
        switch random.next() % (depth > 0 ? 9 : 6) {
        case 0, 1: return "\"plain text of some length that fills more than a block of 32 bytes\""
        case 2: return "\"a\\n\\u00e9\\ud83d\\\\ \\\" é\""
        case 3: return "\"\(String(repeating: "x", count: Int(random.next() % 40)))\\t\""
        case 4: return ["1", "-0.5e-3", "true", "NaN"][Int(random.next() % 4)]
        case 5: return "null"
        case 6: return String(decoding: object(&random, depth: depth - 1), as: UTF8.self)
        default:
            let elements = (0..<Int(random.next() % 4)).map { _ in value(&random, depth: depth - 1) }
            return "[ " + elements.joined(separator: ", ") + "]"
        }
    }

    private static func outcome(_ record: Parsed.Record) -> String {
        if case .bad = record.status { return "bad" }
        return record.units.map(\.text.debugDescription).joined(separator: ",")
    }

    /// The units of scope prompt for the fields that `object` writes, found the plain way.
    private static func expectation(_ json: NaiveJSON?) -> String {
        guard case .object(let members)? = json else { return "bad" }
        var texts: [String] = []
        for key in ["prompt", "question", "turns"] {
            switch members.last(where: { $0.key == key })?.value {
            case nil, .null?: continue
            case .string(let text)?: if !text.isEmpty, key != "turns" { texts.append(text) }
            case .array(let turns)?:
                for turn in turns {
                    switch turn {
                    case .string(let text): texts.append(text)
                    // It has no role, and so is in no scope but `all`.
                    case .object, .null: continue
                    default: return "bad"
                    }
                }
            // `turns` that is no list is somebody else's field.
            case .other?, .object?: if key != "turns" { return "bad" }
            }
        }
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.map(\.debugDescription).joined(separator: ",")
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same on every platform.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
