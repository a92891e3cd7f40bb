import ByteIO
import DatasetIO

/// One shard while it is worked on.
///
/// Batches are read one at a time, audited by any thread, and take effect in the order they were read. Which thread may
/// read or write at a moment is decided under the run's monitor (the properties above the line); the rest belongs to the
/// thread that was let in.
final class ShardWork: @unchecked Sendable {
    let shard: Shard
    /// Its place among all shards of the dataset.
    let number: Int
    private let selection: RecordSelection
    private let stagingPath: String?
    /// The file as it was when the run began; `nil` for what is no file.
    private let stamp: FileStamp?
    private let limits: (recordByteCount: Int, memoryByteCount: Int)
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
    /// `nil`: no evidence is wanted.
    private var spool: EvidenceSpool?
    private var badRecords: [BatchOutcome.BadRecord] = []
    private var output: CleanOutput?
    private var unrecognisedFields: [String]?

    // With the thread that gathers finished shards.
    /// What the shard came to, until it is gathered; `nil` where a checkpoint has it.
    var result: ShardResult?
    /// What is kept of it afterwards.
    var account: ShardAccount?

    /// Decompressed bytes of a batch: what a core's second-level cache holds beside the decoder's window.
    static let batchByteCount = 256 << 10
    /// How many bad records are named in the report, a shard.
    static let namedBadRecordCount = 20

    /// - Parameters:
    ///   - stagingPath: where evidence and cleaned records go; `nil`: they are not wanted.
    ///   - isDone: whether a checkpoint has what it came to.
    init(
        _ plan: AuditPlan, number: Int, stagingPath: String?, isDone: Bool, cancellation: AuditCancellation?
    ) {
        shard = plan.shards[number]
        stamp = plan.stamps[number]
        limits = plan.readLimits
        self.number = number
        selection = plan.selection
        self.stagingPath = stagingPath
        self.cancellation = cancellation
        if isDone {
            (isWholeRead, isFinished, isClosed) = (true, true, true)
        } else if let stagingPath {
            spool = EvidenceSpool(path: "\(stagingPath)/\(CheckpointFormat.evidenceName(ofShard: number))")
            if plan.cleaning != nil { output = CleanOutput(folder: stagingPath, shardName: shard.name) }
        }
    }

    /// Reads the next batch; `false` at the shard's end.
    func read(into batch: inout RecordBatch) throws(AssayError) -> Bool {
        if reader == nil {
            reader = try ShardReader(
                shard: shard, selection: selection, batchByteCount: Self.batchByteCount,
                maxRecordByteCount: limits.recordByteCount, memoryByteCount: limits.memoryByteCount,
                spoolFolder: stagingPath,
                isStopped: { [cancellation] in cancellation?.isCancelled ?? false })
        }
        guard let reader else { return false }
        let isMore = try reader.nextBatch(into: &batch)
        storedByteCount = reader.storedByteCount
        form = reader.form
        if !isMore {
            storedHash = reader.storedHash
            self.reader = nil
            try refuseChangedInput()
        }
        return isMore
    }

    /// What was read must be one state of the file, and the one that the run began with.
    private func refuseChangedInput() throws(AssayError) {
        guard let stamp else { return }
        let now = try FileSystem.stamp(of: shard.path)
        guard let now, now.byteCount == storedByteCount, now.byteCount == stamp.byteCount,
            now.modificationNanoseconds == stamp.modificationNanoseconds, now.fileNumber == stamp.fileNumber
        else {
            throw AssayError(
                "the file was changed while the run read it (\(stamp.byteCount) bytes when it began, \(storedByteCount) "
                    + "read); run it again when nobody writes to it", path: shard.path)
        }
    }

    /// Lets a batch's outcome take effect.
    ///
    /// - Parameter feed: where evidence is joined, once that of the shards before is; `nil`: it is not this shard's turn.
    func commit(_ outcome: BatchOutcome, joining feed: EvidenceFeed?) throws(AssayError) {
        tally.add(outcome.tally)
        for bad in outcome.badRecords where badRecords.count < Self.namedBadRecordCount { badRecords.append(bad) }
        unrecognisedFields = unrecognisedFields ?? outcome.unrecognisedFields
        try spool?.append(outcome.evidence, joining: feed)
        try output?.append(outcome)
    }

    /// Closes what the shard wrote, once its last batch has taken effect, and says what it came to.
    ///
    /// - Parameter feed: as for `commit`.
    func finish(joining feed: EvidenceFeed?) throws(AssayError) -> ShardResult {
        let evidence =
            try spool?.finish(joining: feed)
            ?? StoredEvidence(byteCount: 0, hash: Hash128(high: 0, low: 0), place: .joined)
        spool = nil
        if let form { try output?.open(form) }
        let files = try output?.finish() ?? []
        let result = ShardResult(number: number, account: account(files), tally: tally, evidence: evidence)
        (tally, badRecords) = (Tally(), [])
        return result
    }

    private func account(_ files: [CleanOutput.File]) -> ShardAccount {
        let fields = tally.fields.sorted {
            ReportWords.precedes([$0.key.field, $0.key.role], [$1.key.field, $1.key.role])
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
}
