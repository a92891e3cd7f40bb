import ByteIO
import DatasetIO
import NGramIndexing

/// Audits batches of records, one after the other. Each thread has one; they share only the index.
struct AuditWorker {
    private let rule: PairRule
    private let evidence: EvidenceWriter
    private let groups: ItemGroups
    private let onlySources: Set<[UInt8]>?
    private let boilerplate: BoilerplatePairs?
    private let index: NGramIndex
    private let scope: Scope
    private var parser: RecordParser
    private var matcher: RecordMatcher
    private var sources = SourceTable()
    private var evidenceLine = JSONLine()
    private var removedLine = JSONLine()
    private var unitRanges: [Range<Int>] = []
    /// Of the record at hand.
    private var benchmarks: [Int] = []
    private var subsets: [Int] = []

    init(_ plan: AuditPlan) {
        rule = plan.rule
        evidence = plan.evidence
        groups = plan.groups
        onlySources = plan.cleaning?.onlySources
        boilerplate = plan.cleaning?.boilerplate
        index = plan.index
        scope = plan.selection.scope
        parser = RecordParser(selection: plan.selection)
        matcher = RecordMatcher(index: plan.index, cache: plan.cache, matchesShortTexts: plan.rule.matchesShortTexts)
    }

    /// Audits one batch of the shard called `name`.
    ///
    /// - Parameter isCleaning: whether to say what becomes of each record.
    mutating func audit(
        _ batch: borrowing RecordBatch, of name: String, isCleaning: Bool
    ) throws(AssayError) -> BatchOutcome {
        var outcome = BatchOutcome()
        parser.parse(batch)
        evidenceLine.removeAll()
        removedLine.removeAll()
        if isCleaning { outcome.dispositions = [Disposition](repeating: .kept, count: parser.records.count) }
        for number in parser.records.indices {
            let record = parser.records[number]
            outcome.tally.recordCount += 1
            switch record.status {
            case .bad(let problem):
                outcome.tally.badRecordCount += 1
                let location = batch.records[number]
                outcome.badRecords.append(
                    BatchOutcome.BadRecord(
                        row: batch.firstRow + number, rowGroup: batch.rowGroup, line: location.line,
                        byteOffset: location.byteOffset(of: problem.byteOffset ?? 0), message: problem.message,
                        placeInWords: batch.placeInWords(number)))
                if isCleaning { outcome.dispositions[number] = .rejected }
                continue
            case .withoutText:
                outcome.tally.withoutTextCount += 1
            case .audited:
                break
            }
            if record.isRecognised {
                outcome.tally.recognisedCount += 1
            } else if outcome.unrecognisedFields == nil {
                outcome.unrecognisedFields = TopLevelFields.names(of: number, in: batch)
            }
            outcome.tally.textUnitCount += record.unitEnd - record.unitStart
            let items = try matchingItems(record)
            if let items {
                count(items, in: &outcome.tally)
                let place = RecordPlace(file: name, row: batch.firstRow + number, source: sourceRange(record))
                try evidence.append(items, at: place, parser: parser, record: record, to: &evidenceLine)
                if isCleaning, isRemovable(record), let reasons = try reasonsToRemove(items) {
                    outcome.dispositions[number] = .removed
                    let location = batch.records[number]
                    try evidence.appendRemoved(
                        reasons, at: place, parser: parser, raw: batch.bytes[location.start..<location.end],
                        container: batch.format.container, to: &removedLine)
                }
            }
            countSource(record, isContaminated: items != nil, in: &outcome.tally)
        }
        sources.drain(into: &outcome.tally)
        for field in parser.drainFieldCounts() {
            let key = Tally.FieldKey(field: field.field, role: field.role.name)
            if scope.contains(field.role) {
                outcome.tally.fields[key, default: 0] += field.count
            } else {
                outcome.tally.fieldsOutOfScope[key, default: 0] += field.count
            }
        }
        outcome.evidence = evidenceLine.bytes
        outcome.removed = removedLine.bytes
        return outcome
    }

    /// The record's pairs that count; `nil` where there is none.
    private mutating func matchingItems(_ record: ParsedRecord) throws(AssayError) -> RecordMatch? {
        unitRanges.removeAll(keepingCapacity: true)
        for unit in record.unitStart..<record.unitEnd {
            let place = parser.units[unit]
            unitRanges.append(place.textStart..<place.textStart + place.textCount)
        }
        guard var match = try matcher.match(parser.text.span, unitRanges: unitRanges) else { return nil }
        match.items.removeAll { !rule.counts($0) }
        return match.items.isEmpty ? nil : match
    }

    private mutating func count(_ match: RecordMatch, in tally: inout Tally) {
        tally.contaminatedCount += 1
        tally.recordHashes.insert(match.recordHash)
        var recordReach = 0
        benchmarks.removeAll(keepingCapacity: true)
        subsets.removeAll(keepingCapacity: true)
        for item in match.items {
            let reach = rule.reach(item)
            recordReach = max(recordReach, reach)
            // The evidence has been written from the same part numbers, so a damaged index has thrown before.
            let part = (try? index.partNumber(ofItem: item.item)) ?? 0
            guard part < groups.parts.count else { continue }
            let known = tally.items[item.item]?.reach ?? 0
            tally.items[item.item] = Tally.MatchedItem(reach: max(known, reach), part: part)
            // Items that follow one another mostly are of one part.
            let (benchmark, subset) = (groups.benchmarkOfPart[part], groups.subsetOfPart[part])
            if benchmarks.last != benchmark, !benchmarks.contains(benchmark) { benchmarks.append(benchmark) }
            if subsets.last != subset, !subsets.contains(subset) { subsets.append(subset) }
        }
        tally.recordReach[recordReach, default: 0] += 1
        for benchmark in benchmarks { tally.byBenchmark[benchmark, default: 0] += 1 }
        for subset in subsets { tally.bySubset[subset, default: 0] += 1 }
    }

    /// The pairs for which a record is removed: those not judged boilerplate; `nil` where there is none.
    private func reasonsToRemove(_ match: RecordMatch) throws(AssayError) -> RecordMatch? {
        guard let boilerplate else { return match }
        return try boilerplate.others(of: match, evidence: evidence)
    }

    private func sourceRange(_ record: ParsedRecord) -> Range<Int>? {
        record.sourceCount < 0 ? nil : record.sourceStart..<record.sourceStart + record.sourceCount
    }

    private mutating func countSource(_ record: ParsedRecord, isContaminated: Bool, in tally: inout Tally) {
        if let range = sourceRange(record) {
            tally.namesSources = true
            sources.count(parser.text.span.extracting(range), isContaminated: isContaminated)
        } else {
            let nameless: [UInt8] = []
            sources.count(nameless.span, isContaminated: isContaminated)
        }
    }

    private func isRemovable(_ record: ParsedRecord) -> Bool {
        guard let onlySources else { return true }
        guard let range = sourceRange(record) else { return false }
        return onlySources.contains(Array(parser.text[range]))
    }
}
