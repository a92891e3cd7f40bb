internal import CSimdjson
internal import ParquetIO

/// Puts the rows of a Parquet batch together on a record tape, value by value, from the columns' levels.
///
/// The levels say for each entry of a column how much of its path is there (definition) and which list it continues
/// (repetition): Melnik and others, "Dremel: Interactive Analysis of Web-Scale Datasets", 2010, section 4.3. Each column has
/// been checked by itself; that columns of one list agree is checked here. One owner at a time.
struct RowAssembly {
    /// A column and how far it has been used.
    struct Leaf {
        let definitionLevels: [UInt8]
        let repetitionLevels: [UInt8]
        let ranges: [ValueRange]
        let entryCount: Int
        let valueCount: Int
        var entry = 0
        var value = 0

        /// A column of the batch that is at the plan's place `place`.
        init(_ column: ColumnBatch, _ plan: ColumnPlan, _ place: Int) {
            // What a batch had before may still stand in its arrays.
            definitionLevels = plan.maxDefinitionLevels[place] > 0 ? column.definitionLevels : []
            repetitionLevels = plan.maxRepetitionLevels[place] > 0 ? column.repetitionLevels : []
            ranges = column.ranges
            entryCount = column.entryCount
            valueCount = column.valueCount
        }

        /// Whether the next entry continues the row.
        var continuesRow: Bool {
            !repetitionLevels.isEmpty && entry < entryCount && repetitionLevels[entry] > 0
        }

        /// Whether the next entry is a further element of the list with this repetition level.
        func continues(_ repetition: Int) -> Bool {
            entry < entryCount && Int(repetitionLevels[entry]) == repetition
        }
    }

    private let plan: ColumnPlan
    /// Where the plan's names begin in the batch's bytes.
    private let namesStart: Int
    private var leaves: [Leaf]

    /// `columns` are those of the plan, in its order.
    init(plan: ColumnPlan, columns: [ColumnBatch], namesStart: Int) {
        self.plan = plan
        self.namesStart = namesStart
        leaves = columns.enumerated().map { Leaf($1, plan, $0) }
    }

    /// Appends the next row's fields to `tape`, whose strings stand in `bytes`.
    ///
    /// Throws for a row that cannot be used; the next one can be appended all the same.
    mutating func appendRow(to tape: inout RecordTape, _ bytes: [UInt8]) throws(RecordProblem) {
        defer { skipRest() }
        var node = 0
        while node < plan.nodes.count {
            try append(node, to: &tape, bytes)
            node = plan.nodes[node].next
        }
        if let leaf = leaves.firstIndex(where: \.continuesRow) { throw disagreement(leaf) }
    }

    /// Leads every column to its next row, wherever this one ended.
    private mutating func skipRest() {
        for index in leaves.indices where leaves[index].continuesRow {
            while leaves[index].continuesRow { skip(index) }
        }
    }

    private func disagreement(_ leaf: Int) -> RecordProblem { .brokenColumns(field: plan.fields[leaf]) }

    /// Passes over an entry of the column.
    private mutating func skip(_ index: Int) {
        leaves[index].value += isValue(index) ? 1 : 0
        leaves[index].entry += 1
    }

    private func isValue(_ index: Int) -> Bool {
        leaves[index].definitionLevels.isEmpty
            || Int(leaves[index].definitionLevels[leaves[index].entry]) == plan.maxDefinitionLevels[index]
    }

    /// The definition level of the node's next entry, as its first column has it.
    private func level(_ node: ColumnPlan.Node) throws(RecordProblem) -> Int {
        let index = node.leaves.lowerBound
        guard index < leaves.count, leaves[index].entry < leaves[index].entryCount else { throw disagreement(index) }
        let levels = leaves[index].definitionLevels
        return levels.isEmpty ? plan.maxDefinitionLevels[index] : Int(levels[leaves[index].entry])
    }

    /// Uses up one entry of each column below a node that is null or empty.
    private mutating func passOver(_ node: ColumnPlan.Node, below level: Int) throws(RecordProblem) {
        for index in node.leaves {
            guard leaves[index].entry < leaves[index].entryCount, !leaves[index].definitionLevels.isEmpty,
                Int(leaves[index].definitionLevels[leaves[index].entry]) < level
            else { throw disagreement(index) }
            leaves[index].entry += 1
        }
    }

