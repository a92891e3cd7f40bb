import Foundation
import Testing

@testable import ContaminationAudit

@Suite("The pages' style and script")
struct PageAssetsTests {
    @Test("The policy names them by their hashes; a changed file needs its new hash in PageDocument.swift")
    func hashes() throws {
        try check(PageAssets.style, PageAssets.styleHash, "page.css")
        try check(PageAssets.script, PageAssets.scriptHash, "page.js")
    }

    private func check(_ bytes: [UInt8], _ expected: String, _ name: String) throws {
        let hash = try sha256(bytes)
        #expect(hash == expected, "\(name) has the hash \(hash)")
    }

    /// By the system's own program, as no library here has it.
    private func sha256(_ bytes: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "(sha256sum \"$0\" || shasum -a 256 \"$0\") 2>/dev/null", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let digits = Array(text.prefix(64))
        let hash = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        #expect(hash.count == 32)
        return Data(hash).base64EncodedString()
    }

    @Test("Nothing in them could load anything or end its element")
    func content() {
        for bytes in [PageAssets.style, PageAssets.script] {
            let text = String(decoding: bytes, as: UTF8.self)
            for word in ["http", "</", "@import", "url(", "innerHTML", "fetch(", "import("] {
                #expect(!text.contains(word))
            }
        }
    }
}
