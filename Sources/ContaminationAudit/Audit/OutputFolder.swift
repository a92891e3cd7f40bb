import ByteIO

/// The folder a run writes to: everything lies in a staging folder within it until all of it is whole.
///
/// While it lives no other run writes to the folder. One thread at a time.
struct OutputFolder {
    let path: String
    private let madeFolder: Bool
    private let lock: FileLock
    private let isResuming: Bool

    /// What a run may write, in the order it is published; last what tells that a folder is whole.
    private static let names = [
        "clean", "removed", "rejected", "matches.jsonl.zst", "report.md", "report.html", "manifest.json",
        CheckpointFormat.partEvidenceName, CheckpointFormat.partName, "report.json",
    ]
    private static let lockName = "lock"
    /// Says that everything is whole and is being published, and lists it.
    private static let publishingName = "publishing"
    /// What it is called once all is in its place, and the rest is being removed.
    private static let publishedName = "published"
    /// Holds what was published before, until all that is new is in its place.
    private static let replacedName = "replaced"

    var stagingPath: String { Self.stagingPath(in: path) }

    static func stagingPath(in path: String) -> String { FileSystem.path(of: ".assay-partial", in: path) }

    /// What a new run or a resumed one leaves in the staging folder: all that is this type's own.
    static let ownNames: Set<String> = [lockName]

    /// Makes the folder and its staging folder, and takes hold of them.
    ///
    /// Throws if another run has them, and if the folder holds results already and `overwrite` is false; what is there
    /// stays until `publish`. What an unfinished run left behind stays for the caller to use or to remove.
    init(path: String, overwrite: Bool, isResuming: Bool = false) throws(AssayError) {
        self.path = path.hasSuffix("/") && path.utf8.count > 1 ? String(path.dropLast()) : path
        self.isResuming = isResuming
        switch try FileSystem.kind(of: self.path) {
        case nil: madeFolder = true
        case .directory: madeFolder = false
        default: throw AssayError("the output is a folder, and this is a file; name another", path: path)
        }
        let staging = Self.stagingPath(in: self.path)
        // What is in the staging folder is removed at the end, and must not be somebody's elsewhere.
        if try FileSystem.isLink(staging) {
            throw AssayError(
                "is a link, and the folder that it leads to would be emptied; remove the link", path: staging)
        }
        let hadStaging = try FileSystem.isThere(staging)
        if !overwrite, try !Self.isPublishing(staging) { try Self.refuseResults(in: self.path) }
        let lockPath = staging + "/" + Self.lockName
        let taken: FileLock?
        do throws(AssayError) {
            try FileSystem.makeDirectories(staging)
            taken = try FileLock.take(lockPath)
        } catch {
            // What was there before has made neither.
            if !hadStaging {
                try? FileSystem.remove(lockPath)
                try? FileSystem.remove(staging)
            }
            if madeFolder { try? FileSystem.remove(self.path) }
            throw error
        }
        guard let taken else {
            throw AssayError("another run is writing to the output folder; wait for it, or name another", path: path)
        }
        lock = taken
        guard hadStaging, !isResuming, try isPublishing() else { return }
        if try FileSystem.isThere(staging + "/" + Self.publishingName) { try undoPublishing() }
        if !overwrite { try Self.refuseResults(in: self.path) }
    }

    private static func refuseResults(in path: String) throws(AssayError) {
        for name in names where try FileSystem.isThere(path + "/" + name) {
            throw AssayError(
                "the output folder already holds \(name); name another folder, or replace it with --force", path: path)
        }
    }

    /// Whether a run was stopped while it moved its results, all whole, under their names.
    func isPublishing() throws(AssayError) -> Bool { try Self.isPublishing(stagingPath) }

    static func isPublishing(_ stagingPath: String) throws(AssayError) -> Bool {
        if try FileSystem.isThere(stagingPath + "/" + publishingName) { return true }
        // Without checkpoints nothing was left to do but to remove the staging folder.
        guard try FileSystem.isThere(stagingPath + "/" + CheckpointFormat.runName) else { return false }
        return try FileSystem.isThere(stagingPath + "/" + publishedName)
    }

    /// Removes all that an unfinished run left behind.
    func clear() throws(AssayError) { try FileSystem.removeFiles(below: stagingPath, except: Self.ownNames) }

