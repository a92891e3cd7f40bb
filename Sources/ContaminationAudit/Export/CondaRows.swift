import ByteIO

/// Rows for the CONDA Data Contamination Database, `contamination_report.csv` with semicolons: one for each benchmark, and one
/// for each of its subsets where it has named ones.
///
/// Columns and meaning: the database's contribution guidelines
/// (https://huggingface.co/spaces/CONDA-Workshop/Data-Contamination-Database, markdown.py). The splits are in per cent of
/// the benchmark's items; one that was not audited is empty. The number of the pull request is left for whoever opens it.
public struct CondaRows: Sendable {
    /// Which of an evaluation dataset's splits a benchmark is.
    public enum Split: String, Sendable, CaseIterable { case train, dev, test }

    /// What the audited dataset is called there: its path on the Hugging Face Hub, else its name; and its version.
    public var dataset: String
    public var version: String
    public var split: Split
    /// Where the audit is described: a paper's or a page's address.
    public var reference: String

    public init(dataset: String, version: String = "", split: Split = .test, reference: String = "") {
        self.dataset = dataset
        self.version = version
        self.split = split
        self.reference = reference
    }

    static let header = [
        "Evaluation Dataset", "Subset", "Contaminated Source", "Version", "Model or corpus", "Train Split",
        "Development Split", "Test Split", "Approach", "Reference", "PR",
    ]

    /// The rows with the header line, each ended.
    func text(of report: AuditReport) throws(AssayError) -> String {
        var text = try Self.line(Self.header)
        for row in report.byBenchmark {
            text += try line(row.benchmark, subset: "", row.matchedPrompts, of: row.prompts)
            for part in report.bySubset where part.benchmark.isSame(as: row.benchmark) && !part.subset.isEmpty {
                text += try line(part.benchmark, subset: part.subset, part.matchedPrompts, of: part.prompts)
            }
        }
        return text
    }

    private func line(
        _ benchmark: String, subset: String, _ matched: Int, of prompts: Int
    ) throws(AssayError) -> String {
        let share = Self.percent(matched, of: prompts)
        let splits = Split.allCases.map { $0 == split ? share : "" }
        return try Self.line(
            [benchmark, subset, dataset, version, "corpus"] + splits + ["data-based", reference, ""])
    }

    /// The database's files are split at semicolons and line ends alone: they know no quotes.
    private static func line(_ cells: [String]) throws(AssayError) -> String {
        for cell in cells where cell.utf8.contains(where: { $0 == 0x3B || $0 < 0x20 || $0 == 0x22 }) {
            throw AssayError(
                "\"\(SafeText.terminal(cell))\" holds a semicolon, a quote or a control character, which the database's file "
                    + "has no way to write; give it another name")
        }
        return cells.joined(separator: ";") + "\n"
    }

    /// A share in per cent with two decimals, `48.21`, `100.0`; more decimals where some would read as none, and never 100
    /// where it is not all.
    static func percent(_ count: Int, of total: Int) -> String {
        guard total > 0 else { return "" }
        if count <= 0 { return "0.0" }
        if count >= total { return "100.0" }
        let exact = Double(count) / Double(total) * 100
        var (scale, decimals) = (100.0, 2)
        while exact * scale < 0.999_999, decimals < 12 { (scale, decimals) = (scale * 10, decimals + 1) }
        let scaled = min(Int((exact * scale).rounded()), Int(100 * scale) - 1)
        let fraction = String(scaled % Int(scale))
        let zeros = String(repeating: "0", count: decimals - fraction.utf8.count)
        return "\(scaled / Int(scale)).\(zeros)\(fraction)"
    }
}
