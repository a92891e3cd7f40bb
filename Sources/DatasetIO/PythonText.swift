/// How Python's `str()` prints the numbers and booleans of JSON: ids compare with those other tools print.
enum PythonText {
    /// The text of a number token: digits as they are, a float as its shortest form, `nan` and `inf`.
    static func number(_ token: String) -> String {
        switch token {
        case "NaN": return "nan"
        case "Infinity": return "inf"
        case "-Infinity": return "-inf"
        case "-0": return "0"
        default: break
        }
        guard token.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }),
            let value = Double(token)
        else { return token }
        return float(value)
    }

    /// Python's `repr` of a float: an exponent below 1e-4 and from 1e16 on, else digits with a point.
    static func float(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let sign = value.sign == .minus ? "-" : ""
        if value == 0 { return sign + "0.0" }
        // Swift prints the same shortest digits, but has other borders for the exponent.
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var hasPoint = false
        let text = Array("\(value.magnitude)".utf8)
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                hasPoint = true
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
                if !hasPoint { point += 1 }
            }
        }
        // The value is 0.DIGITS times ten to the power of `point`.
        point += exponent
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leading)
        point -= leading
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        let all = String(decoding: digits, as: UTF8.self)
        if point - 1 < -4 || point - 1 >= 16 {
            let power = point - 1
            let fraction = digits.count > 1 ? "." + String(decoding: digits[1...], as: UTF8.self) : ""
            let magnitude = String(abs(power))
            return sign + String(decoding: digits[..<1], as: UTF8.self) + fraction + "e" + (power < 0 ? "-" : "+")
                + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + all }
        if point >= digits.count { return sign + all + String(repeating: "0", count: point - digits.count) + ".0" }
        return sign + String(decoding: digits[..<point], as: UTF8.self) + "."
            + String(decoding: digits[point...], as: UTF8.self)
    }
}
