import Testing

@Suite("Wrong usage")
struct UsageErrorTests {
    private static let audit = ["audit", "--index", "i", "-o", "o", "d"]

    @Test(
        "Ends with 64, with the reason on standard error and nothing on standard output",
        arguments: [
            ("unknown-command", ["adit"]),
            ("unknown-option", audit + ["--bogus"]),
            ("audit-no-dataset", ["audit", "--index", "i", "-o", "o"]),
            ("audit-no-index", ["audit", "-o", "o", "d"]),
            ("audit-scope", audit + ["--scope", "prompts"]),
            ("audit-short", audit + ["--short", "maybe"]),
            ("audit-unit", audit + ["--unit", "a.b=user"]),
            ("audit-coverage-0", audit + ["--min-coverage", "0"]),
            ("audit-coverage-nan", audit + ["--min-coverage", "nan"]),
            ("audit-coverage-percent", audit + ["--min-coverage", "101%"]),
            ("audit-longest-0", audit + ["--min-longest", "0"]),
            ("audit-threads-0", audit + ["--threads", "0"]),
            ("audit-bad-records", audit + ["--max-bad-records", "many"]),
            ("audit-fail-above", audit + ["--fail-above", "1.5"]),
            ("audit-color", audit + ["--color", "sometimes"]),
            ("audit-two-stdin", ["audit", "--index", "i", "-o", "o", "-", "-"]),
            ("index-nothing", ["index", "-o", "i"]),
            ("index-n-0", ["index", "-o", "i", "-n", "0", "a=b"]),
            ("index-n-256", ["index", "-o", "i", "-n", "256", "a=b"]),
            ("index-profile", ["index", "-o", "i", "--profile", "word", "a=b"]),
            ("index-no-name", ["index", "-o", "i", "data/split=test/a.jsonl"]),
            ("index-no-file", ["index", "-o", "i", "a="]),
            ("index-both", ["index", "-o", "i", "--suite", "s", "a=b"]),
            ("index-suite-field", ["index", "-o", "i", "--suite", "s", "--field", "x"]),
            ("compare-one", ["compare", "a=b"]),
            ("compare-no-name", ["compare", "a=b", "c"]),
            ("compare-same-name", ["compare", "a=b", "a=c"]),
            ("review-order", ["review", "x", "--order", "shortest"]),
            ("report-format", ["report", "x", "--format", "pdf"]),
            ("report-output", ["report", "x", "-o", "y"]),
            ("report-conda", ["report", "x", "--format", "conda"]),
            ("report-dataset", ["report", "x", "--format", "card", "--dataset", "y"]),
            ("inspect-format", ["inspect", "x", "--format", "xml"]),
        ] as [(String, [String])])
    func wrong(name: String, arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.error.hasPrefix("assay: error: "))
        try expectSnapshot("usage-\(name)", of: run, arguments)
    }
}
