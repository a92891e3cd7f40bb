import ByteIO
import DatasetIO
import NGramIndexing

/// The indexes a new one takes benchmarks over from, checked against each other and against what is to be added.
struct PreviousIndexes {
    /// What the new index is built for: as asked, or as the old ones are.
    let settings: IndexSettings
    private let indexes: [NGramIndex]
    private let dropped: Set<ExactName>

    /// Opens `options.previousPaths`.
    ///
    /// Throws where they or the options differ in profile or n, where two would give the same benchmark, and for a dropped
    /// benchmark that is in none of them.
    init(_ options: IndexOptions, _ benchmarks: [BenchmarkSpec]) throws(AssayError) {
        var indexes: [NGramIndex] = []
        for path in options.previousPaths { indexes.append(try NGramIndex(path: path)) }
        self.indexes = indexes
        dropped = Set(options.dropped.map { ExactName($0) })
        settings = try Self.settings(options, indexes.first)
        try Self.checkNames(indexes, dropped: options.dropped, benchmarks)
    }

    private static func settings(_ options: IndexOptions, _ first: NGramIndex?) throws(AssayError) -> IndexSettings {
        guard let first else {
            return try IndexSettings(profile: Profile.named(options.profile ?? Profile.words.name), n: options.n)
        }
        let profile = first.profile
        if let name = options.profile, name != profile.name {
            throw AssayError(
                "the index is for the profile \(profile.name), not \(name); leave out --profile, or build a new index",
                path: first.path)
        }
        if let n = options.n, n != first.n {
            throw AssayError(
                "the index is for n = \(first.n), not \(n); leave out -n, or build a new index", path: first.path)
        }
        return try IndexSettings(profile: profile, n: first.n, hashBitCount: first.hashBitCount)
    }

    private static func checkNames(
        _ indexes: [NGramIndex], dropped: [String], _ benchmarks: [BenchmarkSpec]
    ) throws(AssayError) {
        var owners: [ExactName: String] = [:]
        var known: Set<ExactName> = []
        for index in indexes {
            let names = try Set(index.parts().map { ExactName($0.benchmark) })
            known.formUnion(names)
            for name in names.subtracting(dropped.map { ExactName($0) }).sorted() {
                if let owner = owners[name] {
                    throw AssayError(
                        "the benchmark \(name.text) is in \(owner) too; leave it out of both with --drop \(name.text) and add it "
                            + "from its files", path: index.path)
                }
                owners[name] = index.path
            }
        }
        for spec in benchmarks {
            guard let owner = owners[ExactName(spec.name)] else { continue }
            throw AssayError(
                "the benchmark \(spec.name) is in it already; replace it with --drop \(spec.name), or give the new one "
                    + "another name", path: owner)
        }
        for name in dropped where !known.contains(ExactName(name)) {
            let names = known.sorted().map(\.text).joined(separator: ", ")
            throw AssayError(
                indexes.isEmpty
                    ? "--drop \(name) needs an old index to leave it out of; name one with --from"
                    : "there is no benchmark \(name) to drop; there are: \(names)", path: indexes.first?.path)
        }
    }

    /// Adds the items that are taken over.
    func add(to builder: IndexBuilder) throws(AssayError) {
        for index in indexes { try builder.add(contentsOf: index, dropping: dropped) }
    }
}