    /// Moves everything under its final name, in place of what an earlier run left.
    ///
    /// If that fails, what was there before is put back.
    func publish() throws(AssayError) {
        var names: [String] = []
        for name in Self.names where try FileSystem.isThere(stagingPath + "/" + name) { names.append(name) }
        let marker = try OutputFile(path: stagingPath + "/" + Self.publishingName)
        try marker.write(Array(names.joined(separator: "\n").utf8))
        _ = try marker.finish()
        do throws(AssayError) {
            try move(names)
        } catch {
            // Already on the way out with an error, which matters more than another one.
            _ = restore(names)
            throw error
        }
        try removeStaging()
    }

    /// Removes the staging folder once all is in its place.
    ///
    /// - Throws: if what says that this is still being done cannot be taken away: a later run would undo it.
    private func removeStaging() throws(AssayError) {
        let marker = stagingPath + "/" + Self.publishingName
        do throws(AssayError) {
            try FileSystem.rename(from: marker, to: stagingPath + "/" + Self.publishedName)
        } catch {
            try FileSystem.remove(marker)
        }
        // The rest takes nothing away if it cannot be removed. Last what a resumption tells by that this run is done; the
        // checkpoints before what says that all is in its place, or they would look like those of a run to go on with.
        let checkpoints = stagingPath + "/" + CheckpointFormat.runName
        try? FileSystem.removeFiles(
            below: stagingPath, except: Self.ownNames.union([Self.publishedName, CheckpointFormat.runName]))
        try? FileSystem.remove(checkpoints)
        if !FileSystem.exists(checkpoints) { try? FileSystem.remove(stagingPath, recursive: true) }
    }

    /// Goes on where a run was stopped while it published.
    func publishRest() throws(AssayError) {
        if try FileSystem.isThere(stagingPath + "/" + Self.publishingName) { try move(try publishedNames()) }
        try removeStaging()
    }

    /// Puts back what was there before a run that was stopped while it published: to whoever does not go on with that run, it
    /// has not been.
    private func undoPublishing() throws(AssayError) {
        if let failure = restore(try publishedNames()) { throw failure }
    }

    /// What a run that was stopped was publishing.
    private func publishedNames() throws(AssayError) -> [String] {
        let marker = stagingPath + "/" + Self.publishingName
        let listed = String(decoding: try ReportJSON.readWhole(marker), as: UTF8.self).split(separator: "\n")
        return Self.names.filter { name in listed.contains { $0 == name } }
    }

    private func move(_ names: [String]) throws(AssayError) {
        let replaced = stagingPath + "/" + Self.replacedName
        try FileSystem.makeDirectories(replaced)
        for name in Self.names.reversed() where try FileSystem.isThere(path + "/" + name) {
            // One that was to be published and is not in the staging folder has been published.
            if names.contains(name), try !FileSystem.isThere(stagingPath + "/" + name) { continue }
            try FileSystem.rename(from: path + "/" + name, to: replaced + "/" + name)
        }
        for name in names where try FileSystem.isThere(stagingPath + "/" + name) {
            try FileSystem.rename(from: stagingPath + "/" + name, to: path + "/" + name)
        }
    }

    /// Undoes `move` as far as it went, and as far as that can be done; returns the first error.
    private func restore(_ names: [String]) -> AssayError? {
        var failure: AssayError?
        func rename(from source: String, to target: String) {
            do throws(AssayError) {
                try FileSystem.rename(from: source, to: target)
            } catch {
                failure = failure ?? error
            }
        }
        for name in names.reversed() where !FileSystem.exists(stagingPath + "/" + name) {
            rename(from: path + "/" + name, to: stagingPath + "/" + name)
        }
        for name in Self.names {
            let old = stagingPath + "/" + Self.replacedName + "/" + name
            if FileSystem.exists(old) { rename(from: old, to: path + "/" + name) }
        }
        // With it, the next run tries again.
        if failure == nil { try? FileSystem.remove(stagingPath + "/" + Self.publishingName) }
        return failure
    }

    /// Removes what was staged, and the folder if it was made for it. With `keepsFinished` and a run that may be resumed
    /// the staging folder stays.
    func discard(keepsFinished: Bool = false) {
        if isResuming && keepsFinished { return }
        // What was there before and could not be put back must not be lost.
        let replaced = stagingPath + "/" + Self.replacedName + "/"
        if Self.names.contains(where: { FileSystem.exists(replaced + $0) }) { return }
        // Already on the way out with an error, which matters more than this one.
        try? FileSystem.remove(stagingPath, recursive: true)
        if madeFolder { try? FileSystem.remove(path, recursive: false) }
    }
}
