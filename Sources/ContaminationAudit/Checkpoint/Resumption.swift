import ByteIO

/// Takes an unfinished run up again: tells whether it is still the same run, and what of it can be used.
struct Resumption {
    /// The run as it would be now.
    let current: CheckpointRun
    /// Where each input is read.
    let inputPaths: [String]
    let stagingPath: String

    /// The journal of the unfinished run, with the shards whose files are all there; `nil` if there is nothing to go on
    /// from. What else is in the staging folder is removed, but for `kept`.
    ///
    /// Throws, naming what it is, if an input, the index, a setting or the program is another one.
    func journal(keeping kept: Set<String>) throws(AssayError) -> CheckpointJournal? {
        guard let journal = try CheckpointJournal(stagingPath: stagingPath) else { return nil }
        try refuseOther(journal.content)
        var names = kept
        names.insert(CheckpointFormat.runName)
        var done: [Int: String] = [:]
        for number in journal.doneNumbers {
            let result = try journal.result(number)
            if let files = try files(of: result) {
                names.formUnion(files)
                done[number] = result.account.input.xxh3
            } else {
                journal.forget(number)
            }
        }
        try refuseChangedInputs(journal.content, done: done)
        try FileSystem.removeFiles(below: stagingPath, except: names)
        return journal
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
