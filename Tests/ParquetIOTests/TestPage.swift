@testable import ParquetIO

/// Pages made of their parts, for tests of what is inside them.
enum TestPage {
    /// A page of version 1 without levels.
    static func data(_ stored: [UInt8], entryCount: Int, _ encoding: ParquetEncoding) -> Page {
        page(stored) { writer in
            writer.int32(1, 0)
            writer.int32(2, Int32(stored.count))
            writer.int32(3, Int32(stored.count))
            writer.structure(5) { writer in
                writer.int32(1, Int32(entryCount))
                writer.int32(2, encoding.rawValue)
            }
        }
    }

    static func dictionary(_ stored: [UInt8], entryCount: Int) -> Page {
        page(stored) { writer in
            writer.int32(1, 2)
            writer.int32(2, Int32(stored.count))
            writer.int32(3, Int32(stored.count))
            writer.structure(7) { writer in
                writer.int32(1, Int32(entryCount))
                writer.int32(2, ParquetEncoding.plain.rawValue)
            }
        }
    }

    private static func page(_ stored: [UInt8], _ fields: (inout ThriftWriter) -> Void) -> Page {
        var writer = ThriftWriter()
        writer.structure(nil, fields)
        var reader = ThriftReader(writer.bytes, from: 0, to: writer.bytes.count)
        var page = Page()
        page.header = (try? PageHeader(&reader)) ?? PageHeader()
        page.bytes = stored + [UInt8](repeating: 0xFF, count: Page.padding)
        page.values = 0..<stored.count
        return page
    }
}

extension ColumnBatch {
    /// Every value's bytes.
    func allValues(_ bytes: ValueBytes) -> [[UInt8]] { allValues(bytes.bytes) }

    /// Every value's bytes; `bytes` are the batch's.
    func allValues(_ bytes: [UInt8]) -> [[UInt8]] {
        (0..<valueCount).map { index in
            if valueByteCount > 0 { return Array(fixedBytes[index * valueByteCount..<(index + 1) * valueByteCount]) }
            return Array(bytes[Int(ranges[index].start)..<Int(ranges[index].end)])
        }
    }
}
