import ByteIO
import TestSupport
import Testing

@testable import NGramIndexing

@Suite("Records that share the same texts")
struct DistinctRecordsTests {
    private typealias Texts = [(text: [UInt8], startsMatch: Bool)]

    @Test("Each list of texts is kept once, in the order of its first record", arguments: UInt64(0)..<100)
    func naive(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var records = DistinctRecords()
        var expected: [(key: String, texts: Texts, records: [Int])] = []
        for number in 0..<Int.random(in: 0...60, using: &random) {
            let texts: Texts = (0..<Int.random(in: 0...2, using: &random)).map { place in
                let text = [UInt8](repeating: 0x61, count: Int.random(in: 0...2, using: &random))
                return (text, place == 0 || Bool.random(using: &random))
            }
            for (text, startsMatch) in texts { records.append(text.span, startsMatch: startsMatch) }
            records.close(record: number)
            if texts.isEmpty { continue }
            let key = "\(texts)"
            if let place = expected.firstIndex(where: { $0.key == key }) {
                expected[place].records.append(number)
            } else {
                expected.append((key, texts, [number]))
            }
        }
        #expect(records.groups.count == expected.count, "seed \(seed)")
        for (group, other) in zip(records.groups, expected) {
            var texts: Texts = []
            records.forEachText(of: group) { text, offset, startsMatch in
                let bytes = text.indices.map { text[$0] }
                #expect(bytes == Array(records.bytes[offset..<offset + text.count]), "seed \(seed)")
                texts.append((bytes, startsMatch))
            }
            #expect("\(texts)" == other.key, "seed \(seed)")
            #expect(group.recordCount == other.records.count, "seed \(seed)")
            #expect(group.firstRecord == other.records[0], "seed \(seed)")
            #expect(group.secondRecord == other.records.dropFirst().first ?? Int.max, "seed \(seed)")
            #expect(!group.continues, "seed \(seed)")
        }
    }

    @Test("The parts of a large record follow each other, and no other record joins them")
    func parts() {
        var records = DistinctRecords()
        for number in 0..<2 {
            records.append([1, 2].span, startsMatch: true)
            records.closePart(record: number)
            #expect(records.openByteCount == 0)
            records.append([3].span, startsMatch: false)
            records.close(record: number)
        }
        records.append([3].span, startsMatch: false)
        records.close(record: 2)
        #expect(records.groups.map(\.firstRecord) == [0, 0, 1, 1, 2])
        #expect(records.groups.map(\.continues) == [false, true, false, true, false])
        #expect(records.groups.map(\.recordCount) == [1, 1, 1, 1, 1])
    }
}
