@testable import ByteIO

/// Stored bytes made by other programs or by hand, and what they hold.
enum Samples {
    static let hello = Array("hello, hello, hello\n".utf8)

    /// `hello` by the `zstd` program 1.5.4 at level 19: one frame with its content's size and a checksum.
    static let helloZstd: [UInt8] = [
        0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x14, 0x75, 0x00, 0x00, 0x40, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x2c, 0x20, 0x0a,
        0x01, 0x00, 0xe2, 0x8a, 0x11, 0x21, 0x69, 0x9d, 0x87,
    ]

    /// `hello` by the `gzip` program: one member with a time and the name "hello.txt".
    static let helloGzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x08, 0x8f, 0xac, 0x01, 0x6b, 0x00, 0x03, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x2e, 0x74, 0x78,
        0x74, 0x00, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0xc8, 0x40, 0xa2, 0xb8, 0x00, 0xe7, 0x42, 0x6e, 0x52,
        0x14, 0x00, 0x00, 0x00,
    ]

    /// A skippable zstd frame with `payload` (RFC 8878 section 3.1.2).
    static func skippableFrame(_ payload: [UInt8], magic: UInt32 = 0x184D_2A50) -> [UInt8] {
        var frame: [UInt8] = []
        frame.appendLittleEndian(magic)
        frame.appendLittleEndian(UInt32(payload.count))
        return frame + payload
    }

    /// A zstd frame with a window of `2^windowLog` bytes and `content` in one raw block (RFC 8878 section 3.1.1).
    static func rawFrame(_ content: [UInt8], windowLog: UInt8) -> [UInt8] {
        var frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (windowLog - 10) << 3]
        let blockHeader = UInt32(content.count) << 3 | 1
        frame += [UInt8(blockHeader & 255), UInt8(blockHeader >> 8 & 255), UInt8(blockHeader >> 16)]
        return frame + content
    }
}
