/// A node of a YAML document: a scalar, a sequence or a mapping, with its place in the text.
///
/// Where an alias stood there is the node its anchor names, with that node's place. Tags are not resolved.
/// A value type; safe to share between threads.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        /// `isPlain`: written without quotes and not as a block, so that it may be a number or empty.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// In the text's order. No two scalar keys have the same text.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    package let content: Content
    /// The 1-based line where the node begins.
    package let line: Int
    /// The 1-based column where the node begins, in code points.
    package let column: Int
}

extension YAMLNode {
    /// The text of a scalar, of whatever style; `nil` for a collection.
    package var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The elements of a sequence; `nil` for anything else.
    package var elements: [YAMLNode]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }

    /// The entries of a mapping, in the text's order; `nil` for anything else.
    package var entries: [(key: YAMLNode, value: YAMLNode)]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// Whether the node is empty in YAML's sense: nothing, `~` or `null`, without quotes.
    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The decimal whole number that a scalar without quotes is; `nil` for anything else.
    ///
    /// A number that begins with 0 is not read: YAML 1.1 takes `010` for 8, YAML 1.2 for 10.
    package var integer: Int? {
        guard case .scalar(let text, isPlain: true) = content, let value = Int(text) else { return nil }
        let digits = text.drop { $0 == "+" || $0 == "-" }
        return digits.hasPrefix("0") && digits != "0" ? nil : value
    }
}
