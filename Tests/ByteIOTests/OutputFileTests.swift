import TestSupport
import Testing

@testable import ByteIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct OutputFileTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func theFileAppearsOnlyWhenItIsFinished() throws {
        let file = try OutputFile(path: folder("out"))
        try file.write(Samples.hello)
        #expect(try folder.names() == [".out.assay-tmp-\(getpid())"])
        let stored = try file.finish()
        #expect(try folder.names() == ["out"])
        let hello = Samples.hello
        #expect(stored == StoredFile(byteCount: 20, hash: XXH3.hash128(hello.span).hex))
        #expect(try rawBytes(of: folder("out"), byteCount: 20) == Samples.hello)
        #expect(throws: AssayError.self) { try file.write(Samples.hello) }
        #expect(throws: AssayError.self) { try file.finish() }
        file.discard()
        #expect(try folder.names() == ["out"])
    }

    @Test func discardAndGoingAwayLeaveWhatWasThere() throws {
        _ = try folder.store([1, 2, 3], as: "out")
        for compression in ByteStreamTests.compressions {
            let file = try OutputFile(path: folder("out"), compression: compression)
            try file.write([UInt8](repeating: 5, count: 500_000))
            file.discard()
            #expect(try folder.names() == ["out"])
            #expect(throws: AssayError.self) { try file.finish() }
            try OutputFile(path: folder("out"), compression: compression).write(Samples.hello)
            #expect(try folder.names() == ["out"])
        }
        #expect(try rawBytes(of: folder("out"), byteCount: 3) == [1, 2, 3])
    }

    @Test(arguments: ByteStreamTests.compressions, [Int32(0), 2]) func theCutsBetweenWritesDoNotMatter(
        _ compression: ByteStream.Compression, _ workerCount: Int32
    ) throws {
        let seed = newSeed()
        var generator = SeededRandom(seed: seed)
        let text = generator.text(byteCount: 900_000)
        var results: [StoredFile] = []
        for largestWrite in [1 << 24, 300_000, 131_072, 70_000, 999] {
            let file = try OutputFile(
                path: folder("out"), compression: compression, level: 3, workerCount: workerCount)
            var start = 0
            while start < text.count {
                let end = min(text.count, start + Int.random(in: 0...largestWrite, using: &generator))
                try file.write(text.span.extracting(start..<end))
                start = end
            }
            #expect(file.contentByteCount == text.count)
            results.append(try file.finish())
            #expect(try content(of: folder("out")) == text)
        }
        #expect(results.allSatisfy { $0 == results[0] }, "seed \(seed)")
    }

    @Test func everyWorkerCountGivesTheSameBytes() throws {
        var generator = SeededRandom(seed: 5)
        let text = generator.text(byteCount: 1 << 17)
        var results: [StoredFile] = []
        for workerCount: Int32 in [1, 2, 4] {
            let file = try OutputFile(path: folder("out"), compression: .zstd, level: 1, workerCount: workerCount)
            // Above the size of one of the library's jobs, 2 MiB at level 1.
            for round in 0..<UInt8(40) { try file.write([round] + text) }
            results.append(try file.finish())
        }
        #expect(results[1] == results[0] && results[2] == results[0])
        #expect(try content(of: folder("out")).count == 40 * (text.count + 1))
    }

    @Test func headersAreFixed() throws {
        let gzip = try encoded(Samples.hello, .gzip)
        #expect(gzip[..<10] == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
        let zstd = try encoded(Samples.hello, .zstd)
        #expect(zstd[..<4] == [0x28, 0xb5, 0x2f, 0xfd])
        #expect(zstd[4] & 4 == 4, "the frame has a checksum")
        #expect(try encoded([], .zstd).count < 20 && encoded([], .none) == [])
    }

    @Test func aFullDiskLeavesNothing() throws {
        for (failing, compression) in zip([1, 2, 1, 1], [ByteStream.Compression.none, .none, .zstd, .gzip]) {
            let system = SystemCalls.system
            var calls = system
            var callCount = 0
            unsafe calls.write = { descriptor, bytes in
                callCount += 1
                if callCount == failing {
                    errno = ENOSPC
                    return -1
                }
                return unsafe system.write(descriptor, bytes)
            }
            let file = try OutputFile(
                path: folder("out"), compression: compression, level: 3, workerCount: 0, calls: calls)
            let error = #expect(throws: AssayError.self) {
                try file.write([UInt8](repeating: 7, count: 200_000))
                return try file.finish()
            }
            #expect(error?.path == folder("out"))
            #expect(error?.message.contains("no space is left") == true)
            #expect(throws: AssayError.self) { try file.finish() }
            #expect(try folder.names() == [])
        }
    }

    @Test func aFailedSyncLeavesNothing() throws {
        var calls = SystemCalls.system
        calls.sync = { _ in
            errno = EIO
            return -1
        }
        let file = try OutputFile(path: folder("out"), compression: .none, level: 3, workerCount: 0, calls: calls)
        let error = #expect(throws: AssayError.self) { try file.finish() }
        #expect(error?.path == folder("out"))
        #expect(try folder.names() == [])
    }

    @Test func shortAndInterruptedWritesDoNotMatter() throws {
        let system = SystemCalls.system
        var calls = system
        var callCount = 0
        unsafe calls.write = { descriptor, bytes in
            callCount += 1
            if callCount % 2 == 0 {
                errno = EINTR
                return -1
            }
            return unsafe system.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(3)))
        }
        let file = try OutputFile(path: folder("out"), compression: .none, level: 3, workerCount: 0, calls: calls)
        try file.write(Samples.hello)
        _ = try file.finish()
        #expect(try content(of: folder("out")) == Samples.hello)
    }

    @Test func onlyAFilesNameIsTaken() throws {
        #expect(throws: AssayError.self) { try OutputFile(path: folder.path) }
        // A rename would replace the device.
        #expect(throws: AssayError.self) { try OutputFile(path: "/dev/null") }
        #expect(throws: AssayError.self) { try OutputFile(path: folder("absent/out")) }
        #expect(throws: AssayError.self) { try OutputFile(path: "") }
        #expect(throws: AssayError.self) { try OutputFile(path: folder.path + "/") }
        #expect(try folder.names() == [])
    }

    @Test func aLinkStaysALink() throws {
        let target = try folder.store([1], as: "target")
        unsafe #expect(symlink("target", folder("link")) == 0)
        let file = try OutputFile(path: folder("link"))
        try file.write(Samples.hello)
        _ = try file.finish()
        #expect(try content(of: target) == Samples.hello)
        #expect(try FileSystem.canonicalPath(of: folder("link")) == FileSystem.canonicalPath(of: target))
        #expect(try folder.names() == ["link", "target"])
    }

    @Test func twoOutputsToOnePathAndLongNames() throws {
        let first = try OutputFile(path: folder("out"))
        let second = try OutputFile(path: folder("out"))
        try first.write([1])
        try second.write([2])
        _ = try second.finish()
        _ = try first.finish()
        #expect(try rawBytes(of: folder("out"), byteCount: 1) == [1])
        let longName = String(repeating: "n", count: 255)
        _ = try folder.store([3], as: longName)
        #expect(try folder.names() == [longName, "out"])
    }
}
