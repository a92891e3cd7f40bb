internal import CSimdjson

extension RecordTape {
    /// Appends the string at `index` to `buffer`, decoded; returns where it begins there.
    ///
    /// A malformed escape appends nothing: `escapeProblem` finds it, and the record is bad.
    @discardableResult
    mutating func decode(_ index: Int, _ bytes: [UInt8], into buffer: inout TextBuffer) -> Int {
        let value = values[index]
        let (start, end) = (Int(value.start), Int(value.end))
        let before = buffer.count
        switch container {
        case .jsonl, .json:
            if buffer.appendJSON(bytes, from: start, to: end) { values[index].flags |= UInt8(ASSAY_CHECKED) }
        case .csv:
            let hasQuotes = Int(value.flags) & ASSAY_DOUBLED_QUOTES != 0
            buffer.appendCSV(bytes, from: start, to: end, unescaping: hasQuotes)
        case .parquet: buffer.append(bytes, from: start, to: end)
        }
        return before
    }

    /// Who speaks in the message at `message`, or `nil` if the role is an object or a list.
    ///
    /// A role of `null`, a number or a boolean is in no scope, as in Python. `buffer` is left as it was.
    mutating func role(ofMessage message: Int, _ bytes: [UInt8], _ buffer: inout TextBuffer) -> UnitRole? {
        let members = contents(of: message)
        guard
            let index = member(WellKnownKey.role, among: members) ?? member(WellKnownKey.from, among: members)
        else { return .unnamed }
        switch kind(index) {
        case ASSAY_STRING: break
        case ASSAY_OBJECT, ASSAY_ARRAY: return nil
        default: return .other
        }
        let start = decode(index, bytes, into: &buffer)
        let count = buffer.count - start
        buffer.count = start
        if count == 0 { return .unnamed }
        for (name, role) in Self.roleNames where name.count == count {
            var isSame = true
            for offset in 0..<count where buffer.bytes[start + offset] != name[offset] { isSame = false }
            if isSame { return role }
        }
        return .other
    }

    /// The text of the message at `message`, and whether it stands under `value`; `nil` if there is none.
    func content(ofMessage message: Int) -> (index: Int, isValue: Bool)? {
        let members = contents(of: message)
        if let content = member(WellKnownKey.content, among: members) { return (content, false) }
        return member(WellKnownKey.value, among: members).map { ($0, true) }
    }

    private static let roleNames: [(name: [UInt8], role: UnitRole)] = [
        (Array("user".utf8), .prompt), (Array("human".utf8), .prompt),
        (Array("assistant".utf8), .response), (Array("gpt".utf8), .response), (Array("bot".utf8), .response),
        (Array("system".utf8), .system),
    ]
}
