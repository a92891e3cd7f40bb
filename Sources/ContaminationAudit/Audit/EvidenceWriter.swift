import ByteIO
import DatasetIO
import NGramIndexing

/// Where a record is, and what it calls its source (bytes of the parser's text).
struct RecordPlace {
    var file: String
    var row: Int
    var source: Range<Int>?
}

/// Writes the lines of `matches.jsonl` and of the removed records' files. Immutable; safe to share between threads.
struct EvidenceWriter: Sendable {
    let index: NGramIndex
    let groups: ItemGroups

    /// Appends a line for each item of `match`, in their order.
    func append(
        _ match: RecordMatch, at place: RecordPlace, parser: borrowing RecordParser, record: ParsedRecord,
        to line: inout JSONLine
    ) throws(AssayError) {
        // What all of the record's lines begin with.
        var head: [UInt8]?
        for item in match.items {
            line.beginObject()
            if let head {
                line.members(head)
            } else {
                let start = line.bytes.count
                append(place, recordHash: match.recordHash, parser, to: &line)
                if match.items.count > 1 { head = Array(line.bytes[start...]) }
            }
            try appendMeasures(item, to: &line)
            line.key("shared_ngrams")
            line.value(item.sharedNGramCount)
            line.key("runs")
            line.beginArray()
            for (number, run) in item.runs.enumerated() {
                let itemText = number == item.longestRun ? item.longestRunText : nil
                append(run, parser: parser, record: record, contextIn: itemText, to: &line)
            }
            line.endArray()
            if item.omitsRuns {
                line.key("runs_omitted")
                line.value(true)
            }
            line.endObject()
            line.endLine()
        }
    }

    /// Appends a run; its surroundings too where the item text is given.
    private func append(
        _ run: Run, parser: borrowing RecordParser, record: ParsedRecord, contextIn itemText: [UInt8]?,
        to line: inout JSONLine
    ) {
        let unitNumber = record.unitStart + run.unit
        let unit = parser.units[unitNumber]
        line.beginObject()
        line.key("unit")
        line.value(parser.path(ofUnit: unitNumber))
        line.key("unit_bytes")
        line.beginArray()
        line.value(unit.stringByteOffset + run.unitByteRange.lowerBound)
        line.value(unit.stringByteOffset + run.unitByteRange.upperBound)
        line.endArray()
        line.key("item_text")
        line.value(run.itemText)
        line.key("item_bytes")
        line.beginArray()
        line.value(run.itemByteRange.lowerBound)
        line.value(run.itemByteRange.upperBound)
        line.endArray()
        line.key("tokens")
        line.value(run.tokenCount)
        line.key("text")
        let start = unit.textStart + run.unitByteRange.lowerBound
        line.value(parser.text.span.extracting(start..<start + run.unitByteRange.count))
        if let itemText {
            let unitText = parser.text.span.extracting(unit.textStart..<unit.textStart + unit.textCount)
            line.key("context")
            line.beginObject()
            RunContext(around: run.unitByteRange, in: unitText).append(
                before: "before", after: "after", of: unitText, to: &line)
            RunContext(around: run.itemByteRange, in: itemText.span).append(
                before: "item_before", after: "item_after", of: itemText.span, to: &line)
            let itemRun = itemText.span.extracting(run.itemByteRange)
            if !itemRun.isEqual(to: parser.text.span.extracting(start..<start + run.unitByteRange.count)) {
                line.key("item")
                line.value(itemRun)
            }
            line.endObject()
        }
        line.endObject()
    }

    /// Appends the line of a removed record: where it was, which items it matched, and the record itself.
    func appendRemoved(
        _ match: RecordMatch, at place: RecordPlace, parser: borrowing RecordParser, raw: ArraySlice<UInt8>,
        container: Container, to line: inout JSONLine
    ) throws(AssayError) {
        line.beginObject()
        append(place, recordHash: nil, parser, to: &line)
        line.key("matches")
        line.beginArray()
        for item in match.items {
            line.beginObject()
            try appendMeasures(item, to: &line)
            line.endObject()
        }
        line.endArray()
        switch container {
        case .jsonl, .json:
            line.key("record")
            line.raw(raw)
        case .csv:
            line.key("record")
            line.value(String(decoding: raw, as: UTF8.self))
        // The row itself stands in a table of the removed rows.
        case .parquet: break
        }
        line.endObject()
        line.endLine()
    }

    /// Which item it is, and how much is shared.
    private func appendMeasures(_ item: ItemMatch, to line: inout JSONLine) throws(AssayError) {
        let names = try names(ofItem: item.item)
        line.key("benchmark")
        line.value(names.benchmark)
        line.key("id")
        line.value(names.id)
        line.key("subset")
        line.value(names.subset)
        line.key("longest")
        line.value(item.longest)
        line.key("coverage")
        line.share(item.coverage)
    }

    /// What an item is called.
    func names(ofItem item: Int) throws(AssayError) -> (benchmark: String, subset: String, id: String) {
        let part = try self.part(ofItem: item)
        return (part.benchmark, part.subset, try index.id(ofItem: item))
    }

    /// Where the record is, its hash if that is to be told, and its source.
    private func append(
        _ place: RecordPlace, recordHash: Hash128?, _ parser: borrowing RecordParser, to line: inout JSONLine
    ) {
        line.key("file")
        line.value(place.file)
        line.key("row")
        line.value(place.row)
        if let recordHash {
            line.key("record_hash")
            line.value(recordHash)
        }
        line.key("source")
        if let source = place.source { line.value(parser.text.span.extracting(source)) } else { line.null() }
    }

    private func part(ofItem item: Int) throws(AssayError) -> NGramIndex.Part {
        let number = try index.partNumber(ofItem: item)
        guard number < groups.parts.count else {
            throw AssayError(
                "the index is damaged in section IPRT; build it again with `assay index`", path: index.path)
        }
        return groups.parts[number]
    }
}
