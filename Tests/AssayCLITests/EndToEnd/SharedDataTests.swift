import Foundation
import Testing

@Suite("Real data")
struct SharedDataTests {
    @Test(
        "RewardBench against preference sets: the reference's counts",
        .enabled(if: SharedData.folder != nil, SharedData.whyAbsent))
    func rewardbench() throws {
        let data = try #require(SharedData.folder)
        let name = "rewardbench-x-preference"
        let expected = try Corpora.object("\(data)/expected/\(name).json")
        let commands = try String(contentsOfFile: data + "/expected/COMMANDS.tsv", encoding: .utf8)
        let command = try #require(commands.split(separator: "\n").first { $0.hasPrefix(name + "\t") })
        let words = command.split(whereSeparator: { $0 == "\t" || $0 == " " }).map(String.init)
        func values(_ option: String) -> [String] {
            words.indices.dropLast().filter { words[$0] == option }.map { data + "/" + words[$0 + 1] }
        }
        let scratch = try ScratchFiles()
        let index = try CommandRun(
            ["index", "-q", "-o", "b.assay"] + values("--benchmark").map { "rewardbench=" + $0 }, in: scratch.folder)
        try #require(index.status == 0, "\(index.error)")
        let audit = try CommandRun(
            ["audit", "-q", "--index", "b.assay", "-o", "out"] + values("--dataset"), in: scratch.folder)
        try #require(audit.status == 0, "\(audit.error)")
        let summary = try Corpora.summary(scratch.folder + "/out")
        #expect(summary.count > 7)
        for (key, value) in summary {
            guard let count = expected[key] as? Int else { continue }
            #expect(value == count, "\(key)")
        }
        let rows = try #require(
            try Corpora.object(scratch.folder + "/out/report.json")["by_subset"] as? [[String: Any]])
        let subsets = try #require(expected["by_subset"] as? [String: [Int]])
        #expect(rows.count == subsets.count)
        for row in rows {
            let name = row["subset"] as? String ?? ""
            let counts = [row["matched_prompts"] as? Int ?? -1, row["prompts"] as? Int ?? -1]
            #expect(counts == subsets[name], "\(name)")
        }
    }
}
