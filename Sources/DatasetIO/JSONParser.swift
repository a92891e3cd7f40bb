internal import CSimdjson

/// The owner of a C parser. Not thread-safe: one user at a time.
@safe final class JSONParser {
    /// Owned: made in `init`, destroyed in `deinit`. Without memory for it there is none, and every record is bad.
    let pointer: OpaquePointer?

    /// A parser for the fields of `keys`; `allFields` writes the other top-level fields too.
    init(keys: KeyTable, allFields: Bool) {
        var ends: [UInt32] = []
        for name in keys.names { ends.append((ends.last ?? 0) + UInt32(name.count)) }
        // Safe: the arrays have `names.count` elements, `ends` adds up to the joined names, and C copies them.
        unsafe pointer = assay_json_create(
            keys.names.flatMap { $0 }, ends, keys.isRoot.map { $0 ? 1 : 0 }, keys.names.count, allFields ? 1 : 0)
    }

    deinit {
        // Safe: made in `init`; the users hold this object while they use it.
        if let pointer = unsafe pointer { unsafe assay_json_destroy(pointer) }
    }
}
