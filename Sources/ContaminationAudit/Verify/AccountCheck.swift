import ByteIO

/// Holds the counts of an audit or a cleaning against each other and against what they count.
enum AccountCheck {
    /// Recounts the evidence: its records by input, and its distinct ones, are those of the report.
    ///
    /// - Throws: an error that names the first count that is another.
    static func check(_ report: AuditReport, evidence path: String, folder: String) throws(AssayError) {
        var recordCounts: [FileSystem.NameKey: Int] = [:]
        var hashes: Set<Hash128> = []
        var last: (file: String, row: Int)?
        try MatchReader.forEach(path: path, withRuns: false) { match throws(AssayError) in
            if let hash = Hash128(hex: match.recordHash) { hashes.insert(hash) }
            if let last, last.row == match.row, last.file.isSame(as: match.file) { return }
            last = (match.file, match.row)
            recordCounts[FileSystem.key(of: match.file), default: 0] += 1
        }
        for input in report.inputs {
            let found = recordCounts.removeValue(forKey: FileSystem.key(of: input.path)) ?? 0
            try expect(
                found, input.contaminatedRecords, "records with evidence of \(SafeText.terminal(input.path))", folder)
        }
        try expect(recordCounts.count, 0, "inputs with evidence that report.json does not name", folder)
        let summary = report.summary
        try expect(hashes.count, summary.distinctContaminatedPrompts, "different records with evidence", folder)
        let inputs = report.inputs
        try expect(inputs.reduce(0) { $0 + $1.records }, summary.records, "records of all inputs", folder)
        try expect(inputs.reduce(0) { $0 + $1.badRecords }, summary.badRecords, "bad records of all inputs", folder)
        try expect(
            inputs.reduce(0) { $0 + $1.contaminatedRecords }, summary.contaminatedRecords,
            "contaminated records of all inputs", folder)
        try expect(
            report.bySubset.reduce(0) { $0 + $1.matchedPrompts }, summary.matchedPrompts,
            "matched prompts of all subsets", folder)
        if !report.bySource.isEmpty {
            try expect(
                report.bySource.reduce(0) { $0 + $1.records } + summary.badRecords, summary.records,
                "records of all sources, with the bad ones", folder)
        }
    }

    /// The manifest's counts against the report's, and those of the files against the whole.
    static func check(_ manifest: Manifest, _ report: AuditReport, folder: String) throws(AssayError) {
        try expect(manifest.read, report.summary.records, "records read, as manifest.json has them", folder)
        try expect(manifest.rejected, report.summary.badRecords, "rejected records", folder)
        try expect(manifest.inputs.count, report.inputs.count, "inputs in manifest.json", folder)
        for (input, row) in zip(manifest.inputs, report.inputs) {
            guard input.path.isSame(as: row.path), input.xxh3 == row.xxh3 else {
                throw AssayError(
                    "manifest.json and report.json name other inputs: \(SafeText.terminal(input.path)) and "
                        + "\(SafeText.terminal(row.path)); clean again", path: folder)
            }
            let parts = [input.kept, input.removed, input.rejected].map { $0 ?? 0 }
            guard parts.allSatisfy({ (0...input.records).contains($0) }) else {
                throw AssayError("has counts that no cleaning has; was it edited?", path: folder + "/manifest.json")
            }
            let name = SafeText.terminal(row.path)
            try expect(parts.reduce(0, +), row.records, "kept, removed and rejected records of \(name)", folder)
        }
        for (kind, expected) in [("clean", manifest.kept), ("rejected", manifest.rejected)] {
            let files = manifest.outputs.filter { FileSystem.name(of: $0.path, below: kind) != nil }
            let found = files.reduce(0) { $0 + min($1.records, 1 << 53) }
            try expect(found, expected, "records below \(kind)/ in manifest.json", folder)
        }
    }

    /// What is in `clean/` against what the manifest says is there.
    ///
    /// - Parameter report: of an audit of `clean/`.
    static func check(
        _ manifest: Manifest, auditedAgain report: AuditReport, folder: String
    ) throws(AssayError) {
        var expected: [FileSystem.NameKey: Int] = [:]
        for file in manifest.outputs {
            guard let name = FileSystem.name(of: file.path, below: "clean") else { continue }
            expected[FileSystem.key(of: name)] = file.records
        }
        for input in report.inputs {
            guard let records = expected.removeValue(forKey: FileSystem.key(of: input.path)) else {
                throw AssayError(
                    "clean/\(SafeText.terminal(input.path)) is not in manifest.json; remove it, or clean again",
                    path: folder)
            }
            try expect(input.records, records, "records in clean/\(SafeText.terminal(input.path))", folder)
        }
    }

    private static func expect(
        _ found: Int, _ expected: Int, _ what: String, _ folder: String
    ) throws(AssayError) {
        guard found != expected else { return }
        throw AssayError(
            "has \(found) \(what), and \(expected) are expected: a file was changed or is of another run; run it again",
            path: folder)
    }
}
