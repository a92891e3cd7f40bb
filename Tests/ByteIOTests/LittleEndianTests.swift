import Testing

@testable import ByteIO

@Suite struct LittleEndianTests {
    @Test func loadsUnalignedNumbers() {
        let bytes: [UInt8] = [0xff, 1, 2, 3, 4, 5, 6, 7, 0x88]
        let span = bytes.span.rawSpan
        #expect(span.uint8(at: 8) == 0x88)
        #expect(span.uint16(at: 1) == 0x0201)
        #expect(span.uint32(at: 1) == 0x0403_0201)
        #expect(span.uint64(at: 1) == 0x8807_0605_0403_0201)
    }

    @Test func appendsWhatItLoads() {
        var bytes: [UInt8] = [9]
        bytes.appendLittleEndian(UInt8(0xab))
        bytes.appendLittleEndian(Int16(-2))
        bytes.appendLittleEndian(UInt32(0x0102_0304))
        bytes.appendLittleEndian(Int64.min)
        #expect(bytes == [9, 0xab, 0xfe, 0xff, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0x80])
    }

    @Test func aLoadPastTheEndStopsTheProgram() async {
        await #expect(processExitsWith: .failure) {
            let bytes: [UInt8] = [1, 2, 3]
            _ = bytes.span.rawSpan.uint32(at: 0)
        }
    }
}
