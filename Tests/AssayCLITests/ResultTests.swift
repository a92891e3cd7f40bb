import Foundation
import Testing

@Suite("Results on standard output")
struct ResultTests {
    @Test("An audit is inspected", arguments: ["text", "json"])
    func inspect(format: String) throws {
        let scratch = try audits()
        let arguments = ["inspect", "a", "--format", format]
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        try expectSnapshot("inspect-\(format)", of: run, arguments)
    }

    @Test("Audits are compared", arguments: ["text", "markdown", "json"])
    func compare(format: String) throws {
        let scratch = try audits()
        let arguments = ["compare", "v0.1=a", "v0.2=b", "--format", format]
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        try expectSnapshot("compare-\(format)", of: run, arguments)
    }

    @Test("Exports are drawn", arguments: ["card", "items-csv", "records-csv", "select"])
    func exports(format: String) throws {
        let scratch = try audits()
        let arguments = ["report", "a", "--format", format]
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        try expectSnapshot("report-\(format)", of: run, arguments)
        let toFile = try CommandRun(arguments + ["-o", "file"], in: scratch.folder)
        #expect(toFile.status == 0 && toFile.output.isEmpty)
        #expect(try String(contentsOfFile: scratch.folder + "/file", encoding: .utf8) == run.output)
    }

    @Test("Matches are listed in an order, of a filter")
    func list() throws {
        let scratch = try audits()
        for arguments in [["--order", "longest"], ["--benchmark", "gone"], ["--decided", "undecided"]] {
            let run = try CommandRun(["review", "a", "--list"] + arguments, in: scratch.folder)
            #expect(run.status == 0 && run.error.isEmpty)
            try expectSnapshot(
                "review-list\(arguments.joined(separator: "-").dropFirst())", of: run,
                ["review", "a", "--list"] + arguments)
        }
    }

    @Test("Rows for the contamination database")
    func conda() throws {
        let scratch = try audits()
        let arguments = ["report", "a", "--format", "conda", "--dataset", "org/name", "--split", "dev"]
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 0)
        try expectSnapshot("report-conda", of: run, arguments)
    }

    @Test("Audits of other rules are not compared")
    func refused() throws {
        let scratch = try audits()
        let arguments = ["compare", "v0.1=a", "other=c"]
        let run = try CommandRun(arguments, in: scratch.folder)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        try expectSnapshot("compare-refused", of: run, arguments)
    }

    @Test("Colour only where it is asked for: this is no terminal")
    func color() throws {
        let scratch = try audits()
        let always = try CommandRun(["inspect", "a", "--color", "always"], in: scratch.folder)
        #expect(always.output.contains("\u{1B}["))
        let auto = try CommandRun(["inspect", "a"], in: scratch.folder)
        #expect(!auto.output.contains("\u{1B}["))
    }

    @Test("A reader that went away is no error")
    func closedOutput() throws {
        let scratch = try audits()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let run = try CommandRun(["inspect", "a"], in: scratch.folder, output: pipe.fileHandleForWriting)
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
    }

    #if os(Linux)
        @Test("A result that cannot be written is an error")
        func fullOutput() throws {
            let scratch = try audits()
            let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
            let run = try CommandRun(["inspect", "a"], in: scratch.folder, output: full)
            #expect(run.status == 2)
            #expect(run.error.hasPrefix("assay: error: standard output cannot be written"))
        }
    #endif

    /// Three audits: `a` and `b` of two versions, `c` with another rule.
    private func audits() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        try store(scratch, "a", matched: ["p1", "p2"], records: 1_500, contaminated: 30)
        try store(scratch, "b", matched: ["p2"], records: 1_475, contaminated: 5)
        try store(scratch, "c", matched: ["p2"], records: 1_475, contaminated: 5, short: "ignore")
        return scratch
    }

    private func store(
        _ scratch: ScratchFiles, _ name: String, matched ids: [String], records: Int, contaminated: Int,
        short: String = "exact"
    ) throws {
        let counts =
            #""prompts":40,"short_prompts":4,"matched_prompts":\#(ids.count),"contaminated_records":\#(contaminated)"#
        let report = """
            {"schema":"assay.report/1","tool":{"name":"assay","version":"0.1.0"},
            "settings":{"profile":"words","n":8,"n_in_words":"n = 8: more than 7","scope":"prompt","short":"\(short)",
            "source_field":"source","units":[],"max_bad_records":0},
            "index":{"fingerprint":"0123456789abcdef0123456789abcdef","format_version":1,"benchmarks":["bench"]},
            "inputs":[{"path":"a.jsonl","format":"jsonl","bytes":9000,"records":\(records),"bad_records":0,
            "records_without_text":0,"contaminated_records":\(contaminated),"text_units":\(records),"xxh3":"00",
            "fields":[{"field":"prompt","role":"prompt","text_units":\(records)}],"problems":[]}],
            "summary":{"benchmark_prompts":40,"short_prompts":4,"distinct_ngrams":400,"matched_prompts":\(ids.count),
            "records":\(records),"text_units":\(records),"contaminated_records":\(contaminated),
            "distinct_contaminated_prompts":\(contaminated),"bad_records":0,"records_without_text":0},
            "by_benchmark":[{"benchmark":"bench",\(counts)}],
            "by_subset":[{"benchmark":"bench","subset":"easy",\(counts)},
            {"benchmark":"bench","subset":"hard","prompts":0,"short_prompts":0,"matched_prompts":0,"contaminated_records":0}],
            "by_source":[{"source":"magpie-ultra","records":\(records),"contaminated_records":\(contaminated)}],
            "sweep":[{"n":8,"matched_prompts":\(ids.count),"contaminated_records":\(contaminated)},
            {"n":9,"matched_prompts":1,"contaminated_records":1}]}
            """
        try scratch.write(report, as: "\(name)/report.json")
        let hash = String(repeating: "0", count: 32)
        let lines = ids.map { id in
            #"{"benchmark":"bench","id":"\#(id)","subset":"easy","file":"a.jsonl","row":0,"record_hash":"\#(hash)","longest":9,"coverage":1}"#
                + "\n"
        }
        // What is read is told by its content: this is not compressed.
        try scratch.write(lines.joined(), as: "\(name)/matches.jsonl.zst")
    }
}
