import ByteIO
import DatasetIO
import Foundation
import NGramIndexing

/// What is measured on: a made-up shard in three compressions, its first batch, texts in two sorts of script, two indexes.
struct Input: Sendable {
    let plainPath: String
    let zstdPath: String
    let gzipPath: String
    let batch: RecordBatch
    /// By name, about a megabyte each.
    let texts: [(name: String, texts: [[UInt8]])]
    let smallIndex: NGramIndex
    let largeIndex: NGramIndex

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-benchmarks").path
        try FileSystem.makeDirectories(folder)
        var words = WordGenerator(seed: 20)
        let english = (0..<4000).map { _ in words.text(wordCount: 350, script: .latin) }
        let chinese = (0..<400).map { _ in words.text(wordCount: 450, script: .han) }

        var shard: [UInt8] = []
        for (number, text) in english.enumerated() {
            shard += Array("{\"id\":\"r\(number)\",\"text\":\"".utf8) + text + Array("\"}\n".utf8)
        }
        plainPath = try Self.store(shard, folder + "/shard.jsonl", .none)
        zstdPath = try Self.store(shard, folder + "/shard.jsonl.zst", .zstd)
        gzipPath = try Self.store(shard, folder + "/shard.jsonl.gz", .gzip)

        let reader = try ShardReader(shard: Shard(name: "shard", path: plainPath), selection: RecordSelection())
        var first = RecordBatch()
        _ = try reader.nextBatch(into: &first)
        batch = first
        texts = [("English-like", Array(english.prefix(500))), ("Chinese-like", chinese)]
        smallIndex = try Self.index(itemCount: 1, folder + "/small.assay", &words)
        largeIndex = try Self.index(itemCount: 10_000, folder + "/large.assay", &words)
        print(
            "the shard has \(shard.count) bytes, a batch \(batch.byteCount), the texts",
            texts.map { "\($0.texts.reduce(0) { $0 + $1.count }) (\($0.name))" }.joined(separator: ", "))
    }

    private static func store(_ bytes: [UInt8], _ path: String, _ compression: ByteStream.Compression) throws -> String
    {
        let file = try OutputFile(path: path, compression: compression)
        try file.write(bytes)
        _ = try file.finish()
        return path
    }

    /// Items of 37 words, 30 n-grams each, of a vocabulary that the texts do not have.
    private static func index(itemCount: Int, _ path: String, _ words: inout WordGenerator) throws -> NGramIndex {
        let builder = IndexBuilder(settings: try IndexSettings(profile: .words), path: path)
        for number in 0..<itemCount {
            let text = words.text(wordCount: 37, script: .item)
            try builder.add(IndexItem(benchmark: "made up", id: "\(number)", texts: [text]))
        }
        try builder.write()
        return try NGramIndex(path: path)
    }
}
