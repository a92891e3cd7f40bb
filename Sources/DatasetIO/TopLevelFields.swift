internal import CSimdjson

/// The fields that a JSON record has, for messages that name them.
package enum TopLevelFields {
    /// The keys of the object `bytes[start..<end]` in their order; none if it is no object. 64 bytes follow `end`.
    package static func names(_ bytes: [UInt8], from start: Int, to end: Int) -> [String] {
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
