import ByteIO
import Testing

@testable import DatasetIO

/// A folder for one test's files, removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = "/tmp/assay-datasetio-\(UInt64.random(in: 0 ... .max))"
        try FileSystem.makeDirectories(path)
    }

    deinit { try? FileSystem.remove(path, recursive: true) }

    /// Writes a file and returns its path.
    @discardableResult
    func write(
        _ name: String, _ content: [UInt8], compression: ByteStream.Compression = .none
    ) throws -> String {
        let file = path + "/" + name
        if let slash = file.lastIndex(of: "/") { try FileSystem.makeDirectories(String(file[..<slash])) }
        let output = try OutputFile(path: file, compression: compression)
        try output.write(content)
        _ = try output.finish()
        return file
    }

    @discardableResult
    func write(_ name: String, _ content: String) throws -> String { try write(name, Array(content.utf8)) }
}

/// The decompressed content of a file.
func content(of path: String) throws -> [UInt8] {
    let stream = try ByteStream(path: path)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while case let count = try stream.read(into: &piece, at: 0), count > 0 { bytes += piece[..<count] }
    return bytes
}

/// What a parser made of a shard, in plain values.
struct Parsed: Equatable {
    struct Unit: Equatable, CustomStringConvertible {
        var path: String
        var role: UnitRole
        var text: String
        var offset = 0
        var description: String { "\(path) \(role.name) \(text.debugDescription) +\(offset)" }
    }

    struct Record: Equatable {
        var row: Int
        var line: Int
        var byteOffset: Int
        var json: [UInt8]
        var status: ParsedRecord.Status
        var units: [Unit]
        var source: String?
    }

    var format: ShardFormat
    var records: [Record] = []
    var fields: [String] = []
}

/// Reads and parses a file, and writes it again with the records `keep` wants.
func parse(
    _ path: String, _ selection: RecordSelection = RecordSelection(), batchByteCount: Int = 1 << 20,
    rewriteTo copy: String? = nil, keep: (Int) -> Bool = { _ in true }
) throws -> Parsed {
    let reader = try ShardReader(shard: Shard(name: path, path: path), batchByteCount: batchByteCount)
    var parser = RecordParser(selection: selection)
    var parsed = Parsed(format: reader.format)
    var batch = RecordBatch()
    let writer = try copy.map { try ShardWriter(path: $0, format: reader.format) }
    while try reader.nextBatch(into: &batch) {
        parser.parse(batch)
        #expect(parser.records.count == batch.records.count)
        #expect(batch.firstRow == parsed.records.count)
        for (index, record) in parser.records.enumerated() {
            let location = batch.records[index]
            let units = record.unitRange.map { unit in
                let value = parser.units[unit]
                return Parsed.Unit(
                    path: parser.path(ofUnit: unit), role: value.role,
                    text: String(decoding: parser.text[value.textStart..<(value.textStart + value.textCount)], as: UTF8.self),
                    offset: value.stringByteOffset)
            }
            let source =
                record.sourceCount < 0
                ? nil
                : String(
                    decoding: parser.text[record.sourceStart..<(record.sourceStart + record.sourceCount)], as: UTF8.self)
            parsed.records.append(
                Parsed.Record(
                    row: batch.firstRow + index, line: location.line, byteOffset: location.byteOffset,
                    json: Array(batch.bytes[location.start..<location.end]), status: record.status, units: units,
                    source: source))
        }
        try writer?.append(batch, keep: batch.records.indices.map { keep(batch.firstRow + $0) })
    }
    _ = try writer?.finish()
    parsed.fields = parser.drainFieldCounts().map { "\($0.field) \($0.role.name) \($0.count)" }
    return parsed
}

/// Parses one record of JSON.
func parseRecord(_ json: String, _ selection: RecordSelection = RecordSelection()) throws -> Parsed.Record {
    try parseRecord(Array(json.utf8), selection)
}

func parseRecord(_ json: [UInt8], _ selection: RecordSelection = RecordSelection()) throws -> Parsed.Record {
    let folder = try TemporaryFolder()
    let parsed = try parse(try folder.write("x.jsonl", json), selection)
    try #require(parsed.records.count == 1)
    return parsed.records[0]
}
