import Foundation
import TestSupport

@testable import ByteIO
@testable import ContaminationAudit

/// A folder for one test's datasets and results, removed with it.
final class AuditScratch {
    private let scratch: ScratchFolder
    var folder: String { scratch.path }

    init() throws { scratch = try ScratchFolder() }

    func path(_ name: String) -> String { scratch(name) }

    @discardableResult
    func write(_ bytes: [UInt8], as name: String, compression: ByteStream.Compression = .none) throws -> String {
        try scratch.store(bytes, as: name, compression)
    }

    @discardableResult
    func write(_ text: String, as name: String, compression: ByteStream.Compression = .none) throws -> String {
        try write(Array(text.utf8), as: name, compression: compression)
    }

    /// Builds an index of items given as lines of JSON.
    @discardableResult
    func index(_ lines: [String], as name: String = "bench.assay", profile: String = "words", n: Int? = nil) throws
        -> String
    {
        let file = try write(lines.map { $0 + "\n" }.joined(), as: name + ".jsonl")
        var options = IndexOptions(outputPath: path(name))
        options.profile = profile
        options.n = n
        _ = try Assay.buildIndex([BenchmarkSpec(name: "bench", files: [file])], options: options)
        return path(name)
    }

    func options(_ datasets: [String], to output: String = "out", index: String = "bench.assay") -> AuditOptions {
        AuditOptions(indexPath: path(index), datasets: datasets, outputPath: path(output))
    }

    /// The decompressed bytes of a file.
    func content(_ name: String) throws -> [UInt8] {
        let stream = try ByteStream(path: path(name))
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try stream.read(into: &piece, at: 0), count > 0 { bytes += piece[..<count] }
        return bytes
    }

    func lines(_ name: String) throws -> [String] {
        String(decoding: try content(name), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Every file below a folder of this one, hidden ones too, with its bytes as stored.
    func files(_ name: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let base = URL(fileURLWithPath: path(name))
        for case let file as String in FileManager.default.enumerator(atPath: base.path) ?? .init() {
            var isFolder: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(atPath: base.path + "/" + file, isDirectory: &isFolder)
            if !isFolder.boolValue { files[file] = try Data(contentsOf: base.appendingPathComponent(file)) }
        }
        return files
    }

    /// The names of everything in a folder of this one, hidden ones too.
    func names(_ name: String = "") throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: path(name)))
    }

    /// The evidence of an audit.
    func matches(_ output: String = "out") throws -> [EvidenceLine] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try lines(output + "/matches.jsonl.zst").map {
            try decoder.decode(EvidenceLine.self, from: Data($0.utf8))
        }
    }
}

/// A line of `matches.jsonl.zst`, every key of it in camel case.
struct EvidenceLine: Decodable {
    struct Run: Decodable {
        var unit: String
        var unitBytes: [Int]
        var itemText: Int
        var itemBytes: [Int]
        var tokens: Int
        var text: String
        var context: Context?
    }

    struct Context: Decodable {
        var before: String
        var after: String
        var itemBefore: String
        var itemAfter: String
        var item: String?

        var texts: [String] { [before, after, itemBefore, itemAfter, item ?? ""] }
    }

    var file: String
    var row: Int
    var recordHash: String
    var source: String?
    var benchmark: String
    var id: String
    var subset: String
    var longest: Int
    var coverage: Double
    var sharedNgrams: Int
    var runs: [Run]
    var runsOmitted: Bool?
}
