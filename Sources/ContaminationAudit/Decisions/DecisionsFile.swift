public import ByteIO

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads and writes the decisions' file, `decisions.jsonl`, schema `assay.decisions/1` (docs/review.md).
///
/// Its first line names the schema and what the records' hashes depend on; each further one is the whole decision on a pair,
/// and the last on a pair holds. A line is only ever added. Safe to use on any thread.
public enum DecisionsFile {
    static let schema = "assay.decisions/1"

    /// Where the decisions on the audit in `folder` are.
    public static func path(besideAudit folder: String) -> String { FileSystem.path(of: "decisions.jsonl", in: folder) }

    /// The decisions beside the audit in `folder`; none where there is no file of them.
    public static func read(besideAudit folder: String) throws(AssayError) -> Decisions {
        let path = path(besideAudit: folder)
        return try FileSystem.isThere(path) ? read(path) : Decisions()
    }

    /// The decisions in the file at `path`, which is held in memory while it is read.
    ///
    /// A last line without its end is passed over: a machine that lost its power left it.
    ///
    /// - Throws: an error with path and line: another schema, a line that is no decision, lines made under two settings.
    public static func read(_ path: String) throws(AssayError) -> Decisions { try scan(path).decisions }

    /// The decisions, and the bytes of a last line without its end.
    static func scan(_ path: String) throws(AssayError) -> (decisions: Decisions, unfinished: Range<Int>) {
        let (bytes, hash) = try ReportJSON.readWholeHashed(path)
        var decisions = Decisions()
        let decoder = JSONDecoder()
        var number = 0
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            number += 1
            let line = bytes[start..<end]
            start = end + 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            do {
                try add(try decoder.decode(Line.self, from: Data(line)), to: &decisions, path: path, line: number)
            } catch let error as AssayError {
                throw error
            } catch {
                throw AssayError(
                    "is not a decision as `assay review` writes them (docs/review.md); mend the line or delete it",
                    path: path, line: number)
            }
        }
        if number > 0, decisions.settings == nil {
            throw AssayError("does not begin with a line that names \"schema\": \"\(schema)\"", path: path, line: 1)
        }
        decisions.fileHash = hash
        return (decisions, start..<bytes.count)
    }

    private static func add(
        _ line: Line, to decisions: inout Decisions, path: String, line number: Int
    ) throws(AssayError) {
        if let found = line.schema {
            guard found == schema, let profile = line.profile, let scope = line.scope else {
                throw AssayError(
                    "has schema \"\(SafeText.terminal(found))\", this version of assay reads \"\(schema)\"", path: path,
                    line: number)
            }
            let settings = Decisions.Settings(profile: profile, scope: scope)
            if let known = decisions.settings, known != settings {
                throw AssayError(
                    "names another profile or scope than the lines above it: keep such decisions in two files",
                    path: path, line: number)
            }
            decisions.settings = settings
            return
        }
        guard decisions.settings != nil else {
            throw AssayError(
                "does not name \"schema\": \"\(schema)\", as the first line has to", path: path, line: number)
        }
        guard let hash = line.recordHash, Hash128(hex: hash) != nil, let benchmark = line.benchmark, let id = line.id,
            let word = line.decision
        else {
            throw AssayError(
                "has no \"record_hash\" of 32 hexadecimal digits, \"benchmark\", \"id\" or \"decision\"; mend the line or "
                    + "delete it", path: path, line: number)
        }
        let judgement = Judgement(rawValue: word)
        guard judgement != nil || word == "none" else {
            throw AssayError(
                "has the decision \"\(SafeText.terminal(word))\"; there are leak, boilerplate, unsure and none",
                path: path, line: number)
        }
        let pair = PairKey(recordHash: hash, benchmark: benchmark, subset: line.subset ?? "", id: id)
        decisions[pair] = Decision(judgement, note: line.note ?? "")
    }

    /// A line, whichever it is.
    private struct Line: Decodable {
        var schema, profile, scope: String?
        var recordHash, benchmark, subset, id, decision, note: String?

        enum CodingKeys: String, CodingKey {
            case schema, profile, scope, benchmark, subset, id, decision, note
            case recordHash = "record_hash"
        }
    }

    /// The file's first line, with its end.
    static func header(_ settings: Decisions.Settings) -> [UInt8] {
        var line = JSONLine()
        line.beginObject()
        line.key("schema")
        line.value(schema)
        line.key("profile")
        line.value(settings.profile)
        line.key("scope")
        line.value(settings.scope)
        line.endObject()
        line.endLine()
        return line.bytes
    }

    /// The line of the decision on `pair`, with its end; an empty decision says `none`.
    static func line(_ pair: PairKey, _ decision: Decision) -> [UInt8] {
        var line = JSONLine()
        line.beginObject()
        line.key("record_hash")
        line.value(pair.recordHash)
        line.key("benchmark")
        line.value(pair.benchmark)
        line.key("subset")
        line.value(pair.subset)
        line.key("id")
        line.value(pair.id)
        line.key("decision")
        line.value(decision.judgement?.rawValue ?? "none")
        if !decision.note.isEmpty {
            line.key("note")
            line.value(decision.note)
        }
        line.endObject()
        line.endLine()
        return line.bytes
    }
}
