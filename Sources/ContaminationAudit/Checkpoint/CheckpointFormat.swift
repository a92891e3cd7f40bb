import ByteIO

/// The constants of the checkpoint file (docs/checkpoint-format.md).
enum CheckpointFormat {
    /// The first byte is above 7F, and the last two break where line endings are converted.
    static let magic: [UInt8] = [0x89, 0x41, 0x53, 0x59, 0x43, 0x4B, 0x0D, 0x0A]
    static let version: UInt32 = 1
    static let headerByteCount = 16
    /// Name, zero and size, before a block's content.
    static let blockHeadByteCount = 16
    /// XXH3-128 of the block, behind its content.
    static let blockHashByteCount = 16
    /// No count is above this, so that many of them can be added up.
    static let largestCount = 1 << 48

    /// What a file is.
    enum Kind: UInt32 {
        /// A run that goes on: it ends where it was stopped.
        case run = 1
        /// A part of a run, complete.
        case part = 2
    }

    enum Block: String {
        case run = "RUN "
        case shard = "SHRD"
        case end = "END "
    }

    /// Where a shard's lines of evidence are.
    enum EvidencePlace: UInt64 {
        case joined = 0
        case inline = 1
        case ownFile = 2
    }

    /// In a part's output folder.
    static let partName = "part.checkpoint"
    static let partEvidenceName = "part.matches.jsonl.zst"
    /// In an unfinished run's staging folder.
    static let runName = "run.checkpoint"

    /// The evidence file of a shard, below an unfinished run's staging folder.
    static func evidenceName(ofShard number: Int) -> String { "evidence/\(number).jsonl.zst" }
    /// There too: the evidence that is joined, while the run goes on, and what it had joined before it was stopped.
    static let joinedEvidenceName = "evidence/joined.jsonl.zst"
    static let earlierEvidenceName = "evidence/earlier.jsonl.zst"
}

/// The content of the `RUN ` block.
struct CheckpointRun: Codable, Sendable, Equatable {
    var run: RunDescription
    /// Which part of the run; `nil`: all of it.
    var share: ShardShare?
    /// Of an unfinished run, for each input; `nil` for one that is no file.
    var stamps: [FileStamp?]?
}
