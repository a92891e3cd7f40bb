import ByteIO
import DatasetIO
import NGramIndexing

/// All that a run's results depend on: the program, the index, the settings and the inputs.
///
/// Two runs with equal descriptions write the same bytes, so results of one may be taken into the other. No path of the
/// machine, no thread count and no clock is in it. A value type; safe to share between threads.
struct RunDescription: Codable, Sendable, Equatable {
    var tool: AuditReport.Tool
    /// As the report has them, but for `sourceField`, which here is what was asked for.
    var settings: AuditReport.Settings
    var index: IndexFacts
    /// The sources to remove from, sorted, empty: all; `nil`: nothing is removed.
    var onlySources: [String]?
    /// XXH3-128 of the decisions that are honoured, in 32 hexadecimal digits; `nil`: there are none.
    var decisions: String?
    /// Every shard of the dataset, in the shards' order.
    var inputs: [InputFile]

    /// A shard by its name in the reports, and its stored size, where that is known.
    struct InputFile: Codable, Sendable, Equatable {
        var path: String
        var bytes: Int?
    }

    /// What a report says of an index, so that it can be written where the index is not at hand.
    struct IndexFacts: Codable, Sendable, Equatable {
        var fingerprint: String
        var formatVersion: Int
        var prompts: Int
        var shortPrompts: Int
        var distinctNgrams: Int
        /// In the order by which items name them.
        var parts: [NGramIndex.Part]
    }

    init(_ plan: AuditPlan) {
        let options = plan.options
        let n = plan.index.n
        tool = AuditReport.Tool(name: "assay", version: Assay.version)
        settings = AuditReport.Settings(
            profile: plan.index.profile.name, n: n, nInWords: "n = \(n): more than \(n - 1)", scope: options.scope,
            short: plan.rule.matchesShortTexts ? "exact" : "ignore", minLongest: options.rule.minLongest,
            minCoverage: options.rule.minCoverage, sourceField: options.sourceField, units: options.units,
            maxBadRecords: options.maxBadRecords)
        index = IndexFacts(
            fingerprint: plan.index.fingerprint.hex, formatVersion: plan.index.formatVersion,
            prompts: plan.index.itemCount, shortPrompts: plan.index.shortItemCount,
            distinctNgrams: plan.index.distinctNGramCount,
            parts: plan.groups.parts)
        onlySources = plan.cleaning.map { cleaning in
            (cleaning.onlySources ?? []).map { String(decoding: $0, as: UTF8.self) }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        decisions = plan.cleaning?.decisions?.fileHash
        inputs = plan.shards.map { InputFile(path: $0.name, bytes: $0.byteCount) }
    }
}
