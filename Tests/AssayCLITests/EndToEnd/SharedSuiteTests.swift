import Foundation
import Testing

/// The suite of all benchmarks among the real data, against what the reference counted in them.
@Suite("Real benchmarks in a suite", .enabled(if: SharedData.folder != nil, SharedData.whyAbsent))
struct SharedSuiteTests {
    /// A benchmark of the suite, and a result of the reference that was found with it alone.
    private static let expected = [
        ("rewardbench", "rewardbench-x-preference"), ("gsm8k", "gsm8k-x-train"), ("math500", "math500-x-math-train"),
        ("mt-bench", "mt-bench-x-preference-5"), ("arena-hard", "arena-hard-x-oasst"),
        ("mmlu-agieval-gsm8k", "decon-suite-x-math-train"),
    ]

    @Test("An index of the whole suite has the reference's counts, and so has each benchmark taken out of it")
    func counts() throws {
        let data = try #require(SharedData.folder)
        let scratch = try ScratchFiles()
        let suite = Corpora.root + "/Tests/AssayCLITests/Suites/benchmarks.yaml"
        try FileManager.default.copyItem(atPath: suite, toPath: scratch.folder + "/benchmarks.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.folder + "/benchmarks", withDestinationPath: data + "/benchmarks")
        let whole = try index(["--suite", "benchmarks.yaml"], as: "all.assay", scratch)

        // What the reference counts in the nine benchmarks together, with n = 8.
        #expect(whole["prompts"] as? Int == 91_493)
        #expect(whole["short_prompts"] as? Int == 5_934)
        #expect(whole["distinct_ngrams"] as? Int == 986_734)

        let parts = try #require(whole["parts"] as? [[String: Any]])
        let names = Set(parts.compactMap { $0["benchmark"] as? String })
        #expect(names.count == 9)
        for (name, result) in Self.expected {
            let expected = try Corpora.object("\(data)/expected/\(result).json")
            try check(parts.filter { $0["benchmark"] as? String == name }, expected, name)
            // The large one is checked in the whole; a small one is quick to take out.
            guard expected["n"] as? Int == 8, name != "mmlu-agieval-gsm8k" else { continue }
            let dropped = names.subtracting([name]).sorted().flatMap { ["--drop", $0] }
            let alone = try index(["--from", "all.assay"] + dropped, as: name + ".assay", scratch)
            #expect(alone["distinct_ngrams"] as? Int == expected["distinct_ngrams"] as? Int, "\(name)")
        }
    }

    @Test("The suite for RewardBench as published reads the part of it that is there")
    func rewardbench() throws {
        let data = try #require(SharedData.folder)
        let scratch = try ScratchFiles()
        try FileManager.default.copyItem(
            atPath: Corpora.root + "/corpora/skywork/suite.yaml", toPath: scratch.folder + "/suite.yaml")
        // Formats are told by content, so that it does not matter that this file is compressed.
        try FileManager.default.createSymbolicLink(
            atPath: scratch.folder + "/rewardbench-filtered.jsonl",
            withDestinationPath: data + "/benchmarks/rewardbench-known.jsonl.zst")
        let summary = try index(["--suite", "suite.yaml"], as: "rewardbench.assay", scratch)
        let expected = try Corpora.object(data + "/expected/rewardbench-x-codegen-skywork7.json")
        #expect(summary["profile"] as? String == "skywork")
        #expect(summary["prompts"] as? Int == expected["benchmark_prompts"] as? Int)
        for key in ["short_prompts", "distinct_ngrams"] { #expect(summary[key] as? Int == expected[key] as? Int) }
        let parts = try #require(summary["parts"] as? [[String: Any]])
        #expect(parts.allSatisfy { $0["split"] as? String == "filtered" })
        #expect(parts.count == (expected["by_subset"] as? [String: Any])?.count)
    }

    /// The prompts of each subset, and where n is the same the short ones.
    private func check(_ parts: [[String: Any]], _ expected: [String: Any], _ name: String) throws {
        var prompts: [String: Int] = [:]
        var short = 0
        for part in parts {
            prompts[part["subset"] as? String ?? "", default: 0] += part["prompts"] as? Int ?? 0
            short += part["short_prompts"] as? Int ?? 0
        }
        let subsets = try #require(expected["by_subset"] as? [String: [Int]])
        #expect(prompts == subsets.compactMapValues(\.last), "\(name)")
        #expect(prompts.values.reduce(0, +) == expected["benchmark_prompts"] as? Int, "\(name)")
        if expected["n"] as? Int == 8 { #expect(short == expected["short_prompts"] as? Int, "\(name)") }
    }

    /// Builds an index and returns what it says of itself.
    private func index(_ arguments: [String], as name: String, _ scratch: ScratchFiles) throws -> [String: Any] {
        let built = try CommandRun(["index", "-q", "-o", name] + arguments, in: scratch.folder)
        try #require(built.status == 0, "\(built.error)")
        let inspected = try CommandRun(["inspect", name, "--format", "json"], in: scratch.folder)
        let value = try JSONSerialization.jsonObject(with: Data(inspected.output.utf8))
        return try #require(value as? [String: Any])
    }
}
