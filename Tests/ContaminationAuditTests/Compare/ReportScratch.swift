import TestSupport

@testable import ByteIO
@testable import ContaminationAudit

/// A folder of made-up results, removed at the end of a test.
final class ReportScratch {
    private let scratch: ScratchFolder
    var folder: String { scratch.path }

    init() throws { scratch = try ScratchFolder() }

    /// Writes `text` as `name` and returns its path.
    @discardableResult
    func write(_ text: String, as name: String, compression: ByteStream.Compression = .none) throws -> String {
        try scratch.store(Array(text.utf8), as: name, compression)
    }

    /// Writes an audit's output folder with a match for each of the prompts' ids.
    func store(_ report: AuditReport, matches ids: [String], as name: String) throws {
        try store(report, matchesText: ids.map(line).joined(), as: name)
    }

    func store(_ report: AuditReport, matchesText: String, as name: String) throws {
        try write(String(decoding: ReportJSON.encode(report), as: UTF8.self), as: name + "/report.json")
        try write(matchesText, as: name + "/matches.jsonl.zst", compression: .zstd)
    }

    /// A line of matches.jsonl.
    func line(_ id: String) -> String {
        #"{"benchmark":"bench","coverage":1,"file":"a.jsonl","id":"\#(id)","longest":9,"record_hash":"00000000000000000000000000000000","row":0,"runs":[],"subset":"s"}"#
            + "\n"
    }

    func sides(_ names: String...) -> [Comparison.Side] {
        names.map { Comparison.Side(name: $0, path: folder + "/" + $0) }
    }
}
