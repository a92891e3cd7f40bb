import Testing

@testable import ContaminationAudit

extension String {
    /// The text without the spaces by which a table's columns line up.
    var squeezed: String { replacing(/[ ]{2,}/, with: " ") }
}

/// A made-up audit whose numbers agree with each other, and whose names are unfriendly.
func sampleReport(matched: Int = 3, records: Int = 2_000) -> AuditReport {
    AuditReport(
        tool: .init(name: "assay", version: "0.1.0"),
        settings: .init(
            profile: "words", n: 8, nInWords: "n = 8: more than 7", scope: "prompt", short: "exact", minLongest: nil,
            minCoverage: nil, sourceField: "source", units: [], maxBadRecords: 5),
        index: .init(fingerprint: "0123456789abcdef0123456789abcdef", formatVersion: 1, benchmarks: ["bench"]),
        inputs: [
            .init(
                path: "a.jsonl.zst", format: "jsonl.zst", bytes: 123_456, records: records, badRecords: 1,
                recordsWithoutText: 2, contaminatedRecords: 12, textUnits: 2_100,
                xxh3: "00000000000000000000000000000001",
                fields: [
                    .init(field: "chosen[].content", role: "prompt", textUnits: 2_000),
                    .init(field: "prompt", role: "prompt", textUnits: 100),
                ],
                problems: [.init(row: 7, line: 8, message: "not JSON")])
        ],
        summary: .init(
            benchmarkPrompts: 40, shortPrompts: 4, distinctNgrams: 1_234, matchedPrompts: matched, records: records,
            textUnits: 2_100, contaminatedRecords: 12, distinctContaminatedPrompts: 11, badRecords: 1,
            recordsWithoutText: 2),
        byBenchmark: [
            .init(benchmark: "bench", prompts: 40, shortPrompts: 4, matchedPrompts: matched, contaminatedRecords: 12)
        ],
        bySubset: (0..<20).map { number in
            .init(
                benchmark: "bench", subset: number == 0 ? "a|b\u{1B}[31m" : "subset \(number)", prompts: 2,
                shortPrompts: number < 4 ? 1 : 0, matchedPrompts: number < matched ? 1 : 0,
                contaminatedRecords: number < matched ? 4 : 0)
        },
        bySource: [
            .init(source: "", records: 500, contaminatedRecords: 0),
            .init(source: "magpie-ultra", records: records - 500, contaminatedRecords: 12),
        ],
        sweep: [
            .init(n: 8, matchedPrompts: matched, contaminatedRecords: 12),
            .init(n: 9, matchedPrompts: 1, contaminatedRecords: 3),
            .init(n: 10, matchedPrompts: 0, contaminatedRecords: 0),
        ])
}
