/// One node of a schema: the root, a group, or a column. A value type; safe to share between threads.
package struct SchemaNode: Sendable {
    /// The name in what holds it, as stored.
    package let name: [UInt8]
    /// The place of what holds it in `ParquetSchema.nodes`; `nil` for the root.
    package let parent: Int?
    /// The places of what it holds, in their order; empty for a column.
    package fileprivate(set) var children: [Int] = []
    /// How often it occurs in its parent; `.required` for the root.
    package let repetition: Repetition
    /// How its values are stored; `nil` for a group.
    package let physicalType: PhysicalType?
    /// The bytes of a value of `.fixedLenByteArray`; else 0.
    package let typeLength: Int
    /// What it means; `nil` where the file does not say.
    package let annotation: SchemaAnnotation?
    /// How many optional or repeated nodes there are from the root to it, itself included.
    package let maxDefinitionLevel: Int
    /// How many repeated nodes there are from the root to it, itself included.
    package let maxRepetitionLevel: Int
    /// The number of the column; `nil` for a group.
    package let column: Int?
}

/// A file's columns and how they nest (parquet-format, README.md: Nested Encoding). Immutable; safe to share.
package struct ParquetSchema: Sendable {
    /// All nodes, depth first, as the file has them. The first is the root.
    package private(set) var nodes: [SchemaNode] = []
    /// The place in `nodes` of each column, in the order of the file's column chunks.
    package private(set) var columns: [Int] = []

    /// Builds the tree; throws if the counts of children do not add up or a node contradicts itself.
    init(_ elements: [SchemaElement], limits: ParquetLimits) throws(ParquetProblem) {
        if elements.count > limits.schemaNodeCount {
            throw ParquetProblem("the schema has more than \(limits.schemaNodeCount) nodes")
        }
        // What each open group still lacks, from the root on.
        var open: [(node: Int, missing: Int)] = []
        for element in elements {
            if !nodes.isEmpty && open.isEmpty { throw Self.countProblem }
            let node = try self.node(element, parent: open.last?.node)
            if let parent = open.last?.node {
                nodes[parent].children.append(nodes.count)
                open[open.count - 1].missing -= 1
            }
            if node.column != nil { columns.append(nodes.count) }
            nodes.append(node)
            if node.column == nil { open.append((nodes.count - 1, Int(element.childCount))) }
            if open.count > limits.nestingDepth {
                throw ParquetProblem("the schema nests more than \(limits.nestingDepth) groups")
            }
            while let last = open.last, last.missing == 0 { open.removeLast() }
        }
        if nodes.isEmpty || !open.isEmpty { throw Self.countProblem }
    }

    private func node(_ element: SchemaElement, parent: Int?) throws(ParquetProblem) -> SchemaNode {
        let shown = String(decoding: element.name, as: UTF8.self)
        guard let repetition = Repetition(rawValue: parent == nil ? 0 : element.repetition ?? 0) else {
            throw ParquetProblem("the schema's node '\(shown)' has an unknown repetition")
        }
        let isGroup = parent == nil || element.type == nil
        var physicalType: PhysicalType?
        if !isGroup, let number = element.type {
            physicalType = PhysicalType(rawValue: number)
            if physicalType == nil {
                throw ParquetProblem("the schema's column '\(shown)' has the type \(number), which is not known here")
            }
            if element.childCount != 0 {
                throw ParquetProblem("the schema's node '\(shown)' has both a type and children")
            }
        }
        if element.childCount < 0 { throw Self.countProblem }
        let isFixed = physicalType == .fixedLenByteArray
        if isFixed && element.typeLength < 0 {
            throw ParquetProblem("the schema's column '\(shown)' has values of \(element.typeLength) bytes")
        }
        let above = parent.map { nodes[$0] }
        return SchemaNode(
            name: element.name, parent: parent, repetition: repetition, physicalType: physicalType,
            typeLength: isFixed ? Int(element.typeLength) : 0, annotation: element.annotation,
            maxDefinitionLevel: (above?.maxDefinitionLevel ?? 0) + (repetition == .required ? 0 : 1),
            maxRepetitionLevel: (above?.maxRepetitionLevel ?? 0) + (repetition == .repeated ? 1 : 0),
            column: isGroup ? nil : columns.count)
    }

    private static let countProblem = ParquetProblem("the schema's counts of children do not add up")
}

extension ParquetSchema {
    /// The node of a column.
    package func node(ofColumn column: Int) -> SchemaNode { nodes[columns[column]] }

    /// The names from the root to a column, without the root's.
    package func names(ofColumn column: Int) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var place = columns[column]
        while let parent = nodes[place].parent {
            names.append(nodes[place].name)
            place = parent
        }
        return names.reversed()
    }

    /// The same with dots between, for messages: `messages.list.element.content`.
    package func path(ofColumn column: Int) -> String {
        names(ofColumn: column).map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
    }
}
