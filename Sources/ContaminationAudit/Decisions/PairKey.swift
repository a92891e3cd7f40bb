import ByteIO

/// What names a pair of a record and an item for good: the record by its content, the item by its names.
///
/// Copies of a record have the same hash, and a record keeps it when its file is renamed or sorted; so a decision on a pair
/// holds for copies, and in a later audit. Names are compared by their bytes, not as Swift compares strings. Ordered by
/// hash, benchmark, subset and id. A value type; safe to share between threads.
public struct PairKey: Sendable, Hashable, Comparable {
    /// The evidence's `record_hash`: 32 lower-case hexadecimal digits.
    public var recordHash: String
    public var benchmark: String
    public var subset: String
    public var id: String

    public init(recordHash: String, benchmark: String, subset: String, id: String) {
        self.recordHash = recordHash
        self.benchmark = benchmark
        self.subset = subset
        self.id = id
    }

    public static func == (left: PairKey, right: PairKey) -> Bool { left.exactNames == right.exactNames }

    public func hash(into hasher: inout Hasher) { hasher.combine(exactNames) }

    public static func < (left: PairKey, right: PairKey) -> Bool { ReportWords.precedes(left.names, right.names) }

    /// A hash of all four names, for tables of very many pairs.
    var hash: Hash128 {
        var hasher = NameHasher()
        return hasher.hash(recordHash, benchmark, subset, id)
    }

    private var exactNames: [ExactName] { names.map { ExactName($0) } }
    private var names: [String] { [recordHash, benchmark, subset, id] }
}
