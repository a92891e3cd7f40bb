/// Which top-level fields of a Parquet file are read, and how much of them.
///
/// A value type; safe to share between threads.
struct ColumnSelection: Sendable {
    /// The names looked for.
    let keys: KeyTable
    /// Which of them are looked for below the top level.
    var members: Set<UInt16>
    /// Fields of which it is enough to know that they are there; the latter only where they hold one text a record, and
    /// no list, whose turns may be anybody's.
    var unreadFields: Set<UInt16> = []
    var unreadTexts: Set<UInt16> = []
    /// The way to a value that is read with everything below it, whatever its name; empty: there is none.
    var wholePath: [UInt16] = []
    /// The fields that make a record one that is looked at; none: it does not matter.
    var textFields: Set<UInt16> = []
    /// Whether the recognised shapes are read.
    var readsShapes = false

    /// Reads the fields of `keys`, as a benchmark does.
    init(keys: KeyTable) {
        self.keys = keys
        members = Set(keys.names.indices.map { UInt16($0) })
    }

    /// Reads what a record parser needs for `selection`.
    init(_ selection: RecordSelection) {
        let fields = SelectedFields(selection)
        keys = fields.keys
        readsShapes = fields.paths.isEmpty
        wholePath = fields.sourcePath
        members = Set(fields.sourcePath.dropFirst())
        if readsShapes {
            textFields = Set(WellKnownKey.roots.map { UInt16($0) })
            members.formUnion([WellKnownKey.role, WellKnownKey.from, WellKnownKey.content, WellKnownKey.value])
            if !selection.scope.contains(.prompt) { unreadTexts = Set(WellKnownKey.prompts.map { UInt16($0) }) }
            if !selection.scope.contains(.response) { unreadFields = Set(WellKnownKey.responses.map { UInt16($0) }) }
        }
        let (inScope, outOfScope) = (
            fields.paths.filter { selection.scope.contains($0.role) },
            fields.paths.filter { !selection.scope.contains($0.role) }
        )
        for path in inScope { members.formUnion(path.keys.dropFirst()) }
        textFields.formUnion(fields.paths.flatMap { $0.keys.prefix(1) })
        unreadFields.formUnion(outOfScope.flatMap { $0.keys.prefix(1) })
        unreadFields.subtract(inScope.flatMap { $0.keys.prefix(1) })
        unreadFields.subtract(fields.sourcePath.prefix(1))
        unreadTexts.subtract(fields.sourcePath.prefix(1))
    }
}

/// The keys of a selection: what a record parser looks for.
struct SelectedFields: Sendable {
    let keys: KeyTable
    let sourcePath: [UInt16]
    /// The paths given in place of the recognised shapes, with numbers for keys.
    let paths: [ResolvedPath]

    init(_ selection: RecordSelection) {
        var keys = WellKnownKey.table(asRoots: selection.unitPaths.isEmpty)
        sourcePath = keys.path(selection.sourceField ?? "source")
        paths = selection.unitPaths.map { ResolvedPath($0, keys: &keys) }
        self.keys = keys
    }
}
