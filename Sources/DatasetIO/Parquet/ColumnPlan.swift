internal import CSimdjson
internal import ParquetIO

/// The columns of a Parquet file that are read, as the tree of values that a row of them is.
///
/// Lists and maps are what the format's LogicalTypes.md (parquet-format, "Nested Types") says, older forms included. A
/// value type; safe to share between threads.
struct ColumnPlan: Sendable {
    /// What a node is on the tape.
    enum Form: Sendable {
        /// A column's value, of the kind given where it is there.
        case leaf(UInt8)
        case object
        /// Elements from the definition level `filled` on; a further one wherever the repetition level is `repetition`.
        case list(filled: Int, repetition: Int)
        /// An object whose keys are data: the first column below it holds them.
        case map(filled: Int, repetition: Int)
        /// A field of the kind given that is known to be there and is not read.
        case unread(UInt8)
    }

    struct Node: Sendable {
        var form: Form
        /// Its number among the keys looked for, or `ASSAY_NO_KEY`.
        var key: UInt16
        /// Where its name stands in `names`; empty for elements.
        var name: Range<Int>
        /// The definition level from which on it is there and not null.
        var definitionLevel: Int
        /// Its columns, as places in `columns`.
        var leaves: Range<Int>
        /// The node after its own.
        var next: Int
    }

    /// Depth first; a top-level field's node is followed by those below it.
    private(set) var nodes: [Node] = []
    /// The file's columns to read, in the order of their nodes.
    private(set) var columns: [Int] = []
    /// The places of `columns` in their fields, for messages: `messages[].content`.
    private(set) var fields: [String] = []
    /// The definition level of each column's values, and the largest repetition level of its entries.
    private(set) var maxDefinitionLevels: [Int] = []
    private(set) var maxRepetitionLevels: [Int] = []
    /// The names of all nodes, one after the other.
    private(set) var names: [UInt8] = []

    private let schema: ParquetSchema
    private let keys: KeyTable
    private let members: Set<UInt16>

    /// Which columns of `schema` are read for `selection`.
    init(schema: ParquetSchema, selection: ColumnSelection) {
        self.schema = schema
        keys = selection.keys
        members = selection.members
        guard let root = schema.nodes.first else { return }
        let text = selection.readsShapes ? UInt16(WellKnownKey.text) : nil
        let hasText = root.children.contains { text != nil && keys.root(named: schema.nodes[$0].name) == text }
        for child in root.children {
            guard let key = keys.root(named: schema.nodes[child].name) else { continue }
            // A field whose text is of no interest still says that a record is of a known shape; only where there is a
            // `text`, which counts where nothing else does, is its content needed.
            let isText = schema.nodes[child].column != nil && schema.nodes[child].repetition != .repeated
            let isUnread = selection.unreadFields.contains(key) || (isText && selection.unreadTexts.contains(key))
            if isUnread, !(hasText && isText) {
                let kind = isText ? schema.nodes[child].tapeKind : UInt8(ASSAY_ARRAY)
                push(.unread(kind), key, child, definitionLevel: 0)
            } else {
                let isOnPath = selection.wholePath.first == key
                add(child, key, field: keys.name(key), whole: isOnPath ? selection.wholePath.dropFirst() : nil)
            }
        }
    }

    /// The numbers of the top-level fields that the file has.
    var rootKeys: Set<UInt16> {
        var found: Set<UInt16> = []
        var index = 0
        while index < nodes.count {
            found.insert(nodes[index].key)
            index = nodes[index].next
        }
        return found
    }

    @discardableResult
    private mutating func push(_ form: Form, _ key: UInt16, _ node: Int?, definitionLevel: Int) -> Int {
        let start = names.count
        if let node { names += schema.nodes[node].name }
        nodes.append(
            Node(
                form: form, key: key, name: start..<names.count, definitionLevel: definitionLevel,
                leaves: columns.count..<columns.count, next: nodes.count + 1))
        return nodes.count - 1
    }

    /// Ends a node. One without a column, as an empty group is, is none: nothing says where it is there.
    private mutating func close(_ place: Int) {
        guard nodes[place].leaves.lowerBound < columns.count else {
            nodes.removeSubrange(place...)
            return
        }
        nodes[place].leaves = nodes[place].leaves.lowerBound..<columns.count
        nodes[place].next = nodes.count
    }

