internal import CSimdjson
internal import ParquetIO

extension RecordTape {
    /// Fills the tape with the rows of a Parquet batch.
    mutating func fillColumns(from batch: borrowing RecordBatch) {
        guard let plan = batch.plan else { return }
        var rows = RowAssembly(plan: plan, columns: batch.table.columns, namesStart: batch.namesStart)
        let bytes = batch.textBytes
        fillEach { tape, _ throws(RecordProblem) in try rows.appendRow(to: &tape, bytes) }
    }

    /// Appends the value at `index`, as JSON, to `buffer`: what a table has in place of a text to quote from. Recursion is
    /// as deep as the value.
    func appendJSON(_ index: Int, _ bytes: [UInt8], to buffer: inout TextBuffer) {
        let value = values[index]
        switch Int(value.kind) {
        case ASSAY_NULL: buffer.append("null")
        case ASSAY_STRING: buffer.appendQuoted(bytes, from: Int(value.start), to: Int(value.end))
        case ASSAY_OBJECT:
            buffer.append("{")
            appendMembers(of: index, bytes, to: &buffer, hasKeys: true)
            buffer.append("}")
        case ASSAY_ARRAY:
            buffer.append("[")
            appendMembers(of: index, bytes, to: &buffer, hasKeys: false)
            buffer.append("]")
        default: buffer.append(bytes, from: Int(value.start), to: Int(value.end))
        }
    }

    private func appendMembers(of index: Int, _ bytes: [UInt8], to buffer: inout TextBuffer, hasKeys: Bool) {
        let members = contents(of: index)
        var member = members.lowerBound
        while member < members.upperBound {
            if member > members.lowerBound { buffer.append(", ") }
            if hasKeys {
                buffer.appendQuoted(bytes, from: Int(values[member].keyStart), to: Int(values[member].keyEnd))
                buffer.append(": ")
            }
            appendJSON(member, bytes, to: &buffer)
            member = Int(values[member].next)
        }
    }
}

extension TextBuffer {
    fileprivate mutating func append(_ text: StaticString) {
        let bytes = Array("\(text)".utf8)
        append(bytes, from: 0, to: bytes.count)
    }

    /// Appends a text as a JSON string.
    fileprivate mutating func appendQuoted(_ source: [UInt8], from start: Int, to end: Int) {
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in source[start..<end] {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
            case 0x0A: quoted += Array("\\n".utf8)
            case 0x0D: quoted += Array("\\r".utf8)
            case 0x09: quoted += Array("\\t".utf8)
            case 0..<0x20:
                quoted += Array("\\u00".utf8) + [byte >> 4, byte & 15].map { Array("0123456789abcdef".utf8)[Int($0)] }
            default: quoted.append(byte)
            }
        }
        quoted.append(UInt8(ascii: "\""))
        append(quoted, from: 0, to: quoted.count)
    }
}
