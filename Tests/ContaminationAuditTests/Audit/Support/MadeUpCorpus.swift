import TestSupport

/// Text of few words, so that texts overlap everywhere, in several spellings of each.
struct MadeUpText {
    private static let spellings: [[String]] = [
        ["the", "The", "THE", "ｔｈｅ"], ["cat", "Cat", "c\u{AD}at"], ["straße", "STRASSE", "Straße"], ["x", "X"],
        ["v2", "V2", "Ｖ2"], ["naïve", "NAÏVE"], ["中", "中"], ["文字", "文字"], ["snake_case"], ["a1", "A1"], ["on"], ["I"],
    ]
    private static let separators = [
        " ", " ", " ", " ", "  ", ", ", "\n", "-", "\u{A0}", ". ", "\t“", "” ", " \"", " \\ ",
    ]

    private let words: [[String]]
    private let phrases: [[Int]]
    private let n: Int

    init(n: Int, _ random: inout SeededRandom) {
        self.n = n
        let words = (0..<(2 + random.below(7))).map { _ in random.pick(Self.spellings) }
        self.words = words
        phrases = (0..<(2 + random.below(4))).map { _ in
            (0..<(1 + random.below(2 * n + 8))).map { _ in random.below(words.count) }
        }
    }

    /// A phrase, a piece of one with or without words around it, or words alone; sometimes no token at all.
    func text(_ random: inout SeededRandom) -> String {
        var sequence: [Int] = []
        if random.below(30) == 0 { return "..." }
        if random.below(4) == 0 { sequence += draw(random.below(4), &random) }
        for _ in 0..<(random.below(5) == 0 ? 2 : 1) {
            let phrase = random.pick(phrases)
            switch random.below(4) {
            case 0: sequence += draw(1 + random.below(n + 3), &random)
            case 1: sequence += phrase[random.below(phrase.count)...].prefix(random.pick([n - 1, n, n + 1, 2 * n]))
            default: sequence += phrase
            }
        }
        if random.below(4) == 0 { sequence += draw(random.below(4), &random) }
        var text = random.below(6) == 0 ? "“" : ""
        for word in sequence {
            text += random.below(3) == 0 ? random.pick(words[word]) : words[word][0]
            text += random.pick(random.below(2) == 0 ? [" "] : Self.separators)
        }
        return text.isEmpty ? "." : text
    }

    private func draw(_ count: Int, _ random: inout SeededRandom) -> [Int] {
        (0..<count).map { _ in random.below(words.count) }
    }
}

/// One item of a made-up benchmark.
struct MadeUpItem: Equatable {
    var benchmark: String
    var id: String
    var subset: String
    var texts: [String]

    var json: String {
        let texts = texts.map(JSONText.string)
        let field = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
        return #"{"id": \#(JSONText.string(id)), "subset": \#(JSONText.string(subset)), "prompt": \#(field)}"#
    }
}

/// One record of a made-up dataset: its JSON, and what is in it.
struct MadeUpRecord: Equatable {
    enum Role: String { case user, assistant, system }

    struct Unit: Equatable {
        var role: Role
        var path: String
        var text: String
    }

    var units: [Unit]
    var source: String?
    var json: String

    /// The units that an audit of `scope` searches, each text once.
    func units(inScope scope: String) -> [Unit] {
        var seen: Set<String> = []
        return units.filter { unit in
            let isInScope = scope == "all" || unit.role == (scope == "prompt" ? .user : .assistant)
            return isInScope && seen.insert(unit.text).inserted
        }
    }

    /// A record in one of the recognised shapes. `isWhole`: one with a prompt and a response.
    init(isWhole: Bool = false, source: String?, _ random: inout SeededRandom, text: (inout SeededRandom) -> String) {
        var fields = source.map { [#""source": \#(JSONText.string($0))"#] } ?? []
        var units: [Unit] = []
        func field(_ name: String, _ role: Role, _ text: String) {
            fields.append("\"\(name)\": \(JSONText.string(text))")
            units.append(Unit(role: role, path: name, text: text))
        }
        func turns(_ name: String, _ turns: [(Role, String)]) {
            let list = turns.map { #"{"role": "\#($0.rawValue)", "content": \#(JSONText.string($1))}"# }
            fields.append("\"\(name)\": [\(list.joined(separator: ", "))]")
            for (place, (role, text)) in turns.enumerated() {
                units.append(Unit(role: role, path: "\(name)[\(place)].content", text: text))
            }
        }
        switch isWhole ? 0 : random.below(5) {
        case 0:
            field("prompt", .user, text(&random))
            field("response", .assistant, text(&random))
        case 1:
            turns(
                "messages",
                (0..<(1 + random.below(4))).map { _ in (random.pick([.user, .assistant, .system]), text(&random)) })
        case 2:
            let prompt = text(&random)
            turns("chosen", [(.user, prompt), (.assistant, text(&random))])
            turns("rejected", [(.user, random.below(3) == 0 ? text(&random) : prompt), (.assistant, text(&random))])
        case 3:
            field("text", .user, text(&random))
        default:
            // The order of units is that of the rule, not of the record.
            let prompt = text(&random)
            field("chosen", .assistant, text(&random))
            field("rejected", .assistant, text(&random))
            field("prompt", .user, prompt)
            fields.reverse()
        }
        self.units = units
        self.source = source
        json = "{\(fields.joined(separator: ", "))}"
    }
}

/// JSON as other programs write it.
enum JSONText {
    static func string(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": json += "\\\(scalar)"
            case "\n": json += "\\n"
            case "\t": json += "\\t"
            case "ï", "“": json += "\\u" + String(String(0x10000 + scalar.value, radix: 16).dropFirst())
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}
