/// The names of fields that are looked for, each with a number, so that no name is compared twice.
///
/// The fields of the recognised shapes come first, in the order `WellKnownKey` gives them.
struct KeyTable: Sendable, Equatable {
    /// UTF-8, unescaped.
    private(set) var names: [[UInt8]] = []
    /// Which names are looked for at the top level of a record; the others only below those.
    private(set) var isRoot: [Bool] = []

    /// The number of `name`, new if need be.
    mutating func id(of name: [UInt8], isRoot root: Bool) -> UInt16 {
        if let known = names.firstIndex(of: name) {
            isRoot[known] = isRoot[known] || root
            return UInt16(known)
        }
        names.append(name)
        isRoot.append(root)
        return UInt16(names.count - 1)
    }

    /// The numbers of a dotted path's names, the first of them looked for at the top level.
    mutating func path(_ dotted: String) -> [UInt16] {
        var ids: [UInt16] = []
        for name in dotted.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            ids.append(id(of: Array(name), isRoot: ids.isEmpty))
        }
        return ids
    }

    /// The number of a top-level field, or `nil` if it is not looked for.
    func root(named name: [UInt8]) -> UInt16? {
        guard let known = names.firstIndex(of: name), isRoot[known] else { return nil }
        return UInt16(known)
    }

    /// The number of a name at any level, or `nil` if it is not looked for.
    func number(of name: some Collection<UInt8>) -> UInt16? {
        names.firstIndex { $0.elementsEqual(name) }.map { UInt16($0) }
    }

    func name(_ id: UInt16) -> String {
        Int(id) < names.count ? String(decoding: names[Int(id)], as: UTF8.self) : "?"
    }
}

/// The fields of the recognised shapes. The order is that in which their units are read.
enum WellKnownKey {
    static let names = [
        "messages", "conversations", "chosen", "rejected",
        "prompt", "instruction", "question", "input", "problem", "turns",
        "response", "output", "completion", "answer", "solution",
        "text",
        "role", "from", "content", "value",
    ]
    /// Lists of turns, single turns or transcripts, by whoever speaks.
    static let turns = 0..<4
    /// What a user says: a string or a list of turns.
    static let prompts = 4..<10
    /// What a model says.
    static let responses = 10..<15
    /// The fields that stand at the top level.
    static let roots = 0..<16

    static let prompt = 4
    static let turnList = 9
    static let text = 15
    static let role: UInt16 = 16
    static let from: UInt16 = 17
    static let content: UInt16 = 18
    static let value: UInt16 = 19

    /// A table of them; with `asRoots` false, the top-level ones are not looked for.
    static func table(asRoots: Bool) -> KeyTable {
        var table = KeyTable()
        for (index, name) in names.enumerated() {
            _ = table.id(of: Array(name.utf8), isRoot: asRoots && roots.contains(index))
        }
        return table
    }
}
