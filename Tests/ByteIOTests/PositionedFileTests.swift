import TestSupport
import Testing

@testable import ByteIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct PositionedFileTests {
    @Test func readsAnyPlace() throws {
        let folder = try ScratchFolder()
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let path = try folder.store(bytes, as: "numbers")
        for file in [try PositionedFile(path: path), PositionedFile(bytes: bytes, name: "numbers")] {
            #expect(file.byteCount == 1000)
            var buffer = [UInt8](repeating: 7, count: 30)
            try file.read(at: 990, count: 10, into: &buffer, at: 5)
            #expect(Array(buffer[5..<15]) == Array(bytes[990...]) && buffer[4] == 7 && buffer[15] == 7)
            try file.read(at: 1000, count: 0, into: &buffer, at: 30)
        }
    }

    @Test func tellsThatTheFileWasCut() throws {
        let folder = try ScratchFolder()
        let path = try folder.store([UInt8](repeating: 1, count: 100), as: "cut")
        let file = try PositionedFile(path: path, name: "shown")
        #expect(unsafe truncate(path, 40) == 0)
        var buffer = [UInt8](repeating: 0, count: 50)
        let error = #expect(throws: AssayError.self) { try file.read(at: 10, count: 50, into: &buffer, at: 0) }
        #expect(
            error?.description
                == "shown: the file was cut while it was read; do not change files that are being read (byte 40)")
    }

    @Test func refusesWhatHasNoPositions() throws {
        let folder = try ScratchFolder()
        let error = #expect(throws: AssayError.self) { try PositionedFile(path: folder.path) }
        #expect(error?.message == "this is a folder, a device or a pipe; name a file")
        #expect(throws: AssayError.self) { try PositionedFile(path: folder("absent")) }
    }
}
