import ByteIO

/// Puts the manifest of a cleaning together and checks that its counts add up.
struct ManifestAssembly {
    let report: AuditReport
    let run: RunDescription
    /// In the shards' order.
    let accounts: [ShardAccount]

    /// What was removed has to be what the decisions leave to remove, counted anew over the evidence.
    private func checkRemoved(_ removed: Int) throws(AssayError) {
        guard let decisions = report.decisions, decisions.recordsRemoved != removed else { return }
        throw AssayError(
            "\(removed) records were removed and the decisions leave \(decisions.recordsRemoved) to remove, which is an "
                + "error of this program; nothing was written")
    }

    func manifest() throws(AssayError) -> Manifest {
        var inputs: [Manifest.File] = []
        var outputs: [Manifest.File] = []
        var kept = 0
        var removed = 0
        var rejected = 0
        for account in accounts {
            let input = account.input
            guard account.kept + account.removed + account.rejected == input.records else {
                throw AssayError(
                    "kept \(account.kept), removed \(account.removed) and rejected \(account.rejected) records do not add up to the "
                        + "\(input.records) read, which is an error of this program; nothing was written",
                    path: input.path)
            }
            inputs.append(
                Manifest.File(
                    path: input.path, bytes: input.bytes, records: input.records, kept: account.kept,
                    removed: account.removed, rejected: account.rejected, xxh3: input.xxh3))
            outputs += account.outputs
            kept += account.kept
            removed += account.removed
            rejected += account.rejected
        }
        try checkRemoved(removed)
        outputs.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return Manifest(
            tool: report.tool, index: report.index.fingerprint, settings: report.settings,
            onlySources: run.onlySources ?? [],
            read: report.summary.records, kept: kept, removed: removed, rejected: rejected, inputs: inputs,
            outputs: outputs, decisions: report.decisions)
    }
}
