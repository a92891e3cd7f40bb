import ByteIO

/// All that a shard that is done came to: what a checkpoint holds of it.
struct ShardResult: Sendable {
    /// The shard's number among all inputs of the run.
    var number: Int
    var account: ShardAccount
    var tally: Tally
    var evidence: StoredEvidence
}

/// A shard's lines of evidence, and where they are.
struct StoredEvidence: Sendable, Equatable {
    enum Place: Sendable, Equatable {
        /// In the one file of evidence, the part's or the unfinished run's, behind that of the shards before.
        case joined
        /// A zstd frame.
        case inline([UInt8])
        /// A file of the unfinished run, of so many bytes as stored.
        case ownFile(storedByteCount: Int)
    }

    /// Bytes of the lines.
    var byteCount: Int
    /// XXH3-128 of the lines.
    var hash: Hash128
    var place: Place
}
