import ByteIO

/// Puts the manifest of a cleaning together and checks that its counts add up.
struct ManifestAssembly {
    let report: AuditReport
    let shards: [ShardWork]
    let cleaning: CleanOptions

    func manifest() throws(AssayError) -> Manifest {
        var inputs: [Manifest.File] = []
        var outputs: [Manifest.File] = []
        var kept = 0
        var removed = 0
        var rejected = 0
        for (shard, input) in zip(shards, report.inputs) {
            let output = shard.output
            let counts = (output?.keptCount ?? 0, output?.removedCount ?? 0, output?.rejectedCount ?? 0)
            guard counts.0 + counts.1 + counts.2 == input.records else {
                throw AssayError(
                    "kept \(counts.0), removed \(counts.1) and rejected \(counts.2) records do not add up to the "
                        + "\(input.records) read, which is an error of this program; nothing was written",
                    path: input.path)
            }
            inputs.append(
                Manifest.File(
                    path: input.path, bytes: input.bytes, records: input.records, kept: counts.0, removed: counts.1,
                    rejected: counts.2, xxh3: input.xxh3))
            for file in shard.files {
                outputs.append(
                    Manifest.File(
                        path: file.path, bytes: file.stored.byteCount, records: file.recordCount, xxh3: file.stored.hash
                    ))
            }
            kept += counts.0
            removed += counts.1
            rejected += counts.2
        }
        outputs.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return Manifest(
            tool: report.tool, index: report.index.fingerprint, settings: report.settings,
            onlySources: Array(Set(cleaning.onlySources)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            read: report.summary.records, kept: kept, removed: removed, rejected: rejected, inputs: inputs,
            outputs: outputs)
    }
}
