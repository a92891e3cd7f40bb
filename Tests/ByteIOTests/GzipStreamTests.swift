import TestSupport
import Testing

@testable import ByteIO

@Suite struct GzipStreamTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func decode(_ stored: [UInt8], chunkByteCount: Int = 5) throws -> [UInt8] {
        try content(of: folder.store(stored, as: "file.gz"), chunkByteCount: chunkByteCount)
    }

    @Test func readsWhatTheGzipProgramWrites() throws {
        #expect(try decode(Samples.helloGzip) == Samples.hello)
    }

    @Test func readsManyMembers() throws {
        let hello = Samples.helloGzip
        let empty = try encoded([], .gzip)
        #expect(try decode(hello + empty + hello + hello) == Samples.hello + Samples.hello + Samples.hello)
        let many = [[UInt8]](repeating: hello, count: 20_000).flatMap { $0 }
        #expect(try decode(many, chunkByteCount: 4096).count == 20_000 * Samples.hello.count)
    }

    @Test(arguments: [1, 2, 512, 300_000]) func zerosAfterTheLastMemberAreIgnored(_ byteCount: Int) throws {
        let padding = [UInt8](repeating: 0, count: byteCount)
        #expect(try decode(Samples.helloGzip + padding) == Samples.hello)
        let error = #expect(throws: AssayError.self) { try decode(Samples.helloGzip + padding + Samples.helloGzip) }
        #expect(error?.message.contains("stored byte \(Samples.helloGzip.count + byteCount)") == true)
    }

    @Test func bytesAfterTheLastMemberAreAnError() {
        for surplus: [UInt8] in [[0x0a], [0x1f], [0x1f, 0x8b], [0x1f, 0x8b, 0x08], Array("surplus".utf8)] {
            for chunkByteCount in [1, Samples.hello.count, 4096] {
                #expect(throws: AssayError.self, "\(surplus)") {
                    try decode(Samples.helloGzip + surplus, chunkByteCount: chunkByteCount)
                }
            }
        }
    }

    @Test func everyTruncationIsAnErrorExceptAtAMemberBorder() throws {
        let member = Samples.helloGzip
        let stored = member + member
        for count in 0..<stored.count {
            let truncated = Array(stored[..<count])
            switch count {
            // Less than the magic cannot be told from other content.
            case 0, 1: #expect(try decode(truncated) == truncated)
            case member.count: #expect(try decode(truncated) == Samples.hello)
            default:
                for chunkByteCount in [1, Samples.hello.count, 4096] {
                    #expect(throws: AssayError.self, "\(count) bytes by \(chunkByteCount)") {
                        try decode(truncated, chunkByteCount: chunkByteCount)
                    }
                }
            }
        }
    }

    @Test func theChecksumAndTheLengthAreChecked() throws {
        for byteFromEnd in 1...8 {
            var damaged = Samples.helloGzip
            damaged[damaged.count - byteFromEnd] ^= 0x10
            let error = #expect(throws: AssayError.self) { try decode(damaged) }
            #expect(error?.path == folder("file.gz"))
            #expect(error?.message.contains("gzip data is damaged") == true)
        }
    }

    @Test func aFlippedBitIsAnErrorOrChangesNothing() throws {
        var generator = SeededRandom(seed: 4)
        let text = generator.text(byteCount: 400)
        let stored = try encoded(text, .gzip)
        for bit in 0..<stored.count * 8 {
            var damaged = stored
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let stream = try ByteStream(path: folder.store(damaged, as: "file.gz"))
            let actual = try? content(of: stream, chunkByteCount: 64)
            #expect(actual == nil || actual == (stream.compression == .none ? damaged : text), "bit \(bit)")
        }
    }
}
