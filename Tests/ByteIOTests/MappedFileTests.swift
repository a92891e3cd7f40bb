import TestSupport
import Testing

@testable import ByteIO

@Suite struct MappedFileTests {
    @Test func showsTheFilesBytes() throws {
        let folder = try ScratchFolder()
        var generator = SeededRandom(seed: 6)
        for byteCount in [0, 1, 4095, 4096, 4097, 100_000] {
            let text = generator.text(byteCount: byteCount)
            let file = try MappedFile(path: folder.store(text, as: "file"))
            #expect(file.count == byteCount && file.bytes.byteCount == byteCount)
            #expect((0..<byteCount).allSatisfy { file.bytes.uint8(at: $0) == text[$0] })
        }
    }

    @Test func keepsTheBytesOfAReplacedFile() throws {
        let folder = try ScratchFolder()
        let file = try MappedFile(path: folder.store([1, 2], as: "file"))
        let replacement = try OutputFile(path: folder("file"))
        try replacement.write([3, 4, 5])
        _ = try replacement.finish()
        #expect(file.bytes.uint16(at: 0) == 0x0201)
    }

    @Test func onlyAFileIsMapped() throws {
        let folder = try ScratchFolder()
        #expect(throws: AssayError.self) { try MappedFile(path: folder.path) }
        #expect(throws: AssayError.self) { try MappedFile(path: folder("absent")) }
        #expect(throws: AssayError.self) { try MappedFile(path: "/dev/null") }
    }
}
