import ByteIO
import DatasetIO

/// Runs an audit's threads over its shards.
///
/// A thread takes the next batch of a shard (reading and decompressing it alone), audits it alone, and hands the outcome to
/// the shard, where outcomes take effect in order. With many shards each thread stays with its own; with one big shard,
/// one thread decompresses while the others audit. No shard is ever more than a few batches ahead of what has taken
/// effect, so memory does not grow with the data. A shard that is done is appended to the journal of checkpoints, and read
/// from there when its turn to be gathered comes: whether it was done now or before the run was taken up again.
final class AuditRun: @unchecked Sendable {
    private let plan: AuditPlan
    private let cancellation: AuditCancellation?
    private let progress: (@Sendable (AuditProgress) -> Void)?
    private let monitor = Monitor()
    private let shards: [ShardWork]
    /// How many batches of one shard may be under way.
    private let windowCount: Int
    private let storedByteCount: Int?

    /// With the thread that gathers finished shards, or writes evidence of the one whose turn it is.
    private let gathering: ShardGathering

    // Under the monitor.
    private var nextUnopened = 0
    private var nextUngathered = 0
    private var isGathering = false
    private var open: [ShardWork] = []
    private var spareBatches: [RecordBatch] = []
    private var failures: [(shard: Int, error: AssayError)] = []
    private var badRecordCount = 0
    private var bytesRead = 0
    private var recordCount = 0
    private var contaminatedCount = 0

    /// What all shards came to.
    struct Outcome {
        /// The sum of the shards' tallies.
        var tally: Tally
        /// In the shards' order.
        var accounts: [ShardAccount]
        /// Where each one's evidence went.
        var evidence: [StoredEvidence]
    }

    /// - Parameter output: `nil`: nothing is written.
    init(
        _ plan: AuditPlan, output: ShardGathering.Output?,
        progress: (@Sendable (AuditProgress) -> Void)?, cancellation: AuditCancellation?
    ) {
        self.plan = plan
        gathering = ShardGathering(output)
        self.progress = progress
        self.cancellation = cancellation
        windowCount = 2 * plan.threadCount + 1
        storedByteCount = plan.storedByteCount
        let done = Set(output?.journal.doneNumbers ?? [])
        shards = plan.ownShards.map { number in
            ShardWork(
                plan, number: number, stagingPath: output?.stagingPath, isDone: done.contains(number),
                cancellation: cancellation)
        }
    }

    /// Audits every shard that is not done.
    func run() throws(AssayError) -> Outcome {
        for shard in shards where shard.isClosed {
            guard let account = try gathering.journal?.result(shard.number).account else { continue }
            bytesRead += account.input.bytes
            recordCount += account.input.records
            badRecordCount += account.input.badRecords
            contaminatedCount += account.input.contaminatedRecords
        }
        // Those that are done already, so that the next ones have their turn.
        try gather()
        Threads.run(count: plan.threadCount) { [self] _ in work() }
        if cancellation?.isCancelled ?? false { throw AssayError("stopped; nothing was written") }
        // The first in the shards' order, so that the message does not depend on which thread was faster.
        if let failure = failures.min(by: { $0.shard < $1.shard }) { throw failure.error }
        let accounts = shards.compactMap(\.account)
        guard accounts.count == shards.count else {
            throw AssayError("not every shard was gathered, which is an error of this program; nothing was written")
        }
        return Outcome(tally: gathering.tally, accounts: accounts, evidence: gathering.evidence)
    }

    private func work() {
        var worker = AuditWorker(plan)
        var own: ShardWork?
        while let shard = takeShard(own) {
            own = shard
            var batch = monitor.withLock { spareBatches.popLast() } ?? RecordBatch()
            do {
                let isMore = try shard.read(into: &batch)
                let sequence = returnFromReading(shard, isMore: isMore)
                if isMore {
                    let isCleaning = plan.cleaning != nil
                    var outcome = try worker.audit(batch, of: shard.shard.name, isCleaning: isCleaning)
                    if isCleaning { outcome.batch = consume batch } else { giveBack(consume batch) }
                    try deliver(outcome, sequence, to: shard)
                } else {
                    giveBack(consume batch)
                    try deliver(nil, sequence, to: shard)
                }
            } catch {
                fail(error, in: shard)
                return
            }
        }
    }

    /// A shard whose next batch the caller may read, `own` if it can be; `nil` when there is nothing left to read.
    private func takeShard(_ own: ShardWork?) -> ShardWork? {
        monitor.withLock {
            while true {
                if !failures.isEmpty || cancellation?.isCancelled ?? false {
                    monitor.notifyAll()
                    return nil
                }
                if let own, canRead(own) { return begin(own) }
                while nextUnopened < shards.count, shards[nextUnopened].isClosed { nextUnopened += 1 }
                if nextUnopened < shards.count {
                    let shard = shards[nextUnopened]
                    nextUnopened += 1
                    open.append(shard)
                    return begin(shard)
                }
                if let shard = open.first(where: canRead) { return begin(shard) }
                if open.allSatisfy(\.isWholeRead) { return nil }
                monitor.wait()
            }
        }
    }

