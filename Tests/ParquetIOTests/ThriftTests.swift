import Testing

@testable import ParquetIO

/// Thrift's compact protocol: what is written is read, what is not known is skipped, what lies is refused.
struct ThriftTests {
    private func structure(_ body: (inout ThriftWriter) -> Void) -> [UInt8] {
        var writer = ThriftWriter()
        writer.structure(nil, body)
        return writer.bytes
    }

    @Test func fieldsAreReadAsTheyWereWritten() throws {
        let bytes = structure { writer in
            writer.int8(1, -7)
            writer.int32(2, .min)
            writer.int64(20, .max)
            writer.boolean(21, true)
            writer.boolean(300, false)
            writer.binary(301, Array("text".utf8))
            writer.list(302, of: .int32, count: 20) { writer in for number in Int32(0)..<20 { writer.element(-number) }
            }
            writer.structure(303) { writer in writer.int16(1, 5) }
        }
        var reader = ThriftReader(bytes, from: 0, to: bytes.count)
        var found: [String] = []
        try reader.structure { (reader, number, type) throws(ParquetProblem) in
            switch number {
            case 1: found.append("\(try reader.int8(type))")
            case 2: found.append("\(try reader.int32(type))")
            case 20: found.append("\(try reader.int64(type))")
            case 21, 300: found.append("\(try reader.boolean(type))")
            case 301: found.append(String(decoding: try reader.binary(type), as: UTF8.self))
            case 302:
                var sum = 0
                try reader.list(of: .int32) { (reader) throws(ParquetProblem) in sum += Int(try reader.int32()) }
                found.append("\(sum)")
            default:
                found.append("\(try reader.raw(type))")
            }
        }
        #expect(found == ["-7", "-2147483648", "9223372036854775807", "true", "false", "text", "-190", "[20, 10, 0]"])
        #expect(reader.position == bytes.count)
    }

    @Test func everyTypeIsSkipped() throws {
        // As the specification has them: a double, a list of booleans, a map, a set, a universally unique identifier.
        let bytes: [UInt8] =
            [0x17, 1, 2, 3, 4, 5, 6, 7, 8, 0x19, 0x21, 1, 2, 0x1B, 2, 0x58, 6, 1, 65, 8, 1, 66, 0x1A, 0x15, 4, 0x1D]
            + [UInt8](repeating: 9, count: 16) + [0x1B, 0, 0x11, 0x1C, 0x15, 2, 0, 0]
        var reader = ThriftReader(bytes, from: 0, to: bytes.count)
        var types: [ThriftType] = []
        try reader.structure { (reader, _, type) throws(ParquetProblem) in
            types.append(type)
            try reader.skip(type)
        }
        #expect(types == [.double, .list, .map, .set, .uuid, .map, .booleanTrue, .structure])
        #expect(reader.position == bytes.count)
    }

    @Test func whatLiesIsRefused() {
        func message(_ bytes: [UInt8]) -> String {
            var reader = ThriftReader(bytes, from: 0, to: bytes.count)
            do throws(ParquetProblem) {
                try reader.structure { (reader, _, type) throws(ParquetProblem) in try reader.skip(type) }
                return "nothing is wrong"
            } catch {
                return error.message
            }
        }
        #expect(message([0]) == "nothing is wrong")
        #expect(message([]) == "the metadata ends in the middle")
        #expect(message([0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) == "the metadata ends in the middle")
        #expect(message([0x19, 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) == "the metadata ends in the middle")
        #expect(message([0x1E, 0]).contains("a field of type 14"))
        #expect(message([0x16] + [UInt8](repeating: 0xFF, count: 12)).contains("more than 10 bytes"))
        #expect(message([UInt8](repeating: 0x1C, count: 100)).contains("nests more than 24 deep"))
        #expect(message([0x19, 0x19] + [UInt8](repeating: 0x19, count: 100)).contains("nests more than 24 deep"))
    }
}
