import ByteIO

/// Writes a part's checkpoint file: what its shards came to, in their order, and nothing of the machine.
enum PartFile {
    static func write(
        _ journal: CheckpointJournal, _ outcome: AuditRun.Outcome, of plan: AuditPlan, stagingPath: String
    ) throws(AssayError) {
        let file = try OutputFile(path: stagingPath + "/" + CheckpointFormat.partName)
        try file.write(CheckpointWriter.header(.part))
        try file.write(
            CheckpointWriter.block(CheckpointRun(run: RunDescription(plan), share: plan.options.share, stamps: nil)))
        for (number, evidence) in zip(plan.ownShards, outcome.evidence) {
            var result = try journal.result(number)
            result.evidence = evidence
            try file.write(CheckpointWriter.block(result))
        }
        try file.write(CheckpointWriter.end(shardCount: plan.ownShards.count))
        _ = try file.finish()
    }
}
