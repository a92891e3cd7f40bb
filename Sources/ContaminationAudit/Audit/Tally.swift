import ByteIO
import NGramIndexing

/// The counts of some records. Tallies of different records add up to that of all, in any order.
struct Tally: Sendable {
    var recordCount = 0
    var textUnitCount = 0
    var badRecordCount = 0
    var withoutTextCount = 0
    var contaminatedCount = 0
    /// Records with a field that is looked for, whatever it holds.
    var recognisedCount = 0
    /// The matched items by their numbers in the index.
    var items: [Int: MatchedItem] = [:]
    /// For each n the contaminated records that would still match at that n and at no larger one.
    var recordReach: [Int: Int] = [:]
    /// The token sequences of the contaminated records.
    var recordHashes: Set<Hash128> = []
    /// Contaminated records by benchmark number and by the number of the (benchmark, subset).
    var byBenchmark: [Int: Int] = [:]
    var bySubset: [Int: Int] = [:]
    var bySource: [ExactName: SourceCount] = [:]
    /// Whether any record named a source.
    var namesSources = false
    /// Text units by field; those out of scope beside them, to tell a wrong scope from a wrong field.
    var fields: [FieldKey: Int] = [:]
    var fieldsOutOfScope: [FieldKey: Int] = [:]

    /// An item with a pair that counts.
    struct MatchedItem: Sendable, Equatable {
        /// The largest n at which it would still match.
        var reach: Int
        /// The number of its part in the index.
        var part: Int
    }

    struct SourceCount: Sendable, Equatable {
        var recordCount = 0
        var contaminatedCount = 0
    }

    struct FieldKey: Hashable, Sendable {
        private var name: ExactName
        var role: String
        var field: String { name.text }

        init(field: String, role: String) {
            name = ExactName(field)
            self.role = role
        }
    }

    mutating func add(_ other: Tally) {
        recordCount += other.recordCount
        textUnitCount += other.textUnitCount
        badRecordCount += other.badRecordCount
        withoutTextCount += other.withoutTextCount
        contaminatedCount += other.contaminatedCount
        recognisedCount += other.recognisedCount
        namesSources = namesSources || other.namesSources
        items.merge(other.items) { $0.reach >= $1.reach ? $0 : $1 }
        recordReach.merge(other.recordReach, uniquingKeysWith: +)
        recordHashes.formUnion(other.recordHashes)
        byBenchmark.merge(other.byBenchmark, uniquingKeysWith: +)
        bySubset.merge(other.bySubset, uniquingKeysWith: +)
        fields.merge(other.fields, uniquingKeysWith: +)
        fieldsOutOfScope.merge(other.fieldsOutOfScope, uniquingKeysWith: +)
        for (source, count) in other.bySource {
            bySource[source, default: SourceCount()].recordCount += count.recordCount
            bySource[source, default: SourceCount()].contaminatedCount += count.contaminatedCount
        }
    }
}

/// The benchmarks and subsets of an index, numbered in the order of their names.
struct ItemGroups: Sendable {
    struct Subset: Sendable {
        var benchmark: String
        var subset: String
        var itemCount: Int
        var shortItemCount: Int
    }

    let parts: [NGramIndex.Part]
    private(set) var benchmarks: [String] = []
    private(set) var subsets: [Subset] = []
    private(set) var benchmarkOfPart: [Int] = []
    private(set) var subsetOfPart: [Int] = []

    init(_ parts: [NGramIndex.Part]) {
        self.parts = parts
        struct Key: Hashable {
            var benchmark, subset: ExactName
            init(_ benchmark: String, _ subset: String) {
                (self.benchmark, self.subset) = (ExactName(benchmark), ExactName(subset))
            }
        }
        benchmarks = Set(parts.map { ExactName($0.benchmark) }).sorted().map(\.text)
        var rows: [Key: Subset] = [:]
        for part in parts {
            let key = Key(part.benchmark, part.subset)
            var row =
                rows[key] ?? Subset(benchmark: part.benchmark, subset: part.subset, itemCount: 0, shortItemCount: 0)
            row.itemCount += part.itemCount
            row.shortItemCount += part.shortItemCount
            rows[key] = row
        }
        subsets = rows.values.sorted {
            ReportWords.precedes([$0.benchmark, $0.subset], [$1.benchmark, $1.subset])
        }
        var subsetNumbers: [Key: Int] = [:]
        for (number, row) in subsets.enumerated() {
            subsetNumbers[Key(row.benchmark, row.subset)] = number
        }
        let benchmarkNumbers = Dictionary(uniqueKeysWithValues: benchmarks.enumerated().map { (ExactName($1), $0) })
        for part in parts {
            benchmarkOfPart.append(benchmarkNumbers[ExactName(part.benchmark)] ?? 0)
            subsetOfPart.append(subsetNumbers[Key(part.benchmark, part.subset)] ?? 0)
        }
    }
}