    /// Adds what the schema's `node` holds: a value, or a list of them where it is repeated and no list's own.
    ///
    /// - Parameters:
    ///   - isElement: whether it stands for one element: it has no name, and its repetition was dealt with.
    ///   - whole: the steps from here to the value of which every column is read, not only those of keys looked for;
    ///     empty at that value and below it, `nil` off the way.
    private mutating func add(
        _ node: Int, _ key: UInt16, field: String, isElement: Bool = false, whole: ArraySlice<UInt16>?
    ) {
        let its = schema.nodes[node]
        let named = isElement ? nil : node
        if its.repetition == .repeated, !isElement {
            // A repeated field outside of a list: a list of its own that is never null.
            let place = push(
                .list(filled: its.maxDefinitionLevel, repetition: its.maxRepetitionLevel), key, named,
                definitionLevel: its.maxDefinitionLevel - 1)
            add(node, UInt16(ASSAY_NO_KEY), field: field + "[]", isElement: true, whole: whole)
            return close(place)
        }
        if let column = its.column {
            let place = push(
                .leaf(its.tapeKind), key, named, definitionLevel: its.maxDefinitionLevel)
            columns.append(column)
            maxDefinitionLevels.append(its.maxDefinitionLevel)
            maxRepetitionLevels.append(its.maxRepetitionLevel)
            fields.append(field)
            return close(place)
        }
        if let repeated = repeatedChild(of: node) {
            if its.annotation == .list {
                return addList(node, repeated, key, named, field: field, whole: whole)
            }
            if its.annotation == .map || its.annotation == .mapKeyValue, hasTextKeys(repeated) {
                return addMap(node, repeated, key, named, field: field, whole: whole)
            }
        }
        let place = push(.object, key, named, definitionLevel: its.maxDefinitionLevel)
        for child in its.children {
            let member = keys.number(of: schema.nodes[child].name) ?? UInt16(ASSAY_NO_KEY)
            guard whole?.isEmpty == true || members.contains(member) else { continue }
            var rest = whole
            if let step = whole?.first { rest = step == member ? whole?.dropFirst() : nil }
            add(child, member, field: field + "." + name(child), whole: rest)
        }
        // Whether the object is there is told by the levels of a column below it, whichever that is.
        for child in its.children where nodes[place].leaves.lowerBound == columns.count {
            add(child, UInt16(ASSAY_NO_KEY), field: field + "." + name(child), whole: nil)
        }
        close(place)
    }

    private mutating func addList(
        _ node: Int, _ repeated: Int, _ key: UInt16, _ named: Int?, field: String, whole: ArraySlice<UInt16>?
    ) {
        let inner = schema.nodes[repeated]
        let place = push(
            .list(filled: inner.maxDefinitionLevel, repetition: inner.maxRepetitionLevel), key, named,
            definitionLevel: schema.nodes[node].maxDefinitionLevel)
        // The group in between is no element of its own, but for files written before that was settled.
        let isPlain =
            inner.children.count == 1 && inner.annotation == nil && inner.name != Array("array".utf8)
            && inner.name != schema.nodes[node].name + Array("_tuple".utf8)
            && schema.nodes[inner.children[0]].repetition != .repeated
        let element = isPlain ? inner.children[0] : repeated
        add(element, UInt16(ASSAY_NO_KEY), field: field + "[]", isElement: true, whole: whole)
        close(place)
    }

    private mutating func addMap(
        _ node: Int, _ repeated: Int, _ key: UInt16, _ named: Int?, field: String, whole: ArraySlice<UInt16>?
    ) {
        let inner = schema.nodes[repeated]
        let place = push(
            .map(filled: inner.maxDefinitionLevel, repetition: inner.maxRepetitionLevel), key, named,
            definitionLevel: schema.nodes[node].maxDefinitionLevel)
        add(inner.children[0], UInt16(ASSAY_NO_KEY), field: field + "{}", isElement: true, whole: nil)
        // Which key an entry has is only known when it is read.
        add(
            inner.children[1], UInt16(ASSAY_NO_KEY), field: field + "{}", isElement: true,
            whole: whole?.isEmpty == true ? whole : whole?.dropFirst())
        close(place)
    }

    /// The one child of a group that is repeated, as the child of a list or a map is.
    private func repeatedChild(of node: Int) -> Int? {
        let children = schema.nodes[node].children
        guard children.count == 1, schema.nodes[children[0]].repetition == .repeated else { return nil }
        return children[0]
    }

    /// Whether the entries of a map are a text and a value. Other maps are lists of objects.
    private func hasTextKeys(_ repeated: Int) -> Bool {
        let children = schema.nodes[repeated].children
        guard children.count == 2 else { return false }
        let key = schema.nodes[children[0]]
        return key.column != nil && key.repetition != .repeated && Int(key.tapeKind) == ASSAY_STRING
            && schema.nodes[children[1]].repetition != .repeated
    }

    private func name(_ node: Int) -> String { String(decoding: schema.nodes[node].name, as: UTF8.self) }
}

extension SchemaNode {
    /// What a value of the column is on the tape. Booleans are told apart by their value.
    var tapeKind: UInt8 {
        switch (physicalType, annotation) {
        case (.byteArray, .string), (.byteArray, .enum), (.byteArray, .json): UInt8(ASSAY_STRING)
        case (.boolean, _): UInt8(ASSAY_TRUE)
        case (.int32, nil), (.int64, nil), (.int32, .integer), (.int64, .integer), (.float, _), (.double, _):
            UInt8(ASSAY_NUMBER)
        case (.byteArray, nil), (.fixedLenByteArray, nil): UInt8(ASSAY_BINARY)
        default: UInt8(ASSAY_OTHER)
        }
    }
}
