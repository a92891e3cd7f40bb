import Foundation
import Testing

/// The walk that the README takes, with the counts that corpora/README.md gives.
@Suite("The data in corpora/, end to end")
struct CorporaTests {
    private let corpora: Corpora

    init() throws { corpora = try Corpora.shared.get() }

    @Test("The audit of v0.1 has the documented counts")
    func counts() throws {
        let summary = try Corpora.summary(corpora.audit)
        #expect(
            summary == [
                "benchmark_prompts": 363, "short_prompts": 24, "distinct_ngrams": 6931, "matched_prompts": 175,
                "records": 3400, "text_units": 4034, "contaminated_records": 251, "distinct_contaminated_prompts": 210,
                "bad_records": 0, "records_without_text": 0,
            ])
        let report = try Corpora.object(corpora.audit + "/report.json")
        let sources = try #require(report["by_source"] as? [[String: Any]])
        let rows = sources.map { "\($0["source"] ?? "") \($0["records"] ?? 0) \($0["contaminated_records"] ?? 0)" }
        #expect(
            rows == [
                "code-tasks 600 3", "forum-qa 620 5", "helpsteer-like 640 5", "safety-pairs 440 1",
                "synthetic-web 1100 237",
            ])
    }

    @Test("Exactly what was planted is found: every leak with its item, no hard negative, nothing else")
    func planted() throws {
        func key(_ line: [String: Any]) -> String {
            "\(line["file"] ?? "") \(line["row"] ?? "") \(line["item"] ?? line["id"] ?? "")"
        }
        let planted = try Corpora.lines(Corpora.root + "/corpora/planted.jsonl")
        let leaks = planted.filter { $0["expected"] as? String == "match" }
        let matches = try Corpora.lines(corpora.audit + "/matches.jsonl.zst")
        #expect(planted.count == 414)
        #expect(leaks.count == 251)
        #expect(Set(matches.map(key)) == Set(leaks.map(key)))
        #expect(matches.count == leaks.count)
        let longest = Dictionary(uniqueKeysWithValues: matches.map { (key($0), $0["longest"] as? Int) })
        for leak in leaks {
            #expect(longest[key(leak)] == leak["shared_tokens"] as? Int, "\(key(leak)), \(leak["kind"] ?? "")")
        }
    }

    @Test("Scope response finds the items that stand in answers, scope all those in system turns as well")
    func scopes() throws {
        let planted = try Corpora.lines(Corpora.root + "/corpora/planted.jsonl")
        let scratch = try ScratchFiles()
        for (scope, kinds) in [("response", ["assistant-only"]), ("all", ["assistant-only", "system-only"])] {
            let run = try CommandRun(
                [
                    "audit", "-q", "--index", corpora.index, "-o", scratch.folder + "/" + scope, "--scope", scope,
                    Corpora.dataset,
                ])
            #expect(run.status == 0, "\(run.error)")
            let found = Set(
                try Corpora.lines(scratch.folder + "/\(scope)/matches.jsonl.zst").map {
                    "\($0["file"] ?? "") \($0["row"] ?? "")"
                })
            for line in planted where kinds.contains(line["kind"] as? String ?? "") {
                #expect(
                    found.contains("\(line["file"] ?? "") \(line["row"] ?? "")"), "\(scope): \(line["record"] ?? "")")
            }
        }
    }

    @Test("Cleaning one source makes v0.2: 3,163 records are left, 14 of which overlap")
    func cleaned() throws {
        let manifest = try Corpora.object(corpora.cleaned + "/manifest.json")
        #expect(manifest["read"] as? Int == 3400)
        #expect(manifest["kept"] as? Int == 3163)
        #expect(manifest["removed"] as? Int == 237)
        #expect(manifest["rejected"] as? Int == 0)
        let summary = try Corpora.summary(corpora.auditOfCleaned)
        #expect(summary["records"] == 3163)
        #expect(summary["contaminated_records"] == 14)
        #expect(summary["matched_prompts"] == 14)
        let removed = try (0..<4).flatMap {
            try Corpora.lines("\(corpora.cleaned)/removed/shard-0\($0).jsonl.zst.removed.jsonl.zst")
        }
        #expect(removed.count == 237)
        #expect(removed.allSatisfy { $0["source"] as? String == "synthetic-web" })
        for name in ["report.json", "matches.jsonl.zst"] {
            let contents = [corpora.audit, corpora.cleaned].map {
                FileManager.default.contents(atPath: "\($0)/\(name)")
            }
            #expect(contents[0] == contents[1], "\(name): cleaning audits as auditing does")
        }
    }

    @Test("The comparison shows both rows, what each source lost, and which prompts are still matched")
    func compare() throws {
        let arguments = ["compare", "v0.1=\(corpora.audit)", "v0.2=\(corpora.auditOfCleaned)"]
        let text = try CommandRun(arguments)
        #expect(text.status == 0)
        let rows = text.output.split(separator: "\n")
        #expect(rows.contains { $0.contains("v0.1") && $0.contains("175") && $0.contains("251") })
        #expect(rows.contains { $0.contains("v0.2") && $0.contains("14") })
        #expect(rows.contains { $0.contains("synthetic-web") })
        let json = try CommandRun(arguments + ["--format", "json"])
        #expect(json.status == 0)
        let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(value?["schema"] as? String == "assay.compare/1")
    }

    @Test("The index and the cleaned split verify; inspect prints both")
    func verify() throws {
        let index = try CommandRun(["verify", corpora.index])
        #expect(index.status == 0 && index.output.contains("all match"), "\(index.error)")
        let cleaned = try CommandRun(["verify", corpora.cleaned, "--index", corpora.index])
        #expect(cleaned.status == 0 && cleaned.output.contains("14 of 3,163"), "\(cleaned.output)\(cleaned.error)")
        for path in [corpora.index, corpora.audit] {
            let run = try CommandRun(["inspect", path])
            #expect(run.status == 0 && run.output.contains("363"), "\(run.error)")
        }
    }
}
