import ByteIO

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes the bytes of a checkpoint file, a header or a block at a time (docs/checkpoint-format.md).
///
/// The same values give the same bytes.
enum CheckpointWriter {
    static func header(_ kind: CheckpointFormat.Kind) -> [UInt8] {
        var bytes = CheckpointFormat.magic
        bytes.appendLittleEndian(CheckpointFormat.version)
        bytes.appendLittleEndian(kind.rawValue)
        return bytes
    }

    static func block(_ run: CheckpointRun) throws(AssayError) -> [UInt8] { block(.run, try json(run)) }

    static func end(shardCount: Int) -> [UInt8] {
        var content: [UInt8] = []
        content.appendLittleEndian(UInt64(shardCount))
        return block(.end, content)
    }

    static func block(_ result: ShardResult) throws(AssayError) -> [UInt8] {
        var content: [UInt8] = []
        func number(_ value: Int) { content.appendLittleEndian(UInt64(value)) }
        func bytes(_ value: [UInt8]) {
            number(value.count)
            content += value
        }
        func name(_ value: String) { bytes(Array(value.utf8)) }
        func hash(_ value: Hash128) {
            content.appendLittleEndian(value.high.byteSwapped)
            content.appendLittleEndian(value.low.byteSwapped)
        }
        let tally = result.tally
        number(result.number)
        bytes(try json(result.account))
        number(tally.recognisedCount)
        number(tally.namesSources ? 1 : 0)
        number(tally.items.count)
        for (item, value) in tally.items.sorted(by: { $0.key < $1.key }) {
            number(item)
            number(value.part)
            number(value.reach)
        }
        list(tally.recordReach)
        number(tally.recordHashes.count)
        for value in tally.recordHashes.sorted() { hash(value) }
        list(tally.byBenchmark)
        list(tally.bySubset)
        number(tally.bySource.count)
        for (source, counts) in tally.bySource.sorted(by: { $0.key < $1.key }) {
            name(source.text)
            number(counts.recordCount)
            number(counts.contaminatedCount)
        }
        number(tally.fieldsOutOfScope.count)
        for (key, count) in tally.fieldsOutOfScope.sorted(by: {
            ReportWords.precedes([$0.key.field, $0.key.role], [$1.key.field, $1.key.role])
        }) {
            name(key.field)
            name(key.role)
            number(count)
        }
        number(result.evidence.byteCount)
        hash(result.evidence.hash)
        switch result.evidence.place {
        case .joined:
            number(Int(CheckpointFormat.EvidencePlace.joined.rawValue))
        case .inline(let frame):
            number(Int(CheckpointFormat.EvidencePlace.inline.rawValue))
            bytes(frame)
        case .ownFile(let storedByteCount):
            number(Int(CheckpointFormat.EvidencePlace.ownFile.rawValue))
            number(storedByteCount)
        }
        return block(.shard, content)

        func list(_ counts: [Int: Int]) {
            number(counts.count)
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                number(key)
                number(count)
            }
        }
    }

    private static func block(_ name: CheckpointFormat.Block, _ content: [UInt8]) -> [UInt8] {
        var bytes = Array(name.rawValue.utf8)
        bytes.reserveCapacity(content.count + 32)
        bytes.appendLittleEndian(UInt32(0))
        bytes.appendLittleEndian(UInt64(content.count))
        bytes += content
        let hash = XXH3.hash128(bytes.span)
        bytes.appendLittleEndian(hash.high.byteSwapped)
        bytes.appendLittleEndian(hash.low.byteSwapped)
        return bytes
    }

    private static func json(_ value: some Encodable) throws(AssayError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw AssayError("a checkpoint cannot be written: \(error)")
        }
    }
}
