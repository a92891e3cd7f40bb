import TestSupport

@testable import ByteIO
@testable import ContaminationAudit

/// A seeded random audit: settings, benchmarks and shards.
struct MadeUpCase {
    struct Shard {
        var name: String
        var compression: ByteStream.Compression
        var isArray: Bool
        var records: [MadeUpRecord]

        var text: String {
            let lines = records.map(\.json)
            return isArray ? "[\(lines.joined(separator: ",\n"))]\n" : lines.map { $0 + "\n" }.joined()
        }
    }

    let seed: UInt64
    let profile: String
    let n: Int
    let scope: String
    let short: MatchRule.ShortTexts?
    let minLongest: Int?
    let minCoverage: Double?
    let threadCount: Int
    /// In the order of an index: by benchmark, then id.
    let items: [MadeUpItem]
    /// In the order of their names.
    let shards: [Shard]

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        self.seed = seed
        profile = random.pick(["words", "words", "skywork", "whitespace"])
        n = random.below(3) == 0 ? 1 + random.below(4) : 1 + random.below(15)
        scope = random.pick(["prompt", "prompt", "response", "all"])
        short = random.pick([nil, .exact, .ignore])
        minLongest = random.below(4) == 0 ? 1 + random.below(n + 6) : nil
        minCoverage = random.below(4) == 0 ? random.pick([0.1, 0.25, 0.5, 0.75, 1]) : nil
        threadCount = 1 + random.below(3)
        let wording = MadeUpText(n: n, &random)
        let text = { (random: inout SeededRandom) in wording.text(&random) }
        var items: [MadeUpItem] = []
        for benchmark in ["alpha", "beta"].prefix(1 + random.below(2)) {
            let subsets = ["", "easy", "hard"].prefix(1 + random.below(3))
            for number in 0..<(1 + random.below(12)) {
                let textCount = random.below(4) == 0 ? 2 + random.below(2) : 1
                items.append(
                    MadeUpItem(
                        benchmark: benchmark, id: String(number), subset: random.pick(Array(subsets)),
                        texts: (0..<textCount).map { _ in text(&random) }))
            }
        }
        self.items = items
        let sources = random.below(3) == 0 ? [] : ["web", "forum", "o\"dd\n"]
        shards = (0..<(1 + random.below(3))).map { number in
            let whole = random.below(6)
            let records = (0..<(whole + 1 + random.below(12))).map { row in
                let source = sources.isEmpty || random.below(5) == 0 ? nil : random.pick(sources)
                // At least one record has text in every scope.
                return MadeUpRecord(isWhole: row == whole, source: source, &random, text: text)
            }
            return Shard(
                name: "shard-\(number)", compression: random.pick([.none, .zstd, .gzip]), isArray: random.below(4) == 0,
                records: records)
        }
    }

    /// What the audit's rule comes to, at its own n or a larger one.
    func auditor(n: Int? = nil) -> NaiveAuditor {
        NaiveAuditor(
            n: n ?? self.n, matchesShortTexts: short.map { $0 == .exact } ?? (profile == "words"),
            minLongest: minLongest ?? 0, minCoverage: minCoverage ?? 0)
    }

    /// Writes the files, builds the index and audits into `out`.
    func audit(in scratch: AuditScratch) throws -> AuditReport {
        var specs: [BenchmarkSpec] = []
        for name in Set(items.map(\.benchmark)).sorted() {
            let lines = items.filter { $0.benchmark == name }.map { $0.json + "\n" }
            specs.append(BenchmarkSpec(name: name, files: [try scratch.write(lines.joined(), as: "\(name).jsonl")]))
        }
        var indexOptions = IndexOptions(outputPath: scratch.path("bench.assay"))
        indexOptions.profile = profile
        indexOptions.n = n
        _ = try Assay.buildIndex(specs.reversed(), options: indexOptions)
        return try Assay.audit(try writeDatasets(in: scratch))
    }

    /// Writes the shards; the options to audit them with, against `bench.assay` into `out`.
    func writeDatasets(in scratch: AuditScratch) throws -> AuditOptions {
        for shard in shards { try scratch.write(shard.text, as: "data/\(shard.name)", compression: shard.compression) }
        var options = scratch.options([scratch.path("data")])
        options.scope = scope
        options.rule = MatchRule(shortTexts: short, minLongest: minLongest, minCoverage: minCoverage)
        options.threadCount = threadCount
        return options
    }
}
