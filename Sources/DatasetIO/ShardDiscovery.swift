package import ByteIO

/// Finds the shards that arguments name.
package enum ShardDiscovery {
    /// The shards of files, folders (every file below, without hidden ones) and `-` (standard input), sorted by the UTF-8
    /// bytes of their names.
    ///
    /// A name is the path below the folder given, or the file's own name; names that would clash take as many of their
    /// parent folders' names as tell them apart. The order of the arguments changes nothing. Throws if there is no such
    /// file, if a folder has none or holds a link to a folder elsewhere, and if a file is named twice.
    package static func shards(for arguments: [String]) throws(AssayError) -> [Shard] {
        var found: [Candidate] = []
        for argument in arguments {
            if argument == "-" {
                found.append(Candidate(path: "-", identity: "-", folders: [], name: ["stdin"]))
                continue
            }
            switch try FileSystem.kind(of: argument) {
            case nil:
                throw AssayError("there is no such file or folder; check the path", path: argument)
            case .directory:
                let files = try FileSystem.files(below: argument)
                if files.isEmpty { throw AssayError("the folder holds no files to read", path: argument) }
                let folders = try components(ofFolder: argument)
                let prefix = argument.utf8.last == UInt8(ascii: "/") ? argument : argument + "/"
                for file in files {
                    let names = FileSystem.components(of: file)
                    found.append(
                        Candidate(
                            path: prefix + file, identity: (folders + names).joined(separator: "/"), folders: folders,
                            name: names,
                            byteCount: try FileSystem.byteCount(of: prefix + file)))
                }
            case .file:
                // The folder is resolved and the name is not: a link is a shard of its own beside what it points at.
                let folders = try components(ofFolder: FileSystem.parentFolder(of: argument) ?? ".")
                let name = FileSystem.components(of: argument).last ?? argument
                let identity = (folders + [name]).joined(separator: "/")
                found.append(
                    Candidate(
                        path: argument, identity: identity, folders: folders, name: [name],
                        byteCount: try FileSystem.byteCount(of: argument)))
            case .other:
                // A pipe has no place among files: its own name is all there is.
                let name = FileSystem.components(of: argument).last ?? "pipe"
                found.append(Candidate(path: argument, identity: argument, folders: [], name: [name]))
            }
        }
        try refuseDuplicates(found)
        try tellApart(&found)
        return found.sorted { $0.fullName.utf8.lexicographicallyPrecedes($1.fullName.utf8) }.map {
            Shard(name: $0.fullName, path: $0.path, byteCount: $0.byteCount)
        }
    }

    /// A file that was found.
    private struct Candidate {
        var path: String
        /// What two arguments share if they name one file.
        var identity: String
        /// The folders above it that its name may still take.
        var folders: [String]
        var name: [String]
        var byteCount: Int?

        var fullName: String { name.joined(separator: "/") }
        /// What it has in common with a file that would be written in the same place.
        var key: FileSystem.NameKey { FileSystem.key(of: fullName) }
    }

    /// The folders that lead to `folder`, links resolved.
    private static func components(ofFolder folder: String) throws(AssayError) -> [String] {
        FileSystem.components(of: try FileSystem.canonicalPath(of: folder))
    }

    private static func refuseDuplicates(_ found: [Candidate]) throws(AssayError) {
        var seen: Set<FileSystem.NameKey> = []
        for candidate in found.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
        where !seen.insert(FileSystem.key(of: candidate.identity)).inserted {
            throw AssayError("this file is named twice; name it once", path: candidate.path)
        }
    }

    /// Lengthens names until none is another's, nor the folder of another's.
    private static func tellApart(_ found: inout [Candidate]) throws(AssayError) {
        while true {
            var counts: [FileSystem.NameKey: Int] = [:]
            var folders: Set<FileSystem.NameKey> = []
            for candidate in found {
                counts[candidate.key, default: 0] += 1
                for length in 1..<max(1, candidate.name.count) {
                    folders.insert(FileSystem.key(of: candidate.name[..<length].joined(separator: "/")))
                }
            }
            let clashing = found.indices.filter {
                counts[found[$0].key, default: 0] > 1 || folders.contains(found[$0].key)
            }
            if clashing.isEmpty { return }
            var hasChanged = false
            for index in clashing {
                guard let folder = found[index].folders.popLast() else { continue }
                found[index].name.insert(folder, at: 0)
                hasChanged = true
            }
            if !hasChanged {
                let paths = clashing.map { found[$0].path }.sorted()
                throw AssayError("another input has the same name; rename one of them", path: paths.first)
            }
        }
    }
}
