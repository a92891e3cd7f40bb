import TestSupport
import Testing

@testable import ByteIO

@Suite("Appending files")
struct AppendingFileTests {
    @Test("Additions stand one after the other, over several openings; an unfinished end is cut off once")
    func append() throws {
        let folder = try ScratchFolder()
        let path = folder("journal")
        try AppendingFile(path: path).append(Array("one\n".utf8))
        let second = try AppendingFile(path: path)
        try second.append(Array("two\n".utf8))
        try second.append(Array("thr".utf8))
        // Another size than it was: the file has grown, and nothing is cut.
        try AppendingFile(path: path, cuttingOff: 4..<8).append([])
        #expect(try read(path) == "one\ntwo\nthr")
        try AppendingFile(path: path, cuttingOff: 8..<11).append(Array("four\n".utf8))
        #expect(try read(path) == "one\ntwo\nfour\n")
    }

    private func read(_ path: String) throws -> String {
        let stream = try ByteStream(path: path)
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = try stream.read(into: &buffer, at: 0)
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    @Test("A file that cannot be opened is an error")
    func absent() throws {
        let folder = try ScratchFolder()
        #expect(throws: AssayError.self) { _ = try AppendingFile(path: folder("no/journal")) }
    }

    @Test("A hash is read back from its hexadecimal digits, and nothing else is read as one")
    func hexadecimal() {
        let hash = XXH3.hash128(Array("abc".utf8).span)
        #expect(Hash128(hex: hash.hex) == hash)
        #expect(Hash128(hex: String(hash.hex.dropLast())) == nil)
        #expect(Hash128(hex: hash.hex.uppercased() + "0") == nil)
        #expect(Hash128(hex: String(repeating: "g", count: 32)) == nil)
    }
}
