import ByteIO
import TestSupport
import Testing

@testable import DatasetIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder for one test's files, removed with it.
final class TemporaryFolder {
    private let scratch: ScratchFolder
    var path: String { scratch.path }

    init() throws { scratch = try ScratchFolder() }

    /// Writes a file and returns its path.
    @discardableResult
    func write(
        _ name: String, _ content: [UInt8], compression: ByteStream.Compression = .none
    ) throws -> String {
        try scratch.store(content, as: name, compression)
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
        var line: Int?
        var byteOffset: Int?
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
    rewriteTo copy: String? = nil
) throws -> Parsed {
    let reader = try ShardReader(
        shard: Shard(name: path, path: path), selection: selection, batchByteCount: batchByteCount)
    var parser = RecordParser(selection: selection)
    var parsed = Parsed(format: reader.format)
    var batch = RecordBatch()
    let writer = try copy.map { try ShardWriter(path: $0, form: reader.form, program: "tests") }
    while try reader.nextBatch(into: &batch) {
        parser.parse(batch)
        #expect(parser.records.count == batch.records.count)
        #expect(batch.firstRow == parsed.records.count)
        for index in batch.records.indices { parsed.records.append(parsedRecord(index, batch, parser)) }
        try writer?.append(batch, keep: batch.records.map { _ in true })
    }
    _ = try writer?.finish()
    parsed.fields = parser.drainFieldCounts().map { "\($0.field) \($0.role.name) \($0.count)" }
    return parsed
}

/// What the parser made of one record of a batch.
func parsedRecord(_ index: Int, _ batch: RecordBatch, _ parser: RecordParser) -> Parsed.Record {
    func text(_ start: Int, _ count: Int) -> String {
        String(decoding: parser.text[start..<(start + count)], as: UTF8.self)
    }
    let record = parser.records[index]
    let location = batch.records[index]
    let units = record.unitRange.map { unit in
        let value = parser.units[unit]
        return Parsed.Unit(
            path: parser.path(ofUnit: unit), role: value.role, text: text(value.textStart, value.textCount),
            offset: value.stringByteOffset)
    }
    return Parsed.Record(
        row: batch.firstRow + index, line: location.line, byteOffset: location.byteOffset,
        json: Array(batch.bytes[location.start..<location.end]), status: record.status, units: units,
        source: record.sourceCount < 0 ? nil : text(record.sourceStart, record.sourceCount))
}

/// Parses one record of JSON.
func parseRecord(_ json: String, _ selection: RecordSelection = RecordSelection()) throws -> Parsed.Record {
    try parseRecord(Array(json.utf8), selection)
}

func parseRecord(_ json: [UInt8], _ selection: RecordSelection = RecordSelection()) throws -> Parsed.Record {
    var parser = RecordParser(selection: selection)
    return parse([json], &parser)[0]
}

/// A batch of one line for each of `records`.
func batch(of records: [[UInt8]]) -> RecordBatch {
    var batch = RecordBatch()
    for (index, json) in records.enumerated() {
        let start = batch.bytes.count
        batch.bytes += json + [UInt8(ascii: "\n")]
        batch.records.append(
            RecordLocation(
                outerStart: start, outerEnd: start + json.count + 1, start: start, end: start + json.count,
                line: index + 1, byteOffset: start))
    }
    batch.byteCount = batch.bytes.count
    batch.epilogueStart = batch.byteCount
    batch.bytes += [UInt8](repeating: UInt8(ascii: "\\"), count: RecordBatch.padding)
    return batch
}

/// Parses records that are lines of one batch.
func parse(_ records: [[UInt8]], _ parser: inout RecordParser) -> [Parsed.Record] {
    let batch = batch(of: records)
    parser.parse(batch)
    return batch.records.indices.map { parsedRecord($0, batch, parser) }
}

/// The decompressed bytes of the cleaned shard with the records whose rows `keep` wants; no file is written.
func cleaned(_ path: String, batchByteCount: Int, keep: (Int) -> Bool) throws -> [UInt8] {
    let reader = try ShardReader(
        shard: Shard(name: path, path: path), selection: RecordSelection(), batchByteCount: batchByteCount)
    var batch = RecordBatch()
    var bytes: [UInt8] = []
    var keptCount = 0
    while try reader.nextBatch(into: &batch) {
        let wanted = batch.records.indices.map { keep(batch.firstRow + $0) }
        keptCount += try batch.forEachKeptPiece(keep: wanted, isFirst: keptCount == 0) { (piece) throws(AssayError) in
            for index in piece.indices { bytes.append(piece[index]) }
        }
    }
    return bytes
}