    private func canRead(_ shard: ShardWork) -> Bool {
        !shard.isWholeRead && !shard.isBeingRead && shard.readCount - shard.committedCount < windowCount
    }

    private func begin(_ shard: ShardWork) -> ShardWork {
        shard.isBeingRead = true
        return shard
    }

    private func returnFromReading(_ shard: ShardWork, isMore: Bool) -> Int {
        monitor.withLock {
            shard.isBeingRead = false
            let sequence = shard.readCount
            if isMore { shard.readCount += 1 } else { shard.isWholeRead = true }
            bytesRead += shard.storedByteCount - shard.countedByteCount
            shard.countedByteCount = shard.storedByteCount
            monitor.notifyAll()
            return sequence
        }
    }

    /// Queues an outcome (`nil`: the end was met) and lets all whose turn has come take effect.
    private func deliver(_ outcome: BatchOutcome?, _ sequence: Int, to shard: ShardWork) throws(AssayError) {
        let mustCommit = monitor.withLock {
            if let outcome { shard.waiting[sequence] = outcome }
            if shard.isBeingCommitted { return false }
            shard.isBeingCommitted = true
            return true
        }
        guard mustCommit else { return }
        while true {
            let next: BatchOutcome? = monitor.withLock {
                if let next = shard.waiting.removeValue(forKey: shard.committedCount) { return next }
                shard.isBeingCommitted = false
                return nil
            }
            guard let next else { break }
            try shard.commit(next, joining: feed(of: shard))
            try account(next, of: shard)
        }
        let mustFinish = monitor.withLock {
            guard shard.isWholeRead, shard.committedCount == shard.readCount, !shard.isFinished, !shard.isBeingCommitted
            else { return false }
            shard.isFinished = true
            open.removeAll { $0 === shard }
            return true
        }
        guard mustFinish else { return }
        try gathering.close(shard, try shard.finish(joining: feed(of: shard)))
        monitor.withLock { shard.isClosed = true }
        try gather()
    }

    /// Where the shard may write its evidence itself: it is the next to be gathered, so that nobody else writes there until
    /// it is closed; `nil`: it is not.
    private func feed(of shard: ShardWork) -> EvidenceFeed? {
        let isTurn = monitor.withLock {
            !isGathering && nextUngathered < shards.count && shards[nextUngathered] === shard
        }
        return isTurn ? gathering.feed : nil
    }

    /// Takes the evidence and the counts of shards that are done, in their order, as far as there is no gap: what is kept of
    /// a shard does not grow with the number of them.
    private func gather() throws(AssayError) {
        while true {
            let next: ShardWork? = monitor.withLock {
                guard !isGathering, nextUngathered < shards.count, shards[nextUngathered].isClosed else { return nil }
                isGathering = true
                return shards[nextUngathered]
            }
            guard let next else { return }
            try gathering.gather(next)
            monitor.withLock {
                nextUngathered += 1
                isGathering = false
            }
        }
    }

    private func account(_ outcome: BatchOutcome, of shard: ShardWork) throws(AssayError) {
        let (snapshot, allowedCount) = monitor.withLock {
            let allowedCount = max(0, plan.options.maxBadRecords - badRecordCount)
            shard.committedCount += 1
            recordCount += outcome.tally.recordCount
            contaminatedCount += outcome.tally.contaminatedCount
            badRecordCount += outcome.tally.badRecordCount
            if let batch = outcome.batch, spareBatches.count <= plan.threadCount { spareBatches.append(batch) }
            monitor.notifyAll()
            let snapshot = AuditProgress(
                bytesRead: bytesRead, bytesTotal: storedByteCount, records: recordCount,
                contaminatedRecords: contaminatedCount)
            return (snapshot, allowedCount)
        }
        progress?(snapshot)
        // The one that is too many is named, not the first of its batch.
        if outcome.badRecords.count > allowedCount {
            let bad = outcome.badRecords[allowedCount]
            let allowed = plan.options.maxBadRecords
            let reason = allowed == 0 ? "" : "; more than the \(allowed) bad records that --max-bad-records allows"
            throw AssayError(
                bad.placeInWords + bad.message + reason, path: shard.shard.name, line: bad.line,
                byteOffset: bad.byteOffset)
        }
    }

    private func giveBack(_ batch: consuming RecordBatch) {
        let spare = batch
        monitor.withLock { if spareBatches.count <= plan.threadCount { spareBatches.append(spare) } }
    }

    private func fail(_ error: AssayError, in shard: ShardWork) {
        monitor.withLock {
            failures.append((shard.number, error))
            monitor.notifyAll()
        }
    }
}
