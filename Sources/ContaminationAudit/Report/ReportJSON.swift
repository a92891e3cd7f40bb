public import ByteIO

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reports, manifests and summaries as JSON and back.
///
/// The same value gives the same bytes: keys sorted, two spaces of indentation, UTF-8, one line end at the end.
/// Safe to use on any thread.
public enum ReportJSON {
    /// `value` as JSON.
    ///
    /// - Throws: an error where the value holds a number JSON has no way to write.
    public static func encode(_ value: some Encodable) throws(AssayError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value)) + [0x0A]
        } catch {
            throw AssayError("this result cannot be written as JSON: \(error)")
        }
    }

    /// The report in `bytes`, which were read from `path`.
    ///
    /// - Throws: an error that names the file and the key: not JSON, another schema, a key missing or of another type, a
    ///   count below 0.
    public static func report(_ bytes: [UInt8], path: String) throws(AssayError) -> AuditReport {
        let report = try decode(AuditReport.self, bytes, schema: "assay.report/1", path: path)
        try report.checkCounts(path: path)
        return report
    }

    /// The manifest in `bytes`, which were read from `path`; throws as ``report(_:path:)`` does.
    public static func manifest(_ bytes: [UInt8], path: String) throws(AssayError) -> Manifest {
        try decode(Manifest.self, bytes, schema: "assay.manifest/1", path: path)
    }

    /// The index summary in `bytes`, which were read from `path`; throws as ``report(_:path:)`` does.
    public static func indexSummary(_ bytes: [UInt8], path: String) throws(AssayError) -> IndexSummary {
        try decode(IndexSummary.self, bytes, schema: "assay.index-summary/1", path: path)
    }

    /// The report of the audit in the folder `path`: its `report.json`.
    public static func readReport(ofAudit path: String) throws(AssayError) -> AuditReport {
        let file = FileSystem.path(of: "report.json", in: path)
        guard try FileSystem.isThere(file) else {
            throw AssayError("is not the output folder of an audit: it holds no report.json", path: path)
        }
        return try report(readWhole(file), path: file)
    }

    /// All bytes of a small file, decompressed. At most 1 GiB is read.
    static func readWhole(_ path: String) throws(AssayError) -> [UInt8] { try readWholeHashed(path).bytes }

    /// The same, and the XXH3-128 of the file as stored, in 32 hexadecimal digits.
    static func readWholeHashed(_ path: String) throws(AssayError) -> (bytes: [UInt8], hash: String) {
        let stream = try ByteStream(path: path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try stream.read(into: &buffer, at: 0)
            if count == 0 { return (bytes, stream.storedHash) }
            bytes += buffer[..<count]
            if bytes.count > 1 << 30 { throw AssayError("is over 1 GiB, which no report is", path: path) }
        }
    }

    /// The schema alone, read before anything else so that another version is refused by its name.
    private struct Schema: Decodable { var schema: String? }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: [UInt8], schema expected: String, path: String
    ) throws(AssayError) -> Value {
        let data = Data(bytes)
        do {
            let found = try JSONDecoder().decode(Schema.self, from: data).schema
            guard let found else {
                throw AssayError("has no \"schema\"; expected \"\(expected)\"", path: path)
            }
            guard found == expected else {
                let shown = SafeText.terminal(found)
                throw AssayError(
                    "has schema \"\(shown)\", this version of assay reads \"\(expected)\": make it again", path: path)
            }
            return try JSONDecoder().decode(type, from: data)
        } catch let error as AssayError {
            throw error
        } catch let error as DecodingError {
            throw AssayError(describe(error), path: path)
        } catch {
            throw AssayError("cannot be read as JSON: \(error)", path: path)
        }
    }

    /// Which key is wrong, and how, in words.
    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            return "has no \(name(context.codingPath + [key])); was it cut or edited?"
        case .valueNotFound(_, let context):
            return "has null at \(name(context.codingPath)); was it edited?"
        case .typeMismatch(let type, let context):
            return "has a value of another type at \(name(context.codingPath)): expected \(word(type))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "is not JSON; was it cut?" : "has a value out of range at \(name(context.codingPath))"
        @unknown default:
            return "cannot be read: \(error)"
        }
    }

    /// `inputs[3].bytes`.
    private static func name(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "the top" : "\"\(text)\""
    }

    private static func word(_ type: any Any.Type) -> String {
        if type == Int.self { return "a whole number" }
        if type == Double.self { return "a number" }
        if type == String.self { return "a string" }
        if type is any ExpressibleByArrayLiteral.Type { return "a list" }
        return "an object"
    }
}
