import ByteIO

/// The folder a run writes to: everything lies in a staging folder within it until all of it is whole.
struct OutputFolder {
    let path: String
    private let madeFolder: Bool

    /// What a run may write, in the order it is published; `report.json` last, so that a folder with one is whole.
    private static let names = [
        "clean", "removed", "rejected", "matches.jsonl.zst", "report.md", "report.html", "manifest.json", "report.json",
    ]

    var stagingPath: String { path + "/.assay-partial" }

    /// Makes the folder and its staging folder.
    ///
    /// Throws if it holds results already and `overwrite` is false; what is there stays until `publish`.
    init(path: String, overwrite: Bool) throws(AssayError) {
        self.path = path.hasSuffix("/") && path.utf8.count > 1 ? String(path.dropLast()) : path
        switch try FileSystem.kind(of: self.path) {
        case nil: madeFolder = true
        case .directory: madeFolder = false
        default: throw AssayError("the output is a folder, and this is a file; name another", path: path)
        }
        if !overwrite {
            for name in Self.names where FileSystem.exists(self.path + "/" + name) {
                throw AssayError(
                    "the output folder already holds \(name); name another folder, or replace it with --force",
                    path: path)
            }
        }
        // What a run that was killed has left behind.
        try FileSystem.remove(stagingPath, recursive: true)
        try FileSystem.makeDirectories(stagingPath)
    }

    /// Moves everything under its final name, in place of what an earlier run left.
    func publish() throws(AssayError) {
        for name in Self.names.reversed() { try FileSystem.remove(path + "/" + name, recursive: true) }
        for name in Self.names {
            let staged = stagingPath + "/" + name
            if FileSystem.exists(staged) { try FileSystem.rename(from: staged, to: path + "/" + name) }
        }
        try FileSystem.remove(stagingPath, recursive: true)
    }

    /// Removes what was staged, and the folder if it was made for it.
    func discard() {
        // Already on the way out with an error, which matters more than this one.
        try? FileSystem.remove(stagingPath, recursive: true)
        if madeFolder { try? FileSystem.remove(path, recursive: false) }
    }
}
