import ByteIO
import Foundation
import Testing

/// The data in corpora/, its index, and the results that tests read: each made once, by the built program.
final class Corpora: Sendable {
    static let shared = Result { try Corpora() }

    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let dataset = root + "/corpora/preferences-v0.1"

    /// Removed when the tests' process ends.
    let folder: String
    let index: String
    /// The audit of v0.1, its cleaning of synthetic-web, and the audit of that.
    let audit: String
    let cleaned: String
    let auditOfCleaned: String

    private init() throws {
        folder =
            FileManager.default.temporaryDirectory.appendingPathComponent("assay-corpora-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = atexit {
            if let corpora = try? Corpora.shared.get() { try? FileManager.default.removeItem(atPath: corpora.folder) }
        }
        index = folder + "/bench.assay"
        audit = folder + "/v0.1"
        cleaned = folder + "/cleaned"
        auditOfCleaned = folder + "/v0.2"
        for arguments in [
            ["index", "-o", index, "promptbench=\(Self.root)/corpora/benchmark/promptbench.jsonl"],
            ["audit", "--index", index, "-o", audit, Self.dataset],
            ["clean", "--index", index, "-o", cleaned, "--only-source", "synthetic-web", Self.dataset],
            ["audit", "--index", index, "-o", auditOfCleaned, cleaned + "/clean"],
        ] {
            let run = try CommandRun(arguments + ["--quiet"])
            guard run.status == 0, run.output.isEmpty, run.error.isEmpty else {
                throw AssayError("assay \(arguments.joined(separator: " ")) ended with \(run.status): \(run.error)")
            }
        }
    }

    /// A JSON object in a file.
    static func object(_ path: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        return try #require(value as? [String: Any])
    }

    /// The JSON objects in the lines of a file, decompressed.
    static func lines(_ path: String) throws -> [[String: Any]] {
        let stream = try ByteStream(path: path)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try stream.read(into: &piece, at: 0), count > 0 { bytes += piece[..<count] }
        return try bytes.split(separator: 0x0A).map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
    }

    /// The counts under `summary` in an audit's report.
    static func summary(_ audit: String) throws -> [String: Int] {
        try #require(try object(audit + "/report.json")["summary"] as? [String: Int])
    }
}
