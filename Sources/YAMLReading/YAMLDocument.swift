package import ByteIO

/// Reads a YAML text that is one document into nodes.
///
/// Limits keep a hostile or a wrong text from costing much: aliases can make a few lines stand for thousands of millions
/// of nodes, and nodes in nodes cost stack to walk.
package struct YAMLDocument {
    /// The most nodes, those that aliases stand for counted each time.
    package static let maximumNodeCount = 1_000_000
    /// The most levels of nodes in nodes.
    package static let maximumDepth = 64

    /// What an alias may name, and what taking it over adds.
    private struct Anchored {
        let node: YAMLNode
        let nodeCount: Int
        /// Levels below and including this one.
        let height: Int
    }

    private let path: String
    private let reader: YAMLEventReader
    private var anchors: [String: Anchored] = [:]
    private var nodeCount = 0

    private init(_ bytes: [UInt8], path: String) throws(AssayError) {
        self.path = path
        reader = try YAMLEventReader(bytes, path: path)
    }

    /// The root of the document in `bytes`, which came from the file `path`; `nil` where there is no document.
    ///
    /// - Throws: an error with the line: not YAML, more than one document, an alias without an anchor before it, a scalar
    ///   key given twice, too many nodes or levels. Messages may hold characters of the text: make them safe to show.
    package static func read(_ bytes: [UInt8], path: String) throws(AssayError) -> YAMLNode? {
        var document = try YAMLDocument(bytes, path: path)
        return try document.root()
    }

    private mutating func root() throws(AssayError) -> YAMLNode? {
        guard try reader.next().kind != .streamEnd else { return nil }
        let root = try compose(reader.next(), depth: 1).node
        _ = try reader.next()
        let after = try reader.next()
        guard after.kind == .streamEnd else {
            throw error("is not YAML: but found another document", line: after.line)
        }
        return root
    }

    /// The node that `event` begins, with all that is in it. Calls itself at most `maximumDepth` times.
    private mutating func compose(_ event: YAMLEvent, depth: Int) throws(AssayError) -> Anchored {
        if case .alias(let name) = event.kind {
            guard let anchored = anchors[name] else {
                throw error("is not YAML: found undefined alias", line: event.line)
            }
            try count(anchored.nodeCount, line: event.line)
            try checkDepth(depth + anchored.height - 1, line: event.line)
            return anchored
        }
        try count(1, line: event.line)
        try checkDepth(depth, line: event.line)
        let before = nodeCount
        let (content, height) = try self.content(of: event, depth: depth)
        let node = YAMLNode(content: content, line: event.line, column: event.column)
        let anchored = Anchored(node: node, nodeCount: nodeCount - before + 1, height: height)
        // After its content: a node cannot stand in itself.
        if let anchor = event.anchor { anchors[anchor] = anchored }
        return anchored
    }

    private mutating func content(
        of event: YAMLEvent, depth: Int
    ) throws(AssayError) -> (content: YAMLNode.Content, height: Int) {
        var height = 0
        switch event.kind {
        case .sequenceStart:
            var elements: [YAMLNode] = []
            while case let next = try reader.next(), next.kind != .sequenceEnd {
                let element = try compose(next, depth: depth + 1)
                elements.append(element.node)
                height = max(height, element.height)
            }
            return (.sequence(elements), height + 1)
        case .mappingStart:
            var entries: [(key: YAMLNode, value: YAMLNode)] = []
            while case let next = try reader.next(), next.kind != .mappingEnd {
                let key = try compose(next, depth: depth + 1)
                let value = try compose(reader.next(), depth: depth + 1)
                entries.append((key.node, value.node))
                height = max(height, key.height, value.height)
            }
            try checkKeys(entries.map(\.key))
            return (.mapping(entries), height + 1)
        case .scalar(let text, let isPlain): return (.scalar(text, isPlain: isPlain), 1)
        // libyaml's grammar has no other event where a node stands.
        default: throw error("is not YAML: did not find expected node content", line: event.line)
        }
    }

    private func checkKeys(_ keys: [YAMLNode]) throws(AssayError) {
        var lines: [String: Int] = [:]
        var repeated: Set<String> = []
        for key in keys {
            guard let text = key.text else { continue }
            if lines[text] == nil { lines[text] = key.line } else { repeated.insert(text) }
        }
        let sorted = repeated.sorted()
        guard let first = sorted.first else { return }
        throw error("a key is given twice: \(sorted.joined(separator: ", ")); keep one", line: lines[first])
    }

    private mutating func count(_ added: Int, line: Int) throws(AssayError) {
        nodeCount += added
        if nodeCount > Self.maximumNodeCount {
            throw error(
                "holds more than \(Self.maximumNodeCount) values, aliases followed; is it the right file?", line: line)
        }
    }

    private func checkDepth(_ depth: Int, line: Int) throws(AssayError) {
        if depth > Self.maximumDepth {
            throw error("goes deeper than \(Self.maximumDepth) levels; is it the right file?", line: line)
        }
    }

    private func error(_ message: String, line: Int?) -> AssayError { AssayError(message, path: path, line: line) }
}
