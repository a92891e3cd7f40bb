package import ByteIO

/// Which strings of a record are its text units and its source.
///
/// A value type; safe to share between threads.
package struct RecordSelection: Sendable, Equatable {
    /// Whose text is searched.
    package var scope: Scope
    /// The field that names where a record comes from, dotted where it is nested; `nil`: `source` where records have it.
    package var sourceField: String?
    /// The strings to read, in place of the recognised shapes; empty: the recognised shapes.
    package var unitPaths: [UnitPath]

    package init(scope: Scope = .prompt, sourceField: String? = nil, unitPaths: [UnitPath] = []) {
        self.scope = scope
        self.sourceField = sourceField
        self.unitPaths = unitPaths
    }
}

/// The place of text units in a record of a shape that is not recognised, and their role.
///
/// Written as `messages[].content=prompt`, `data.turns[0].text=response`, `foo=prompt`: keys joined by dots, `[]` for
/// every element of a list, `[2]` for one.
package struct UnitPath: Sendable, Equatable {
    package enum Step: Sendable, Equatable {
        case key([UInt8])
        case everyElement
        case element(Int)
    }

    /// The path as it was written, without its role.
    package let text: String
    package let steps: [Step]
    package let role: UnitRole

    /// Reads `PATH=ROLE`; throws what is wrong with it.
    package init(_ argument: String) throws(AssayError) {
        let bytes = Array(argument.utf8)
        guard let equals = bytes.lastIndex(of: UInt8(ascii: "=")) else {
            throw AssayError("expected PATH=ROLE, such as messages[].content=prompt, got '\(argument)'")
        }
        switch String(decoding: bytes[(equals + 1)...], as: UTF8.self) {
        case "prompt": role = .prompt
        case "response": role = .response
        case "system": role = .system
        case let other:
            throw AssayError("expected the role prompt, response or system, got '\(other)' in '\(argument)'")
        }
        text = String(decoding: bytes[..<equals], as: UTF8.self)
        guard let steps = Self.steps(of: bytes[..<equals]) else {
            throw AssayError(
                "'\(text)' is no path: write keys joined by dots, with [] for every element of a list and [0] for one")
        }
        self.steps = steps
    }

    /// The steps of a path, or `nil` if it is none.
    private static func steps(of path: ArraySlice<UInt8>) -> [Step]? {
        var steps: [Step] = []
        for part in path.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            let key = part.prefix { $0 != UInt8(ascii: "[") }
            guard !key.isEmpty else { return nil }
            steps.append(.key(Array(key)))
            var rest = part[key.endIndex...]
            while !rest.isEmpty {
                guard rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
                    return nil
                }
                let digits = rest[(rest.startIndex + 1)..<close]
                if digits.isEmpty {
                    steps.append(.everyElement)
                } else if digits.count <= 9, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
                {
                    steps.append(.element(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }))
                } else {
                    return nil
                }
                rest = rest[(close + 1)...]
            }
        }
        return steps
    }
}
