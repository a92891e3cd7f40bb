import ByteIO
import DatasetIO

/// Records of JSON Lines, an array or CSV: however a shard is cut into batches, the same comes out.
enum RecordsBody {
    private struct Outcome: Equatable {
        var records: [String] = []
        var failed = false
    }

    /// The first byte chooses what is searched and the small batches' size.
    static func run(_ bytes: [UInt8], name: String) {
        guard let choice = bytes.first else { return }
        let file = FuzzFile(name)
        file.fill(bytes.dropFirst())
        let scopes: [Scope] = [.prompt, .response, .all, .all]
        var selection = RecordSelection(scope: scopes[Int(choice & 3)])
        if choice & 4 != 0, let path = try? UnitPath("a.b[].c=prompt") { selection.unitPaths = [path] }
        let shard = Shard(name: name, path: file.path)
        let whole = read(shard, selection, batchByteCount: 1 << 20)
        let small = read(shard, selection, batchByteCount: 1 + Int(choice >> 3))
        precondition(whole.failed == small.failed, "only one way of cutting fails")
        precondition(whole.failed || whole.records == small.records, "the cuts change the records")
    }

    private static func read(_ shard: Shard, _ selection: RecordSelection, batchByteCount: Int) -> Outcome {
        var outcome = Outcome()
        do throws(AssayError) {
            let reader = try ShardReader(
                shard: shard, selection: selection, batchByteCount: batchByteCount, maxRecordByteCount: 1 << 22)
            var parser = RecordParser(selection: selection)
            var batch = RecordBatch()
            var row = 0
            while try reader.nextBatch(into: &batch) {
                precondition(batch.firstRow == row, "rows are left out")
                parser.parse(batch)
                precondition(parser.records.count == batch.records.count, "records are left out")
                for (index, record) in parser.records.enumerated() {
                    outcome.records.append(describe(record, parser, line: batch.records[index].line ?? -1))
                }
                row += batch.records.count
            }
        } catch {
            outcome.failed = true
        }
        return outcome
    }

    private static func describe(_ record: ParsedRecord, _ parser: RecordParser, line: Int) -> String {
        var text = "\(line) \(record.status)"
        for unit in record.unitStart..<record.unitEnd {
            let place = parser.units[unit]
            let bytes = parser.text[place.textStart..<place.textStart + place.textCount]
            guard let valid = String(validating: bytes, as: UTF8.self) else {
                preconditionFailure("a unit is not UTF-8")
            }
            text += "\n\(parser.path(ofUnit: unit)) \(place.role) \(valid)"
        }
        if record.sourceCount >= 0 {
            text += "\nsource \(parser.text[record.sourceStart..<record.sourceStart + record.sourceCount])"
        }
        return text
    }
}
