import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("A cleaned split against its manifest")
struct ManifestCheckTests {
    @Test("Files as written pass; changed, cut or missing ones do not, nor counts that do not add up")
    func check() throws {
        let scratch = try ReportScratch()
        let path = try scratch.write("one\ntwo\n", as: "clean/a.jsonl.zst", compression: .zstd)
        let stream = try ByteStream(path: path)
        var buffer = [UInt8](repeating: 0, count: 64)
        while try stream.read(into: &buffer, at: 0) > 0 {}
        let report = sampleReport()
        var manifest = Manifest(
            tool: report.tool, index: report.index.fingerprint, settings: report.settings, onlySources: [], read: 3,
            kept: 2, removed: 1, rejected: 0, inputs: [],
            outputs: [
                .init(
                    path: "clean/a.jsonl.zst", bytes: stream.storedByteCount, records: 2, xxh3: stream.storedHash)
            ])
        try store(manifest, scratch)
        let checked = try ManifestCheck.check(folder: scratch.folder)
        #expect(checked.files == 1)
        #expect(checked.bytes == stream.storedByteCount)

        try scratch.write("one\ntwx\n", as: "clean/a.jsonl.zst", compression: .zstd)
        expectError("XXH3-128", scratch)
        try scratch.write("one\n", as: "clean/a.jsonl.zst")
        expectError("bytes, the manifest says", scratch)
        try FileSystem.remove(path)
        expectError("no such file", scratch)
        for path in ["../a", "clean/../../a", "/a", "..", "clean/../\u{301}a"] {
            manifest.outputs[0].path = path
            try store(manifest, scratch)
            expectError("outside its folder", scratch)
        }
        manifest.kept = 1
        try store(manifest, scratch)
        expectError("do not add up", scratch)
    }

    private func store(_ manifest: Manifest, _ scratch: ReportScratch) throws {
        try scratch.write(String(decoding: ReportJSON.encode(manifest), as: UTF8.self), as: "manifest.json")
    }

    private func expectError(_ words: String, _ scratch: ReportScratch) {
        let error = #expect(throws: AssayError.self) { _ = try ManifestCheck.check(folder: scratch.folder) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
}
