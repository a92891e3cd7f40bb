import ByteIO

/// Counts records by source without making a string for each of them: a name becomes one when it is first met.
///
/// One worker owns one; not thread-safe.
struct SourceTable {
    private struct Row {
        var name: [UInt8]
        var recordCount = 0
        var contaminatedCount = 0
    }

    private var rows: [Row] = []
    private var rowsByHash: [UInt64: Int] = [:]
    private var lastRow = -1

    /// Counts a record of the source `name`; returns the source's row.
    mutating func count(_ name: Span<UInt8>, isContaminated: Bool) {
        let row = self.row(name)
        rows[row].recordCount += 1
        if isContaminated { rows[row].contaminatedCount += 1 }
    }

    private mutating func row(_ name: Span<UInt8>) -> Int {
        if lastRow >= 0, isNamed(lastRow, name) { return lastRow }
        var hash = XXH3.hash64(name)
        while let row = rowsByHash[hash] {
            if isNamed(row, name) {
                lastRow = row
                return row
            }
            hash &+= 1
        }
        var copy: [UInt8] = []
        for index in name.indices { copy.append(name[index]) }
        rowsByHash[hash] = rows.count
        lastRow = rows.count
        rows.append(Row(name: copy))
        return lastRow
    }

    private func isNamed(_ row: Int, _ name: Span<UInt8>) -> Bool {
        let its = rows[row].name
        return its.span.isEqual(to: name)
    }

    /// Moves the counts into a tally and starts again from zero.
    mutating func drain(into tally: inout Tally) {
        for row in rows.indices where rows[row].recordCount > 0 {
            let name = ExactName(String(decoding: rows[row].name, as: UTF8.self))
            tally.bySource[name, default: Tally.SourceCount()].recordCount += rows[row].recordCount
            tally.bySource[name, default: Tally.SourceCount()].contaminatedCount += rows[row].contaminatedCount
            rows[row].recordCount = 0
            rows[row].contaminatedCount = 0
        }
        // A dataset whose "sources" are all different would make this grow with it.
        if rows.count > 4096 {
            rows.removeAll(keepingCapacity: true)
            rowsByHash.removeAll(keepingCapacity: true)
            lastRow = -1
        }
    }
}
