import TestSupport
import Testing

@testable import ParquetIO

/// Each encoding's decoder against a naive encoder, read in steps of random lengths.
struct EncodingTests {
    /// Random byte arrays that often share their beginnings.
    private func byteArrays(_ random: inout SeededRandom) -> [[UInt8]] {
        var last: [UInt8] = []
        return (0..<random.below(400)).map { _ in
            last = Array(last.prefix(random.below(last.count + 2)))
            last += (0..<random.below(30)).map { _ in UInt8(random.below(4)) }
            return last
        }
    }

    /// Decodes `values.count` values of a page that holds `stored`, a few at a time, and compares them.
    private func check(
        _ encoding: ParquetEncoding, _ type: PhysicalType, _ stored: [UInt8], _ values: [[UInt8]], size: Int,
        dictionary: ColumnDictionary? = nil, _ random: inout SeededRandom, seed: UInt64
    ) throws {
        let page = TestPage.data(stored, entryCount: values.count, encoding)
        var dictionary = dictionary
        var decoder = try ValueDecoder(
            page, page.values, type: type, valueByteCount: size, limits: .standard)
        var found: [[UInt8]] = []
        var batch = 0
        var column = ColumnBatch()
        var bytes = ValueBytes()
        while found.count < values.count {
            column.begin()
            bytes.begin()
            column.valueByteCount = size
            var scratch = ValueScratch()
            for _ in 0..<2 {
                let count = min(values.count - found.count - column.valueCount, random.below(60))
                column.makeRoomForValues(count)
                try decoder.decode(
                    page.bytes, count: count, type: type, &dictionary, batch: batch, into: &column, &bytes, &scratch)
                column.valueCount += count
            }
            found += column.allValues(bytes)
            batch += 1
        }
        #expect(found == values, "seed \(seed), \(encoding.name)")
        // Nothing is left: one more is an error, where the encoding can tell.
        column.makeRoomForValues(1)
        var scratch = ValueScratch()
        if !encoding.isDictionary, encoding != .rle, size != 0 || !values.isEmpty {
            #expect(throws: ParquetProblem.self, "seed \(seed), \(encoding.name)") {
                try decoder.decode(
                    page.bytes, count: type == .boolean ? 9 : 1, type: type, &dictionary, batch: batch, into: &column,
                    &bytes, &scratch)
            }
        }
    }

    @Test(arguments: 0..<25)
    func byteArraysAreReadInEveryEncoding(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let values = byteArrays(&random)
        try check(.plain, .byteArray, NaiveEncoder.plain(values), values, size: 0, &random, seed: seed)
        if values.isEmpty { return }
        try check(
            .deltaLengthByteArray, .byteArray, NaiveEncoder.deltaLength(values), values, size: 0, &random, seed: seed)
        try check(
            .deltaByteArray, .byteArray, NaiveEncoder.deltaByteArray(values), values, size: 0, &random, seed: seed)
        let entries = Array(Set(values))
        let page = TestPage.dictionary(NaiveEncoder.plain(entries), entryCount: entries.count)
        let dictionary = try ColumnDictionary(page, type: .byteArray, valueByteCount: 0)
        let places = values.map { value in UInt64(entries.firstIndex(of: value) ?? -1) }
        let bitWidth = max(1, Int.bitWidth - (entries.count - 1).leadingZeroBitCount)
        let stored = [UInt8(bitWidth)] + NaiveEncoder.hybrid(places, bitWidth: bitWidth, &random)
        try check(
            .rleDictionary, .byteArray, stored, values, size: 0, dictionary: dictionary, &random, seed: seed)
    }

    @Test(arguments: 0..<25)
    func numbersAreReadInEveryEncoding(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let size = random.pick([4, 8])
        let type = size == 4 ? PhysicalType.int32 : .int64
        let bits = 1 + random.below(size * 8)
        let numbers = (0..<1 + random.below(700)).map { _ -> Int64 in
            let number = Int64(bitPattern: random.next()) >> Int64(64 - bits)
            return size == 4 ? Int64(Int32(truncatingIfNeeded: number)) : number
        }
        let values = numbers.map { little(UInt64(bitPattern: $0), byteCount: size) }
        let (block, mini) = random.pick([(128, 4), (128, 1), (256, 8), (1024, 32), (64, 8)])
        let delta = NaiveEncoder.delta(numbers, blockCount: block, miniblockCount: mini)
        try check(.deltaBinaryPacked, type, delta, values, size: size, &random, seed: seed)
        try check(.plain, type, values.flatMap { $0 }, values, size: size, &random, seed: seed)
        let split = NaiveEncoder.byteStreamSplit(values)
        try check(.byteStreamSplit, type, split, values, size: size, &random, seed: seed)
        let page = TestPage.dictionary(values.flatMap { $0 }, entryCount: values.count)
        let dictionary = try ColumnDictionary(page, type: type, valueByteCount: size)
        let places = values.indices.map { UInt64($0) }
        let stored = [10] + NaiveEncoder.hybrid(places, bitWidth: 10, &random)
        try check(.plainDictionary, type, stored, values, size: size, dictionary: dictionary, &random, seed: seed)
    }

    @Test(arguments: 0..<15)
    func valuesOfOneSizeAreReadInEveryEncoding(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let size = 1 + random.below(20)
        let values = (0..<1 + random.below(300)).map { _ in (0..<size).map { _ in UInt8(random.below(3)) } }
        for (encoding, stored) in [
            (ParquetEncoding.plain, values.flatMap { $0 }), (.deltaByteArray, NaiveEncoder.deltaByteArray(values)),
            (.byteStreamSplit, NaiveEncoder.byteStreamSplit(values)),
        ] {
            try check(encoding, .fixedLenByteArray, stored, values, size: size, &random, seed: seed)
        }
    }

    @Test(arguments: 0..<15)
    func booleansAreReadAsBitsAndAsRuns(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let values = (0..<1 + random.below(300)).map { _ in [UInt8(random.below(2))] }
        let numbers = values.map { UInt64($0[0]) }
        try check(.plain, .boolean, packed(numbers, bitWidth: 1), values, size: 1, &random, seed: seed)
        let runs = NaiveEncoder.hybrid(numbers, bitWidth: 1, &random)
        let stored = little(UInt64(runs.count), byteCount: 4) + runs
        try check(.rle, .boolean, stored, values, size: 1, &random, seed: seed)
    }

    @Test(arguments: 0..<20)
    func levelsAreReadInBothEncodings(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let maximum = 1 + random.below(9)
        let bitWidth = Int.bitWidth - maximum.leadingZeroBitCount
        let levels = (0..<1 + random.below(500)).map { _ in UInt8(random.below(maximum + 1)) }
        let runs = NaiveEncoder.hybrid(levels.map(UInt64.init), bitWidth: bitWidth, &random)
        for (encoding, stored) in [
            (ParquetEncoding.rle, little(UInt64(runs.count), byteCount: 4) + runs),
            (.bitPacked, NaiveEncoder.bitPacked(levels, bitWidth: bitWidth)),
        ] {
            let page = stored + [UInt8](repeating: 0xEE, count: 5 + Page.padding)
            var rest = 0..<stored.count + 5
            var decoder = try LevelDecoder(
                page, &rest, entryCount: levels.count, maximum: maximum, encodingNumber: encoding.rawValue)
            #expect(rest.count == 5, "seed \(seed)")
            var found = [UInt8](repeating: 0, count: levels.count)
            let middle = random.below(levels.count + 1)
            try decoder.decode(page, count: middle, into: &found, at: 0)
            try decoder.decode(page, count: levels.count - middle, into: &found, at: middle)
            #expect(found == levels, "seed \(seed), \(encoding.name)")
        }
    }

    @Test func whatIsWrittenInRunsIsReadBack() throws {
        for seed in UInt64(0)..<40 {
            var random = SeededRandom(seed: seed)
            let bitWidth = 1 + random.below(32)
            let most = UInt64(1) << UInt64(bitWidth) - 1
            var numbers: [UInt32] = []
            for _ in 0..<random.below(60) {
                let number = UInt32(truncatingIfNeeded: random.next() % (most + 1))
                numbers += [UInt32](repeating: number, count: random.pick([1, 1, 2, 7, 8, 9, 40]))
            }
            var stored: [UInt8] = []
            HybridEncoder.append(numbers, bitWidth: bitWidth, to: &stored)
            var decoder = HybridDecoder(0..<stored.count, bitWidth: bitWidth)
            var found = [UInt32](repeating: 0, count: numbers.count)
            try decoder.decode(
                stored + [UInt8](repeating: 0, count: Page.padding), count: numbers.count, into: &found, at: 0)
            #expect(found == numbers, "seed \(seed), \(bitWidth) bits")
        }
    }
}
