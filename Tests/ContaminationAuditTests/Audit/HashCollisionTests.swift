import Testing

@testable import ByteIO
@testable import ContaminationAudit
@testable import NGramIndexing

/// Every hit is confirmed on the tokens: with a hash of few bits, under which nearly all n-grams collide, the result is the
/// same to the byte.
@Suite("Colliding hashes")
struct HashCollisionTests {
    @Test("A hash cut to 8 bits gives the same report and evidence", arguments: (0..<4).map { $0 * 8..<($0 + 1) * 8 })
    func eightBits(seeds: Range<Int>) throws {
        for seed in seeds { try check(MadeUpCase(seed: UInt64(1000 + seed)), bitCount: 8) }
    }

    @Test("So does one of a single bit")
    func oneBit() throws {
        for seed in 2000..<2006 { try check(MadeUpCase(seed: UInt64(seed)), bitCount: 1) }
    }

    private func check(_ made: MadeUpCase, bitCount: Int) throws {
        let scratch = try AuditScratch()
        var reports: [String] = []
        var evidence: [[UInt8]] = []
        var fingerprints: [String] = []
        for bits in [64, bitCount] {
            let builder = IndexBuilder(
                settings: try IndexSettings(profile: try Profile.named(made.profile), n: made.n, hashBitCount: bits),
                path: scratch.path("bench.assay"))
            for item in made.items {
                try builder.add(
                    IndexItem(
                        benchmark: item.benchmark, id: item.id, subset: item.subset,
                        texts: item.texts.map { Array($0.utf8) }))
            }
            try builder.write()
            var options = try made.writeDatasets(in: scratch)
            options.overwrite = true
            let report = try Assay.audit(options)
            fingerprints.append(report.index.fingerprint)
            reports.append(
                String(decoding: try scratch.content("out/report.json"), as: UTF8.self)
                    .replacing(report.index.fingerprint, with: "fingerprint"))
            evidence.append(Array(try #require(try scratch.files("out")["matches.jsonl.zst"])))
        }
        #expect(fingerprints[0] != fingerprints[1], "seed \(made.seed): the settings are part of the fingerprint")
        #expect(reports[0] == reports[1], "seed \(made.seed)")
        #expect(evidence[0] == evidence[1], "seed \(made.seed)")
    }
}
