import TestSupport
import Testing

@testable import ByteIO

@Suite struct ZstdStreamTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func decode(_ stored: [UInt8], chunkByteCount: Int = 5) throws -> [UInt8] {
        try content(of: folder.store(stored, as: "file.zst"), chunkByteCount: chunkByteCount)
    }

    @Test func readsWhatTheZstdProgramWrites() throws {
        #expect(try decode(Samples.helloZstd) == Samples.hello)
    }

    @Test func readsManyAndSkippableFrames() throws {
        let hello = Samples.helloZstd
        let skippable = Samples.skippableFrame([7, 7, 7])
        #expect(try decode(hello + hello + hello) == Samples.hello + Samples.hello + Samples.hello)
        #expect(try decode(skippable + hello + skippable + hello + skippable) == Samples.hello + Samples.hello)
        #expect(try decode(skippable) == [])
        let large = Samples.skippableFrame([UInt8](repeating: 0x28, count: 600_000), magic: 0x184D_2A57)
        #expect(try decode(hello + large + hello, chunkByteCount: 1000) == Samples.hello + Samples.hello)
        let empty = try encoded([], .zstd)
        #expect(try decode(empty + hello + empty) == Samples.hello)
        let many = [[UInt8]](repeating: hello, count: 20_000).flatMap { $0 }
        #expect(try decode(many, chunkByteCount: 4096).count == 20_000 * Samples.hello.count)
    }

    @Test(arguments: [UInt8(10), 27, 28, 31]) func readsLongWindows(_ windowLog: UInt8) throws {
        #expect(try decode(Samples.rawFrame(Samples.hello, windowLog: windowLog)) == Samples.hello)
    }

    @Test func aWindowAboveTheLimitIsAnError() {
        let error = #expect(throws: AssayError.self) { try decode(Samples.rawFrame(Samples.hello, windowLog: 32)) }
        #expect(error?.message.contains("wants a window of 4096 MiB, and 2048 MiB are allowed") == true)
    }

    /// Where the last block is empty, the library compares the sizes only if it is given room for all of the content.
    @Test func aFrameThatIsShorterThanItSaysIsAnError() throws {
        // One segment, its size in two bytes: 256 more than they say. Then an empty last block, or three bytes and that.
        let header: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x60, 0x01, 0x80]
        let last: [UInt8] = [1, 0, 0]
        let some: [UInt8] = [3 << 3, 0, 0, 0x61, 0x62, 0x63]
        for content in [last, some + last] {
            for chunkByteCount in [1, 100, 1 << 16] {
                let error = #expect(throws: AssayError.self, "by \(chunkByteCount)") {
                    try decode(Samples.helloZstd + header + content, chunkByteCount: chunkByteCount)
                }
                let isNamed = error?.message.contains("says that it holds 33025") ?? false
                #expect(isNamed || error?.message.contains("zstd data is damaged") ?? false)
            }
        }
        let whole: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x03] + some + last
        #expect(try decode(whole + whole, chunkByteCount: 2) == Array("abcabc".utf8))
    }

    @Test func everyTruncationIsAnErrorExceptAtAFrameBorder() throws {
        let frame = Samples.helloZstd
        let stored = frame + Samples.skippableFrame([1, 2]) + frame
        let skippableEnd = frame.count + 10
        for count in 0..<stored.count {
            let truncated = Array(stored[..<count])
            switch count {
            case 0: #expect(try decode(truncated) == [])
            // One byte of the magic is a "(", which may be a text.
            case 1: #expect(try decode(truncated) == [0x28])
            case frame.count, skippableEnd: #expect(try decode(truncated) == Samples.hello)
            default:
                for chunkByteCount in [1, Samples.hello.count, 4096] {
                    #expect(throws: AssayError.self, "\(count) bytes by \(chunkByteCount)") {
                        try decode(truncated, chunkByteCount: chunkByteCount)
                    }
                }
            }
        }
    }

    @Test func truncationNamesTheFileAndTheStoredByte() {
        let error = #expect(throws: AssayError.self) { try decode(Array(Samples.helloZstd.dropLast())) }
        #expect(error?.path == folder("file.zst"))
        #expect(error?.message.contains("ends in the middle of a frame at stored byte 26") == true)
    }

    @Test(arguments: [1, 3, 4, 100]) func bytesAfterTheLastFrameAreAnError(_ byteCount: Int) {
        for filler in [UInt8(0), 0x0a, 0xff] {
            let surplus = [UInt8](repeating: filler, count: byteCount)
            #expect(throws: AssayError.self) { try decode(Samples.helloZstd + surplus) }
            #expect(throws: AssayError.self) { try decode(Samples.helloZstd + surplus, chunkByteCount: 20) }
        }
    }

    @Test func surplusBytesAreToldFromDamage() {
        let error = #expect(throws: AssayError.self) { try decode(Samples.helloZstd + Array("surplus".utf8)) }
        #expect(error?.message.contains("follow the last frame") == true)
        var wrong = Samples.helloZstd
        wrong[wrong.count - 1] ^= 1
        let checksum = #expect(throws: AssayError.self) { try decode(wrong) }
        #expect(checksum?.message.contains("checksum does not match") == true)
    }

    @Test func aFlippedBitIsAnErrorOrChangesNothing() throws {
        var generator = SeededRandom(seed: 3)
        let text = generator.text(byteCount: 400)
        let stored = try encoded(text, .zstd)
        for bit in 0..<stored.count * 8 {
            var damaged = stored
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let stream = try ByteStream(path: folder.store(damaged, as: "file.zst"))
            let actual = try? content(of: stream, chunkByteCount: 64)
            #expect(actual == nil || actual == (stream.compression == .none ? damaged : text), "bit \(bit)")
        }
    }

    @Test func randomDamageNeverTraps() throws {
        let seed = newSeed()
        var generator = SeededRandom(seed: seed)
        let text = generator.text(byteCount: 3000)
        let stored = try encoded(text, .zstd)
        for _ in 0..<300 {
            var damaged = stored + stored
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                damaged[Int.random(in: 4..<damaged.count, using: &generator)] = UInt8(
                    truncatingIfNeeded: generator.next())
            }
            let actual = try? decode(damaged, chunkByteCount: Int.random(in: 1...4000, using: &generator))
            #expect(actual == nil || actual == text + text, "seed \(seed)")
        }
    }
}
