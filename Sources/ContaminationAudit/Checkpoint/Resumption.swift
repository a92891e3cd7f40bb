import ByteIO

/// Takes an unfinished run up again: tells whether it is still the same run, and what of it can be used.
struct Resumption {
    /// The run as it would be now.
    let current: CheckpointRun
    /// Where each input is read.
    let inputPaths: [String]
    let stagingPath: String
    /// What the file of evidence is called once it is whole.
    let evidenceName: String

    /// What can be gone on from.
    struct Found {
        /// With the shards whose files are all there.
        var journal: CheckpointJournal
        /// `nil`: no shard needs it.
        var evidence: EarlierEvidence?
    }

    /// What is left of the unfinished run; `nil` if there is nothing to go on from. What else is in the staging folder is
    /// removed, but for `kept`.
    ///
    /// Throws, naming what it is, if an input, the index, a setting or the program is another one.
    func find(keeping kept: Set<String>) throws(AssayError) -> Found? {
        guard let journal = try CheckpointJournal(stagingPath: stagingPath) else { return nil }
        try refuseOther(journal.content)
        let joinedName = try joinedEvidenceName()
        var names = kept.union([CheckpointFormat.runName])
        var done: [Int: String] = [:]
        var offsets: [Int: Int] = [:]
        // A shard wrote to the joined file when the shards before were in it, so that all of them are in the journal.
        var joinedByteCount = 0
        for number in journal.doneNumbers {
            let result = try journal.result(number)
            let files = try files(of: result)
            if let files, result.evidence.place != .joined || joinedName != nil {
                names.formUnion(files)
                done[number] = result.account.input.xxh3
                if result.evidence.place == .joined { offsets[number] = joinedByteCount }
            } else {
                journal.forget(number)
            }
            joinedByteCount += result.evidence.byteCount
        }
        try refuseChangedInputs(journal.content, done: done)
        let earlierPath = stagingPath + "/" + CheckpointFormat.earlierEvidenceName
        if let joinedName, !offsets.isEmpty {
            names.insert(CheckpointFormat.earlierEvidenceName)
            if joinedName != CheckpointFormat.earlierEvidenceName {
                try FileSystem.rename(from: stagingPath + "/" + joinedName, to: earlierPath)
            }
        }
        try FileSystem.removeFiles(below: stagingPath, except: names)
        return Found(
            journal: journal, evidence: offsets.isEmpty ? nil : EarlierEvidence(path: earlierPath, offsets: offsets))
    }

    /// The file that holds what shards wrote to the joined evidence: as long as there is an earlier one, the later is not yet
    /// as far.
    private func joinedEvidenceName() throws(AssayError) -> String? {
        let names = [CheckpointFormat.earlierEvidenceName, CheckpointFormat.joinedEvidenceName, evidenceName]
        for name in names where try FileSystem.kind(of: stagingPath + "/" + name) == .file { return name }
        return nil
    }

    func refuseOther(_ content: CheckpointRun) throws(AssayError) {
        let difference =
            content.share == current.share
            ? RunDifference.words(from: content.run, to: current.run)
            : "it is \(content.share.map { "part \($0.words)" } ?? "no part"), and this is "
                + (current.share.map { "part \($0.words)" } ?? "none")
        if let difference { throw Self.refusal(difference) }
    }

    /// The files in the staging folder that a result needs; `nil` if one is not there as it was.
    private func files(of result: ShardResult) throws(AssayError) -> [String]? {
        var files: [(name: String, byteCount: Int)] = result.account.outputs.map { ($0.path, $0.bytes) }
        if case .ownFile(let storedByteCount) = result.evidence.place {
            files.append((CheckpointFormat.evidenceName(ofShard: result.number), storedByteCount))
        }
        for file in files {
            let path = stagingPath + "/" + file.name
            guard try FileSystem.kind(of: path) == .file, try FileSystem.byteCount(of: path) == file.byteCount else {
                return nil
            }
        }
        return files.map(\.name)
    }

    /// - Parameter done: the stored bytes' XXH3-128 of the inputs that are done.
    private func refuseChangedInputs(_ content: CheckpointRun, done: [Int: String]) throws(AssayError) {
        for (number, input) in content.run.inputs.enumerated() {
            guard let before = content.stamps?[number], let now = current.stamps?[number] else {
                throw AssayError("is no file, so that it cannot be read again; run without --resume", path: input.path)
            }
            if before == now { continue }
            if let hash = done[number] {
                // Touched, copied or renamed is not changed: the content decides.
                if try StoredFile(reading: inputPaths[number]).hash == hash { continue }
            } else if before.byteCount == now.byteCount,
                before.modificationNanoseconds == now.modificationNanoseconds
            {
                continue
            }
            throw Self.refusal("the input \(input.path) has changed since")
        }
    }

    private static func refusal(_ difference: String) -> AssayError {
        AssayError(
            "cannot go on with the unfinished run in the output folder: \(difference); "
                + "run without --resume to start again")
    }
}
