/// JSON as Python's `json.loads` takes it, read as slowly and plainly as can be: what the parser is compared with.
indirect enum NaiveJSON {
    case object([(key: String, value: NaiveJSON)])
    case array([NaiveJSON])
    case string(String)
    case null
    case other

    /// The value of a whole text, or `nil` if it is none.
    static func parse(_ bytes: [UInt8]) -> NaiveJSON? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var position = 0
        skipBlanks(bytes, &position)
        guard let value = value(bytes, &position) else { return nil }
        skipBlanks(bytes, &position)
        return position == bytes.count ? value : nil
    }

    /// A string's content without its escapes, or `nil` if one is malformed.
    static func unescaped(_ content: [UInt8]) -> [UInt8]? {
        let quote = [UInt8(ascii: "\"")]
        guard case .string(let text) = parse(quote + content + quote) else { return nil }
        return Array(text.utf8)
    }

    private static func skipBlanks(_ b: [UInt8], _ p: inout Int) {
        while p < b.count, [0x20, 0x09, 0x0A, 0x0D].contains(b[p]) { p += 1 }
    }

    private static func take(_ word: String, _ b: [UInt8], _ p: inout Int) -> Bool {
        guard b[p...].starts(with: Array(word.utf8)) else { return false }
        p += word.utf8.count
        return true
    }

    private static func value(_ b: [UInt8], _ p: inout Int) -> NaiveJSON? {
        guard p < b.count else { return nil }
        switch b[p] {
        case UInt8(ascii: "{"): return container(b, &p, close: UInt8(ascii: "}"))
        case UInt8(ascii: "["): return container(b, &p, close: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): return string(b, &p).map { .string($0) }
        default:
            if take("null", b, &p) { return .null }
            for word in ["true", "false", "NaN", "Infinity", "-Infinity"] where take(word, b, &p) {
                return .other
            }
            return number(b, &p) ? .other : nil
        }
    }

    private static func container(_ b: [UInt8], _ p: inout Int, close: UInt8) -> NaiveJSON? {
        var members: [(key: String, value: NaiveJSON)] = []
        let isObject = close == UInt8(ascii: "}")
        p += 1
        skipBlanks(b, &p)
        if p < b.count, b[p] == close {
            p += 1
            return isObject ? .object([]) : .array([])
        }
        while true {
            var key = ""
            skipBlanks(b, &p)
            if isObject {
                guard p < b.count, b[p] == UInt8(ascii: "\""), let name = string(b, &p) else { return nil }
                key = name
                skipBlanks(b, &p)
                guard p < b.count, b[p] == UInt8(ascii: ":") else { return nil }
                p += 1
                skipBlanks(b, &p)
            }
            guard let value = value(b, &p) else { return nil }
            members.append((key, value))
            skipBlanks(b, &p)
            guard p < b.count else { return nil }
            p += 1
            if b[p - 1] == close { return isObject ? .object(members) : .array(members.map(\.value)) }
            guard b[p - 1] == UInt8(ascii: ",") else { return nil }
        }
    }

    private static func string(_ b: [UInt8], _ p: inout Int) -> String? {
        var units: [UInt16] = []
        p += 1
        while p < b.count {
            if b[p] == UInt8(ascii: "\"") {
                p += 1
                return String(decoding: units, as: UTF16.self)
            }
            guard b[p] >= 0x20 else { return nil }
            guard b[p] == UInt8(ascii: "\\") else {
                let start = p
                p += 1
                while p < b.count, b[p] & 0xC0 == 0x80 { p += 1 }
                units += Array(String(decoding: b[start..<p], as: UTF8.self).utf16)
                continue
            }
            guard p + 1 < b.count else { return nil }
            let simple: [Character: UInt16] = [
                "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
            ]
            if let unit = simple[Character(Unicode.Scalar(b[p + 1]))] {
                units.append(unit)
                p += 2
            } else {
                guard b[p + 1] == UInt8(ascii: "u"), p + 6 <= b.count else { return nil }
                let digits = b[(p + 2)..<(p + 6)]
                guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
                    let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                units.append(unit)
                p += 6
            }
        }
        return nil
    }

    private static func number(_ b: [UInt8], _ p: inout Int) -> Bool {
        func digits() -> Bool {
            let start = p
            while p < b.count, (48...57).contains(b[p]) { p += 1 }
            return p > start
        }
        if p < b.count, b[p] == UInt8(ascii: "-") { p += 1 }
        if p < b.count, b[p] == UInt8(ascii: "0") {
            p += 1
        } else if !digits() {
            return false
        }
        if p < b.count, b[p] == UInt8(ascii: ".") {
            p += 1
            if !digits() { return false }
        }
        if p < b.count, b[p] | 0x20 == UInt8(ascii: "e") {
            p += 1
            if p < b.count, b[p] == UInt8(ascii: "+") || b[p] == UInt8(ascii: "-") { p += 1 }
            if !digits() { return false }
        }
        return true
    }
}