    /// Appends the value at a node and all it holds. Recursion is as deep as the schema.
    private mutating func append(
        _ number: Int, to tape: inout RecordTape, _ bytes: [UInt8], key: UInt16? = nil, name: Range<Int>? = nil
    ) throws(RecordProblem) {
        let node = plan.nodes[number]
        let place = tape.appendValue(
            key: key ?? node.key,
            name: name ?? namesStart + node.name.lowerBound..<namesStart + node.name.upperBound)
        switch node.form {
        case .unread(let kind):
            tape.set(place, kind: Int(kind), flags: ASSAY_UNREAD)
        case .leaf(let kind):
            try setLeaf(place, node.leaves.lowerBound, Int(kind), in: &tape, bytes)
        case .object:
            guard try level(node) >= node.definitionLevel else {
                try passOver(node, below: node.definitionLevel)
                return
            }
            tape.set(place, kind: ASSAY_OBJECT)
            try appendMembers(number, to: &tape, bytes)
        case .list(let filled, let repetition):
            let found = try level(node)
            if found >= node.definitionLevel { tape.set(place, kind: ASSAY_ARRAY) }
            guard found >= filled else { return try passOver(node, below: filled) }
            repeat { try appendMembers(number, to: &tape, bytes) } while try hasMore(node, repetition)
        case .map(let filled, let repetition):
            let found = try level(node)
            if found >= node.definitionLevel { tape.set(place, kind: ASSAY_OBJECT) }
            guard found >= filled else { return try passOver(node, below: filled) }
            repeat { try appendEntry(number, to: &tape, bytes) } while try hasMore(node, repetition)
        }
        tape.close(place)
    }

    private mutating func appendMembers(
        _ number: Int, to tape: inout RecordTape, _ bytes: [UInt8]
    ) throws(RecordProblem) {
        var child = number + 1
        let end = plan.nodes[number].next
        while child < end {
            try append(child, to: &tape, bytes)
            child = plan.nodes[child].next
        }
    }

    /// Appends one entry of a map: its value, under the key that the map's first column has.
    private mutating func appendEntry(
        _ number: Int, to tape: inout RecordTape, _ bytes: [UInt8]
    ) throws(RecordProblem) {
        let keyNode = number + 1
        let leaf = plan.nodes[keyNode].leaves.lowerBound
        guard leaves[leaf].entry < leaves[leaf].entryCount else { throw disagreement(leaf) }
        var name = 0..<0
        if isValue(leaf), leaves[leaf].value < leaves[leaf].valueCount {
            let range = leaves[leaf].ranges[leaves[leaf].value]
            name = Int(range.start)..<Int(range.end)
        }
        try checkText(name, leaf, bytes)
        skip(leaf)
        let key = tape.keys.number(of: bytes[name]) ?? UInt16(ASSAY_NO_KEY)
        let valueNode = plan.nodes[keyNode].next
        // Values without any column are nothing but keys.
        guard valueNode < plan.nodes[number].next else {
            _ = tape.appendValue(key: key, name: name)
            return
        }
        try append(valueNode, to: &tape, bytes, key: key, name: name)
    }

    /// Whether the list goes on, which all columns below it must agree on.
    private func hasMore(_ node: ColumnPlan.Node, _ repetition: Int) throws(RecordProblem) -> Bool {
        let first = node.leaves.lowerBound
        let more = leaves[first].continues(repetition)
        var index = first + 1
        while index < node.leaves.upperBound {
            guard leaves[index].continues(repetition) == more else { throw disagreement(index) }
            index += 1
        }
        return more
    }

    private mutating func setLeaf(
        _ place: Int, _ leaf: Int, _ kind: Int, in tape: inout RecordTape, _ bytes: [UInt8]
    ) throws(RecordProblem) {
        guard leaves[leaf].entry < leaves[leaf].entryCount else { throw disagreement(leaf) }
        guard isValue(leaf) else {
            leaves[leaf].entry += 1
            return
        }
        guard leaves[leaf].value < leaves[leaf].valueCount else { throw disagreement(leaf) }
        let value = leaves[leaf].ranges[leaves[leaf].value]
        let range = Int(value.start)..<Int(value.end)
        skip(leaf)
        if kind == ASSAY_STRING { try checkText(range, leaf, bytes) }
        // Booleans are told apart by the first letter of `true` and `false`.
        let isFalse = kind == ASSAY_TRUE && bytes[range.lowerBound] == UInt8(ascii: "f")
        tape.set(place, kind: isFalse ? ASSAY_FALSE : kind, range: range)
    }

    private func checkText(_ range: Range<Int>, _ leaf: Int, _ bytes: [UInt8]) throws(RecordProblem) {
        let valid = bytes.utf8Prefix(from: range.lowerBound, to: range.upperBound)
        if valid < range.upperBound {
            throw .invalidUTF8In(field: plan.fields[leaf], byteOffset: valid - range.lowerBound)
        }
    }
}
