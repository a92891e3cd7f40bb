import ContaminationAudit

/// Turns the bytes that a terminal sends into keys, however they are cut. A value type.
///
/// The escape sequences are those of ECMA-48 and xterm; unknown ones, and letters with Alt, are passed over.
struct KeyDecoder {
    /// The beginning of a sequence whose end has not come.
    private var pending: [UInt8] = []

    /// Whether an escape waits: it is the key of that name if nothing follows soon.
    var isWaiting: Bool { !pending.isEmpty }

    /// The keys that `bytes` end.
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [ReviewKey] {
        pending += bytes
        var keys: [ReviewKey] = []
        var rest = pending[...]
        while !rest.isEmpty {
            guard let (key, count) = Self.first(rest) else { break }
            if let key { keys.append(key) }
            rest = rest.dropFirst(count)
        }
        pending = Array(rest)
        return keys
    }

    /// The keys of what has waited too long: a lone escape; a cut sequence is nothing.
    mutating func flush() -> [ReviewKey] {
        defer { pending = [] }
        return pending == [0x1B] ? [.escape] : []
    }

    /// The first key (`nil`: nothing of use) and how many bytes it takes; `nil` if its end has not come.
    private static func first(_ bytes: ArraySlice<UInt8>) -> (key: ReviewKey?, byteCount: Int)? {
        let byte = bytes[bytes.startIndex]
        switch byte {
        case 0x1B: return escape(bytes)
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x7F, 0x08: return (.backspace, 1)
        case 0..<0x20: return (.control(Character(Unicode.Scalar(byte | 0x60))), 1)
        case 0x20..<0x7F: return (.character(Character(Unicode.Scalar(byte))), 1)
        default: return scalar(bytes)
        }
    }

    private static func scalar(_ bytes: ArraySlice<UInt8>) -> (key: ReviewKey?, byteCount: Int)? {
        let count =
            switch bytes[bytes.startIndex] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        if count == 1 { return (nil, 1) }
        let following = bytes.dropFirst().prefix { $0 & 0xC0 == 0x80 }.prefix(count - 1)
        if following.count < count - 1 { return following.count + 1 == bytes.count ? nil : (nil, 1 + following.count) }
        guard let text = String(validating: bytes.prefix(count), as: UTF8.self), let character = text.first else {
            return (nil, count)
        }
        return (.character(character), count)
    }

    private static func escape(_ bytes: ArraySlice<UInt8>) -> (key: ReviewKey?, byteCount: Int)? {
        guard let second = bytes.dropFirst().first else { return nil }
        switch second {
        case UInt8(ascii: "O"):
            guard let third = bytes.dropFirst(2).first else { return nil }
            return (named(third), 3)
        case UInt8(ascii: "["):
            let parameters = bytes.dropFirst(2).prefix { (0x20...0x3F).contains($0) }
            guard let last = bytes.dropFirst(2 + parameters.count).first else {
                // No terminal sends a sequence as long as that.
                return parameters.count > 32 ? (nil, bytes.count) : nil
            }
            let count = 3 + parameters.count
            if last != UInt8(ascii: "~") { return (named(last), count) }
            switch String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self) {
            case "1", "7": return (.home, count)
            case "4", "8": return (.end, count)
            case "5": return (.pageUp, count)
            case "6": return (.pageDown, count)
            default: return (nil, count)
            }
        case 0x1B: return (.escape, 1)
        default: return (nil, 2)
        }
    }

    private static func named(_ byte: UInt8) -> ReviewKey? {
        switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        default: nil
        }
    }
}
