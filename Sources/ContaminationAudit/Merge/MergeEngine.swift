import ByteIO

/// Joins the parts of a run to the results that the run would have had in one piece, byte for byte.
///
/// The parts stay as they are. Memory: the sum of the tallies and the shards' accounts, as in a run.
struct MergeEngine {
    let parts: [String]
    let outputPath: String
    let overwrite: Bool
    /// The file of decisions that the parts were cleaned by; `nil`: there was none.
    let decisionsPath: String?
    let cancellation: AuditCancellation?

    func run() throws(AssayError) -> ResultFiles.Written {
        var readers: [PartReader] = []
        for part in parts { readers.append(try PartReader(folder: part)) }
        let sorted = try PartsCheck.sorted(readers)
        try refuseOutputAmongParts()
        let folder = try OutputFolder(path: outputPath, overwrite: overwrite)
        do throws(AssayError) {
            try folder.clear()
            let written = try join(sorted, in: folder.stagingPath)
            try folder.publish()
            return written
        } catch {
            folder.discard()
            throw error
        }
    }

    /// Replacing a part by the whole would take away what the whole is made of.
    private func refuseOutputAmongParts() throws(AssayError) {
        guard try FileSystem.isThere(outputPath) else { return }
        let output = try FileSystem.canonicalPath(of: outputPath)
        for part in parts where try FileSystem.canonicalPath(of: part) == output {
            throw AssayError("is a part and the output folder at once; name another output folder", path: part)
        }
    }

    private func join(_ parts: [PartReader], in staging: String) throws(AssayError) -> ResultFiles.Written {
        let evidence = try OutputFile(path: staging + "/" + ResultFiles.evidenceName, compression: .zstd, level: 1)
        defer { evidence.discard() }
        let feed = EvidenceFeed(output: evidence)
        var tally = Tally()
        var accounts: [ShardAccount] = []
        for part in parts {
            let path = FileSystem.path(of: CheckpointFormat.partEvidenceName, in: part.folder)
            let stream = try ByteStream(path: path)
            try part.forEachShard { (result) throws(AssayError) in
                if cancellation?.isCancelled ?? false { throw AssayError("stopped; nothing was written") }
                try feed.append(result.evidence, from: stream, path: path)
                for file in result.account.outputs { try copy(file, from: part.folder, to: staging) }
                tally.add(result.tally)
                accounts.append(result.account)
                try refuseAbsurd(tally, part)
            }
            var rest = [UInt8](repeating: 0, count: 1)
            guard try stream.read(into: &rest, at: 0) == 0 else {
                throw AssayError("has more lines than its checkpoint says; run this part again", path: path)
            }
        }
        _ = try evidence.finish()
        guard let run = parts.first?.content.run else { throw AssayError("no part was given") }
        try refuseBadRecords(tally, run)
        let assembly = ReportAssembly(run: run, tally: tally, accounts: accounts)
        try assembly.refuseUnsearched()
        return try ResultFiles(assembly: assembly, decisions: try decisions(run), stagingPath: staging).write()
    }

    /// The decisions, of which the parts have kept no more than what tells them from others.
    private func decisions(_ run: RunDescription) throws(AssayError) -> Decisions? {
        guard let hash = run.decisions else { return nil }
        guard let decisionsPath else {
            throw AssayError("the parts were cleaned by decisions; name their file with --decisions")
        }
        let decisions = try DecisionsFile.read(decisionsPath)
        guard decisions.fileHash == hash else {
            throw AssayError("the parts were cleaned by other decisions than these", path: decisionsPath)
        }
        return decisions
    }

    /// Sums above what files could hold: no checkpoint that was written by this program has them, and they must not
    /// overflow.
    private func refuseAbsurd(_ tally: Tally, _ part: PartReader) throws(AssayError) {
        guard max(tally.recordCount, tally.textUnitCount) <= CheckpointFormat.largestCount else {
            throw AssayError("has counts that no dataset has; run this part again", path: part.folder)
        }
    }

    /// Each part has kept to the limit by itself; the whole has to as well.
    private func refuseBadRecords(_ tally: Tally, _ run: RunDescription) throws(AssayError) {
        let allowed = run.settings.maxBadRecords
        guard tally.badRecordCount > allowed else { return }
        throw AssayError(
            "the parts have \(tally.badRecordCount) bad records together; more than the \(allowed) bad records that "
                + "--max-bad-records allows")
    }

    /// Copies a cleaned shard, or a file of removed or rejected records, and checks that it is what the part wrote.
    private func copy(_ file: Manifest.File, from folder: String, to staging: String) throws(AssayError) {
        let isOwn = ["clean", "removed", "rejected"].contains { FileSystem.name(of: file.path, below: $0) != nil }
        guard isOwn, FileSystem.staysBelow(file.path) else {
            throw AssayError(
                "names \(SafeText.terminal(file.path)), outside its folder; run this part again", path: folder)
        }
        let source = FileSystem.path(of: file.path, in: folder)
        let target = FileSystem.path(of: file.path, in: staging)
        if let parent = FileSystem.parentFolder(of: target) { try FileSystem.makeDirectories(parent) }
        let stored = try StoredFile(copying: source, to: target)
        guard stored.byteCount == file.bytes, stored.hash == file.xxh3 else {
            throw AssayError(
                "is not what its part wrote: it was changed or damaged; run that part again", path: source)
        }
    }
}
