internal import CSimdjson

/// Turns batches of records into text units: finds the strings in scope, decodes them, and drops those a record has twice.
///
/// One a worker: it owns the buffers it fills, and reuses them from batch to batch, so that a record costs no allocation
/// once they are large enough. Not thread-safe, and copies share a
/// buffer: use one at a time. About 0.4 ns a byte of JSON.
package struct RecordParser {
    /// The decoded text of all units and sources of the batch, in UTF-8; at least 64 bytes follow the last.
    package var text: [UInt8] { buffer.bytes }
    /// The units in scope of all records, by record; a record's in the order in which the shapes are read.
    package internal(set) var units: [TextUnit] = []
    /// What became of each record of the batch.
    package internal(set) var records: [ParsedRecord] = []

    let selection: RecordSelection
    var tape: RecordTape
    var buffer = TextBuffer()
    /// The place of each unit's string on the tape, and the record it is of.
    var origins: [(value: Int, record: Int)] = []
    var seen = UnitTable()
    /// Where a record's well-known fields stand on the tape; -1: nowhere.
    var roots = [Int](repeating: -1, count: WellKnownKey.roots.count)
    /// Units by field pattern and role, and those of the record at hand, which count only if it is not bad.
    var counts: [Int]
    var pending: [Int] = []
    /// The paths given in place of the recognised shapes, with numbers for keys.
    let paths: [ResolvedPath]
    private let sourcePath: [UInt16]
    /// The first unit, and the batch's place, of the record at hand.
    var firstUnit = 0
    var recordIndex = 0
    /// Whether the record at hand has given a unit, of whatever role.
    var hasUnits = false
    /// Whether the record at hand has a field that is looked for, whatever it holds.
    var isRecognised = false

    package init(selection: RecordSelection) {
        self.selection = selection
        let fields = SelectedFields(selection)
        sourcePath = fields.sourcePath
        paths = fields.paths
        tape = RecordTape(keys: fields.keys)
        let patterns = max(paths.count, WellKnownKey.roots.count * FieldShape.count)
        counts = [Int](repeating: 0, count: patterns * UnitRole.allCases.count)
    }

    /// Parses `batch`; what the last one left is gone then.
    package mutating func parse(_ batch: borrowing RecordBatch) {
        units.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        buffer.count = 0
        tape.fill(from: batch)
        let bytes = batch.textBytes
        for index in tape.records.indices {
            records.append(parseRecord(index, bytes))
        }
    }

    /// The place of a unit's string in its record: `chosen[2].content`, `turns[1]`, `prompt`.
    package func path(ofUnit unit: Int) -> String {
        tape.path(of: origins[unit].value, inRecord: origins[unit].record)
    }

    /// How many units each field gave, in a fixed order, since this was last asked for.
    ///
    /// Those in scope add up to the units there were; fields recognised but out of scope are counted beside them, so that
    /// a report can name them. Bad records count nothing, nor do units that a record has twice.
    package mutating func drainFieldCounts() -> [FieldCount] {
        let roleCount = UnitRole.allCases.count
        var fields: [FieldCount] = []
        for index in counts.indices where counts[index] > 0 {
            guard let role = UnitRole(rawValue: UInt8(index % roleCount)) else { continue }
            fields.append(FieldCount(field: fieldName(index / roleCount), role: role, count: counts[index]))
            counts[index] = 0
        }
        return fields
    }

    private mutating func parseRecord(_ index: Int, _ bytes: [UInt8]) -> ParsedRecord {
        firstUnit = units.count
        recordIndex = index
        hasUnits = false
        isRecognised = false
        pending.removeAll(keepingCapacity: true)
        seen.clear()
        let textBefore = buffer.count
        var record = ParsedRecord(
            unitStart: firstUnit, unitEnd: firstUnit, status: .withoutText, sourceStart: textBefore, sourceCount: -1)
        do throws(RecordProblem) {
            if let problem = tape.problem(index) { throw problem }
            let fields = tape.fields(ofRecord: index)
            if paths.isEmpty {
                try readShapes(fields, bytes)
            } else {
                try readPaths(fields, bytes)
            }
            try readSource(fields, bytes, into: &record)
            if let problem = tape.escapeProblem(index, bytes) { throw problem }
        } catch {
            units.removeLast(units.count - firstUnit)
            origins.removeLast(origins.count - firstUnit)
            buffer.count = textBefore
            record.sourceCount = -1
            record.status = .bad(error)
            return record
        }
        for counter in pending { counts[counter] += 1 }
        record.unitEnd = units.count
        record.isRecognised = isRecognised
        for unit in record.unitRange where units[unit].textCount > 0 {
            record.status = .audited
            break
        }
        return record
    }

    /// The source: a string, or any other value but null as it is written.
    private mutating func readSource(
        _ fields: Range<Int>, _ bytes: [UInt8], into record: inout ParsedRecord
    ) throws(RecordProblem) {
        guard let index = tape.value(at: sourcePath, among: fields) else { return }
        let start = buffer.count
        switch tape.kind(index) {
        case ASSAY_STRING: tape.decode(index, bytes, into: &buffer)
        case ASSAY_NULL: return
        case ASSAY_BINARY, ASSAY_OTHER: throw wrongType(index)
        case _ where tape.container == .parquet: tape.appendJSON(index, bytes, to: &buffer)
        default: buffer.append(bytes, from: Int(tape.values[index].start), to: Int(tape.values[index].end))
        }
        record.sourceStart = start
        record.sourceCount = buffer.count - start
    }

    /// The error for a field that holds no text.
    func wrongType(_ index: Int) -> RecordProblem {
        .wrongType(
            field: tape.path(of: index, inRecord: recordIndex), found: JSONKind(tape.values[index]))
    }

    /// The error for a message whose role is an object or a list.
    func wrongRole(_ message: Int) -> RecordProblem {
        let members = tape.contents(of: message)
        let role = tape.member(WellKnownKey.role, among: members) ?? tape.member(WellKnownKey.from, among: members)
        return wrongType(role ?? message)
    }

    /// Notes a unit that is out of scope.
    mutating func note(_ pattern: Int, _ role: UnitRole) {
        hasUnits = true
        pending.append(pattern * UnitRole.allCases.count + Int(role.rawValue))
    }

    /// Takes `start..<end` of the text, which the string at `index` of the tape gave, as a unit if it is in scope and new
    /// to the record. Returns whether it was.
    @discardableResult
    mutating func emit(
        _ index: Int, _ role: UnitRole, _ pattern: Int, from start: Int, to end: Int, stringByteOffset: Int = 0
    ) -> Bool {
        hasUnits = true
        if selection.scope.contains(role) {
            let unit = TextUnit(
                textStart: start, textCount: end - start, role: role, stringByteOffset: stringByteOffset)
            guard seen.insert(unit, into: &units, from: firstUnit, text: buffer.bytes) else { return false }
            origins.append((index, recordIndex))
        }
        note(pattern, role)
        return true
    }
}
