import ByteIO
import DatasetIO

/// What a cleaning writes of one shard: the kept records, the removed ones with the reason, the bad ones.
///
/// All three lie below the staging folder under the shard's name. A file of removed or rejected records is made when the
/// first one comes. One thread at a time.
struct CleanOutput {
    /// One finished file, by its path below the output folder.
    struct File: Sendable {
        var path: String
        var stored: StoredFile
        var recordCount: Int
    }

    private let folder: String
    private let shardName: String
    private var clean: ShardWriter?
    private var rejected: ShardWriter?
    /// The reasons, a line for each removed record; for text with the record itself.
    private var removed: OutputFile?
    /// The removed rows of a table, which no line of text can hold.
    private var removedRows: ShardWriter?
    private(set) var keptCount = 0
    private(set) var removedCount = 0
    private(set) var rejectedCount = 0

    init(folder: String, shardName: String) {
        self.folder = folder
        self.shardName = shardName
    }

    /// Where the removed records of a shard are, below the output folder.
    static func removedPath(ofShard name: String) -> String {
        // One JSON object a line, whatever the shard's container: a name that says so, and says the compression.
        "removed/\(name).removed.jsonl.zst"
    }

    private var removedRowsName: String { shardName + ".removed.parquet" }

    /// Opens the clean shard: an empty input has a clean output too.
    mutating func open(_ form: ShardForm) throws(AssayError) {
        guard clean == nil else { return }
        try makeFolder("clean")
        let program = "assay version \(Assay.version)"
        clean = try ShardWriter(path: path(below: "clean"), form: form, program: program)
        rejected = try ShardWriter(path: path(below: "rejected"), form: form, program: program, isOptional: true)
        if form.format.container == .parquet {
            removedRows = try ShardWriter(
                path: "\(folder)/removed/\(removedRowsName)", form: form, program: program, isOptional: true)
        }
    }

    private func path(below kind: String) -> String { "\(folder)/\(kind)/\(shardName)" }

    /// Makes the folder of the shard's file below `kind`.
    private func makeFolder(_ kind: String) throws(AssayError) {
        try FileSystem.makeDirectories(FileSystem.parentFolder(of: path(below: kind)) ?? ".")
    }

    mutating func append(_ outcome: BatchOutcome) throws(AssayError) {
        guard let batch = outcome.batch else { return }
        try open(batch.form)
        let dispositions = outcome.dispositions
        try clean?.append(batch, keep: dispositions.map { $0 == .kept })
        for disposition in dispositions {
            switch disposition {
            case .kept: keptCount += 1
            case .removed: removedCount += 1
            case .rejected: rejectedCount += 1
            }
        }
        if !outcome.removed.isEmpty {
            if removed == nil {
                try makeFolder("removed")
                removed = try OutputFile(path: "\(folder)/\(Self.removedPath(ofShard: shardName))", compression: .zstd)
            }
            try removed?.write(outcome.removed)
        }
        try removedRows?.append(batch, keep: dispositions.map { $0 == .removed })
        if dispositions.contains(.rejected) { try makeFolder("rejected") }
        // Batches without a bad record too: the file needs the shard's beginning and its end.
        try rejected?.append(batch, keep: dispositions.map { $0 == .rejected })
    }

    /// Closes the files and says what they are.
    mutating func finish() throws(AssayError) -> [File] {
        var files: [File] = []
        if let stored = try clean?.finish() {
            files.append(File(path: "clean/\(shardName)", stored: stored, recordCount: keptCount))
        }
        if let removed {
            files.append(
                File(
                    path: Self.removedPath(ofShard: shardName), stored: try removed.finish(), recordCount: removedCount)
            )
        }
        if let stored = try removedRows?.finish() {
            files.append(File(path: "removed/\(removedRowsName)", stored: stored, recordCount: removedCount))
        }
        if let stored = try rejected?.finish() {
            files.append(File(path: "rejected/\(shardName)", stored: stored, recordCount: rejectedCount))
        }
        return files
    }
}
