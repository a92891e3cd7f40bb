import TestSupport
import Testing

@testable import ByteIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ByteStreamTests {
    static let compressions: [ByteStream.Compression] = [.none, .zstd, .gzip]

    @Test(arguments: compressions) func roundTripInEveryChunkSize(_ compression: ByteStream.Compression) throws {
        let seed = newSeed()
        var generator = SeededRandom(seed: seed)
        let folder = try ScratchFolder()
        for byteCount in [0, 1, 2, 3, 4, 5, 1000, 131_071, 131_072, 131_073, 700_000] {
            let expected = generator.text(byteCount: byteCount)
            let stored = try encoded(expected, compression)
            let path = try folder.store(stored, as: "file")
            for chunkByteCount in [1, 2, 7, 4096, 65_536, 262_144, 1 << 20] where byteCount / chunkByteCount < 150_000 {
                let stream = try ByteStream(path: path)
                #expect(stream.compression == compression)
                let actual = try content(of: stream, chunkByteCount: chunkByteCount)
                #expect(actual == expected, "seed \(seed), \(byteCount) bytes by \(chunkByteCount)")
                #expect(stream.storedByteCount == stored.count)
                #expect(stream.storedHash == XXH3.hash128(stored.span).hex)
            }
        }
    }

    @Test func readsAtAnOffsetAndLeavesTheRestAlone() throws {
        let folder = try ScratchFolder()
        let stream = try ByteStream(path: folder.store([1, 2, 3, 4, 5], as: "file"))
        var buffer = [UInt8](repeating: 9, count: 6)
        #expect(try stream.read(into: &buffer, at: 3) == 3)
        #expect(buffer == [9, 9, 9, 1, 2, 3])
        #expect(try stream.read(into: &buffer, at: 1) == 2)
        #expect(buffer[..<3] == [9, 4, 5])
        #expect(try stream.read(into: &buffer, at: 0) == 0)
        #expect(try stream.read(into: &buffer, at: 6) == 0)
    }

    @Test func tellsTheCompressionFromTheContent() throws {
        let folder = try ScratchFolder()
        func compression(_ bytes: [UInt8]) throws -> ByteStream.Compression {
            try ByteStream(path: folder.store(bytes, as: "file")).compression
        }
        #expect(try compression([]) == .none)
        #expect(try compression([0x1f]) == .none)
        #expect(try compression([0x1f, 0x8b]) == .gzip)
        #expect(try compression([0x28]) == .none)
        #expect(try compression([0x28, 0xb5]) == .zstd)
        #expect(try compression([0x28, 0xb5, 0x2f]) == .zstd)
        #expect(try compression([0x28, 0xb5, 0x2f, 0xfc]) == .none)
        #expect(try compression(Samples.helloZstd) == .zstd)
        #expect(try compression([0x50, 0x2a, 0x4d]) == .none)
        #expect(try compression(Samples.skippableFrame([])) == .zstd)
        #expect(try compression(Samples.skippableFrame([], magic: 0x184D_2A5F)) == .zstd)
        #expect(try compression(Samples.skippableFrame([], magic: 0x184D_2A60)) == .none)
    }

    @Test func missingFilesAndFoldersAreErrorsWithThePath() throws {
        let folder = try ScratchFolder()
        let missing = #expect(throws: AssayError.self) { try ByteStream(path: folder("absent")) }
        #expect(missing?.path == folder("absent"))
        #expect(missing?.message == "cannot open the file: there is no such file or folder; check the path")
        let directory = #expect(throws: AssayError.self) { try ByteStream(path: folder.path) }
        #expect(directory?.message == "cannot read it as a file: it is a folder; name a file")
        let named = #expect(throws: AssayError.self) { try ByteStream(path: folder("absent"), name: "shard 3") }
        #expect(named?.path == "shard 3")
        _ = try folder.store([1], as: "file")
        #expect(throws: AssayError.self) { try ByteStream(path: folder("file/below")) }
        // The system would see the path end at the NUL and open the file.
        #expect(throws: AssayError.self) { try ByteStream(path: folder("file\0.jsonl")) }
    }

    @Test(.enabled(if: geteuid() != 0, "root may read every file")) func noPermissionIsAnError() throws {
        let folder = try ScratchFolder()
        let path = try folder.store([1], as: "file")
        unsafe #expect(chmod(path, 0) == 0)
        let error = #expect(throws: AssayError.self) { try ByteStream(path: path) }
        #expect(error?.message.contains("permission denied") == true)
    }

    @Test(arguments: compressions) func shortAndInterruptedReadsDoNotMatter(_ compression: ByteStream.Compression)
        throws
    {
        let folder = try ScratchFolder()
        var generator = SeededRandom(seed: 1)
        let expected = generator.text(byteCount: 3000)
        let path = try folder.store(encoded(expected, compression), as: "file")
        let system = SystemCalls.system
        var calls = system
        var callCount = 0
        unsafe calls.read = { descriptor, buffer in
            callCount += 1
            if callCount % 3 == 0 {
                errno = EINTR
                return -1
            }
            return unsafe system.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(1)))
        }
        let stream = try ByteStream(path: path, name: path, calls: calls)
        #expect(stream.compression == compression)
        #expect(try content(of: stream) == expected)
        #expect(callCount > stream.storedByteCount)
    }

    @Test(arguments: compressions) func aReadErrorInTheMiddleIsThrownAgainAndAgain(
        _ compression: ByteStream.Compression
    ) throws {
        let folder = try ScratchFolder()
        var generator = SeededRandom(seed: 2)
        let path = try folder.store(encoded(generator.text(byteCount: 5000), compression), as: "file")
        let system = SystemCalls.system
        var calls = system
        var callCount = 0
        unsafe calls.read = { descriptor, buffer in
            callCount += 1
            if callCount == 3 {
                errno = EIO
                return -1
            }
            return unsafe system.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(500)))
        }
        let stream = try ByteStream(path: path, name: path, calls: calls)
        let first = #expect(throws: AssayError.self) { try content(of: stream) }
        #expect(first?.path == path)
        #expect(first?.message.contains("input/output error") == true)
        #expect(first?.message.contains("after stored byte 1000") == true)
        let second = #expect(throws: AssayError.self) { try content(of: stream) }
        #expect(second == first)
    }

    @Test func aDashIsStandardInput() throws {
        var calls = SystemCalls.system
        var pieces: [[UInt8]] = [Array("ab".utf8), Array("cdef".utf8), []]
        var descriptors: Set<Int32> = []
        unsafe calls.read = { descriptor, buffer in
            descriptors.insert(descriptor)
            let piece = pieces.removeFirst()
            unsafe buffer.copyBytes(from: piece)
            return piece.count
        }
        do {
            let stream = try ByteStream(path: "-", name: "standard input", calls: calls)
            #expect(try content(of: stream) == Array("abcdef".utf8))
        }
        #expect(descriptors == [0])
        #expect(fcntl(0, F_GETFD) != -1, "standard input stays open")
    }
}
