import ByteIO

/// Checks a cleaned split's files against its manifest.
package enum ManifestCheck {
    /// Reads every output that `manifest.json` in the folder `path` lists.
    ///
    /// - Parameter cancellation: asked between files.
    /// - Returns: the manifest, and how many files and stored bytes were read.
    /// - Throws: an error that names the first file that is missing, of another size or of another content, or a
    ///   manifest whose counts do not add up.
    package static func check(
        folder path: String, cancellation: AuditCancellation? = nil
    ) throws(AssayError) -> (manifest: Manifest, files: Int, bytes: Int) {
        let base = path + (path.hasSuffix("/") ? "" : "/")
        let manifestPath = base + "manifest.json"
        let manifest = try ReportJSON.manifest(ReportJSON.readWhole(manifestPath), path: manifestPath)
        try checkCounts(manifest, path: manifestPath)
        var bytes = 0
        for file in manifest.outputs {
            if cancellation?.isCancelled == true { throw AssayError("stopped") }
            bytes += try check(file, base: base)
        }
        return (manifest, manifest.outputs.count, bytes)
    }

    private static func checkCounts(_ manifest: Manifest, path: String) throws(AssayError) {
        let parts = [manifest.kept, manifest.removed, manifest.rejected]
        let range = 0...(1 << 53)
        guard parts.allSatisfy(range.contains), parts.reduce(0, +) == manifest.read else {
            throw AssayError(
                "kept \(manifest.kept), removed \(manifest.removed) and set aside \(manifest.rejected) do not add up to "
                    + "\(manifest.read) read; clean again", path: path)
        }
    }

    /// Reads one file to its end; returns its stored bytes.
    private static func check(_ file: Manifest.File, base: String) throws(AssayError) -> Int {
        // The manifest is data: a path in it must not lead out of its folder.
        guard FileSystem.staysBelow(file.path) else {
            throw AssayError("names \(SafeText.terminal(file.path)), outside its folder", path: base + "manifest.json")
        }
        let path = base + file.path
        let stream = try ByteStream(path: path)
        try stream.readToEnd()
        guard stream.storedByteCount == file.bytes else {
            throw AssayError(
                "has \(stream.storedByteCount) bytes, the manifest says \(file.bytes); clean again", path: path)
        }
        guard stream.storedHash == file.xxh3 else {
            throw AssayError("differs from what the manifest says (XXH3-128); clean again", path: path)
        }
        return stream.storedByteCount
    }
}
