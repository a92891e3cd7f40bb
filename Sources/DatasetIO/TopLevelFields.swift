internal import CSimdjson

/// The fields that a record has, for messages that name them.
package enum TopLevelFields {
    /// The fields of the record `index`: a JSON object's keys in their order, or the columns of a table.
    package static func names(of index: Int, in batch: borrowing RecordBatch) -> [String] {
        if !batch.columns.isEmpty { return batch.columns.map { String(decoding: $0, as: UTF8.self) } }
        return names(batch.bytes, from: batch.records[index].start, to: batch.records[index].end)
    }

    /// The keys of the object `bytes[start..<end]` in their order; none if it is no object. 64 bytes follow `end`.
    private static func names(_ bytes: [UInt8], from start: Int, to end: Int) -> [String] {
        var batch = RecordBatch()
        batch.bytes = Array(bytes[start..<end]) + [UInt8](repeating: 0, count: RecordBatch.padding)
        batch.byteCount = end - start
        batch.records = [
            RecordLocation(outerStart: 0, outerEnd: end - start, start: 0, end: end - start, line: 1, byteOffset: 0)
        ]
        var tape = RecordTape(keys: KeyTable(), allFields: true)
        tape.fill(from: batch)
        var names: [String] = []
        var buffer = TextBuffer()
        var index = tape.fields(ofRecord: 0).lowerBound
        while index < tape.fields(ofRecord: 0).upperBound {
            let value = tape.values[index]
            buffer.count = 0
            _ = buffer.appendJSON(batch.bytes, from: Int(value.keyStart), to: Int(value.keyEnd))
            let name = String(decoding: buffer.bytes[..<buffer.count], as: UTF8.self)
            if !names.contains(name) { names.append(name) }
            index = Int(value.next)
        }
        return names
    }
}
