import ByteIO
import DatasetIO

/// One shard while it is worked on.
///
/// Batches are read one at a time, audited by any thread, and take effect in the order they were read. Which thread may
/// read or write at a moment is decided under the run's monitor (the properties above the line); the rest belongs to the
/// thread that was let in.
final class ShardWork: @unchecked Sendable {
    let shard: Shard
    let number: Int
    private let selection: RecordSelection
    private let stagingFolder: String
    private let cancellation: AuditCancellation?

    // Under the run's monitor.
    var isBeingRead = false
    var isWholeRead = false
    var isBeingCommitted = false
    /// Whether a thread has taken it on to close the shard, and whether that is done.
    var isFinished = false
    var isClosed = false
    var readCount = 0
    var committedCount = 0
    var waiting: [Int: BatchOutcome] = [:]
    var countedByteCount = 0

    // With the thread that reads.
    private var reader: ShardReader?
    private(set) var form: ShardForm?
    private(set) var storedByteCount = 0
    private(set) var storedHash = ""

    // With the thread that commits.
    private(set) var tally = Tally()
    private(set) var spool: EvidenceSpool
    private(set) var badRecords: [BatchOutcome.BadRecord] = []
    private(set) var files: [CleanOutput.File] = []
    private(set) var output: CleanOutput?
    private(set) var unrecognisedFields: [String]?

    /// Decompressed bytes of a batch: what a core's second-level cache holds beside the decoder's window.
    static let batchByteCount = 256 << 10
    /// How many bad records are named in the report, a shard.
    static let namedBadRecordCount = 20

    init(
        shard: Shard, number: Int, selection: RecordSelection, stagingFolder: String, isCleaning: Bool,
        cancellation: AuditCancellation?
    ) {
        self.shard = shard
        self.number = number
        self.selection = selection
        self.stagingFolder = stagingFolder
        self.cancellation = cancellation
        spool = EvidenceSpool(path: "\(stagingFolder)/evidence-\(number).jsonl.zst")
        output = isCleaning ? CleanOutput(folder: stagingFolder, shardName: shard.name) : nil
    }

    /// Reads the next batch; `false` at the shard's end.
    func read(into batch: inout RecordBatch) throws(AssayError) -> Bool {
        if reader == nil {
            reader = try ShardReader(
                shard: shard, selection: selection, batchByteCount: Self.batchByteCount, spoolFolder: stagingFolder,
                isStopped: { [cancellation] in cancellation?.isCancelled ?? false })
        }
        guard let reader else { return false }
        let isMore = try reader.nextBatch(into: &batch)
        storedByteCount = reader.storedByteCount
        form = reader.form
        if !isMore {
            storedHash = reader.storedHash
            self.reader = nil
        }
        return isMore
    }

    /// Lets a batch's outcome take effect.
    func commit(_ outcome: BatchOutcome) throws(AssayError) {
        tally.add(outcome.tally)
        for bad in outcome.badRecords where badRecords.count < Self.namedBadRecordCount { badRecords.append(bad) }
        unrecognisedFields = unrecognisedFields ?? outcome.unrecognisedFields
        try spool.append(outcome.evidence)
        try output?.append(outcome)
    }

    /// Closes what the shard wrote, once its last batch has taken effect.
    func finish() throws(AssayError) {
        try spool.finish()
        if let form { try output?.open(form) }
        files = try output?.finish() ?? []
    }

    /// The shard's own counts, once it is closed.
    var account: ShardAccount {
        let fields = tally.fields.sorted {
            $0.key.field == $1.key.field
                ? $0.key.role < $1.key.role : $0.key.field.utf8.lexicographicallyPrecedes($1.key.field.utf8)
        }
        let input = AuditReport.Input(
            path: shard.name, format: form?.format.description ?? "", bytes: storedByteCount,
            records: tally.recordCount,
            badRecords: tally.badRecordCount, recordsWithoutText: tally.withoutTextCount,
            contaminatedRecords: tally.contaminatedCount, textUnits: tally.textUnitCount, xxh3: storedHash,
            fields: fields.map {
                AuditReport.FieldRow(field: $0.key.field, role: $0.key.role, textUnits: $0.value)
            },
            problems: badRecords.map {
                AuditReport.ProblemRow(row: $0.row, rowGroup: $0.rowGroup, line: $0.line, message: $0.message)
            })
        return ShardAccount(
            input: input, unrecognisedFields: unrecognisedFields, kept: output?.keptCount ?? 0,
            removed: output?.removedCount ?? 0, rejected: output?.rejectedCount ?? 0,
            outputs: files.map {
                Manifest.File(
                    path: $0.path, bytes: $0.stored.byteCount, records: $0.recordCount, xxh3: $0.stored.hash)
            })
    }

    /// Hands the evidence over, and forgets all but the shard's own counts.
    func giveUp(to evidence: OutputFile?) throws(AssayError) {
        if let evidence { try spool.move(to: evidence) } else { try spool.discard() }
        tally.forgetDetails()
    }
}
