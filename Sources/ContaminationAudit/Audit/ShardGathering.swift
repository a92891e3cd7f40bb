import ByteIO

/// Puts together what shards that are done came to, in their order, whether a run did them or the one that it goes on with.
///
/// One thread at a time.
final class ShardGathering {
    /// Where a run's results go.
    struct Output {
        var stagingPath: String
        /// Which of the shards are done.
        var journal: CheckpointJournal
        /// The joined evidence.
        var evidence: OutputFile
        /// What of it was joined before the run was taken up again.
        var earlierEvidence: EarlierEvidence?
    }

    /// Where shards that are done are kept, and where their evidence goes; `nil`: nothing is written.
    let journal: CheckpointJournal?
    let feed: EvidenceFeed?
    private let earlierEvidence: EarlierEvidence?

    /// The sum of the gathered shards' tallies, and where each one's evidence went.
    private(set) var tally = Tally()
    private(set) var evidence: [StoredEvidence] = []

    /// - Parameter output: `nil`: nothing is written.
    init(_ output: Output?) {
        journal = output?.journal
        feed = (output?.evidence).map { EvidenceFeed(output: $0) }
        earlierEvidence = output?.earlierEvidence
    }

    /// Keeps what a shard came to until it is its turn. Of several shards at once where their evidence is not joined.
    func close(_ shard: ShardWork, _ result: ShardResult) throws(AssayError) {
        // As long as the journal knows of nothing that only the new joined file has, the earlier one is whole.
        if result.evidence.place == .joined { try earlierEvidence?.removeIfJoined(through: shard.number) }
        if let journal { try journal.append(result) } else { shard.result = result }
    }

    /// Takes the counts and the evidence of the next shard.
    func gather(_ shard: ShardWork) throws(AssayError) {
        let result =
            try journal.map { (journal) throws(AssayError) in try journal.result(shard.number) } ?? shard.result
        guard let result else {
            throw AssayError("a shard has no result, which is an error of this program", path: shard.shard.name)
        }
        tally.add(result.tally)
        shard.account = result.account
        shard.result = nil
        guard let journal, let feed else { return }
        if result.evidence.place != .joined {
            try feed.append(result.evidence, path: journal.evidencePath(ofShard: shard.number))
        } else if let earlierEvidence, earlierEvidence.holds(shard.number) {
            try earlierEvidence.append(result.evidence, of: shard.number, to: feed)
        }
        evidence.append(
            StoredEvidence(byteCount: result.evidence.byteCount, hash: result.evidence.hash, place: .joined))
    }
}
