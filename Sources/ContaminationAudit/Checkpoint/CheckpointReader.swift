import ByteIO
import NGramIndexing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the content of a checkpoint file's blocks (docs/checkpoint-format.md).
///
/// What a file says is checked before it is believed: sizes against the bytes there are, counts against each other. `nil`
/// and thrown errors alike mean that it cannot be used.
struct CheckpointReader {
    /// A block that is whole.
    struct Block {
        var name: CheckpointFormat.Block
        var content: [UInt8]
        /// Where the next block begins.
        var end: Int
    }

    let file: LogFile

    /// The kind of the file; throws if it is no checkpoint file, or one of another version.
    func kind() throws(AssayError) -> CheckpointFormat.Kind {
        let header = try file.read(at: 0, count: CheckpointFormat.headerByteCount)
        guard header.count == CheckpointFormat.headerByteCount, header.starts(with: CheckpointFormat.magic),
            let kind = CheckpointFormat.Kind(rawValue: header.span.rawSpan.uint32(at: 12))
        else { throw AssayError("is not a checkpoint file", path: file.path) }
        let version = header.span.rawSpan.uint32(at: 8)
        guard version == CheckpointFormat.version else {
            throw AssayError(
                "is of format version \(version), this version of assay reads \(CheckpointFormat.version): run it again",
                path: file.path)
        }
        return kind
    }

    /// The block at `offset`; `nil` if there is none that is whole.
    func block(at offset: Int) throws(AssayError) -> Block? {
        let headCount = CheckpointFormat.blockHeadByteCount
        let head = try file.read(at: offset, count: headCount)
        guard head.count == headCount,
            let name = CheckpointFormat.Block(rawValue: String(decoding: head[..<4], as: UTF8.self)),
            let contentCount = Int(exactly: head.span.rawSpan.uint64(at: 8)),
            contentCount <= file.byteCount - offset - headCount - CheckpointFormat.blockHashByteCount
        else { return nil }
        let bytes = try file.read(at: offset, count: headCount + contentCount + CheckpointFormat.blockHashByteCount)
        let hashed = headCount + contentCount
        guard bytes.count == hashed + CheckpointFormat.blockHashByteCount,
            XXH3.hash128(bytes.span.extracting(0..<hashed)) == Self.hash(bytes.span.rawSpan, at: hashed)
        else { return nil }
        return Block(name: name, content: Array(bytes[headCount..<hashed]), end: offset + bytes.count)
    }

    /// The content of a `RUN ` block; `nil` if it is not understood or contradicts itself.
    static func run(_ content: [UInt8]) -> CheckpointRun? {
        guard let content = try? JSONDecoder().decode(CheckpointRun.self, from: Data(content)) else { return nil }
        let run = content.run
        let counts =
            [run.index.prompts, run.index.shortPrompts, run.index.distinctNgrams] + run.inputs.map { $0.bytes ?? 0 }
        guard counts.allSatisfy({ (0...CheckpointFormat.largestCount).contains($0) }),
            run.inputs.count <= 1 << 14 || run.inputs.allSatisfy({ $0.bytes ?? 0 <= 1 << 40 }),
            (1...255).contains(run.settings.n), run.settings.maxBadRecords >= 0,
            isSum(run.index.parts.map(\.itemCount), run.index.prompts),
            isSum(run.index.parts.map(\.shortItemCount), run.index.shortPrompts),
            content.share.map({ ShardShare(number: $0.number, count: $0.count) != nil }) ?? true,
            content.stamps.map({ $0.count == run.inputs.count }) ?? true
        else { return nil }
        return content
    }

    /// Whether the counts, none below 0, add up to `total`.
    private static func isSum(_ counts: some Sequence<Int>, _ total: Int) -> Bool {
        var rest = total
        for count in counts {
            guard count >= 0, count <= rest else { return false }
            rest -= count
        }
        return rest == 0
    }

    /// The content of a `SHRD` block; `nil` if it is not understood or contradicts itself.
    static func shard(_ content: [UInt8]) -> ShardResult? {
        var cursor = Cursor(bytes: content)
        guard let number = cursor.number(), let account = cursor.sized().flatMap(account),
            let tally = tally(of: account, &cursor), let evidence = evidence(&cursor), cursor.isAtEnd
        else { return nil }
        return ShardResult(number: number, account: account, tally: tally, evidence: evidence)
    }

    private static func account(_ json: [UInt8]) -> ShardAccount? {
        guard let account = try? JSONDecoder().decode(ShardAccount.self, from: Data(json)) else { return nil }
        let input = account.input
        let counts =
            [input.bytes, input.records, input.badRecords, input.recordsWithoutText, input.contaminatedRecords]
            + [input.textUnits, account.kept, account.removed, account.rejected]
            + input.fields.map(\.textUnits) + account.outputs.flatMap { [$0.bytes, $0.records] }
        guard counts.allSatisfy({ (0...CheckpointFormat.largestCount).contains($0) }),
            input.badRecords + input.recordsWithoutText <= input.records,
            input.badRecords + input.contaminatedRecords <= input.records
        else { return nil }
        return account
    }

    private static func tally(of account: ShardAccount, _ cursor: inout Cursor) -> Tally? {
        let input = account.input
        var tally = Tally()
        tally.recordCount = input.records
        tally.textUnitCount = input.textUnits
        tally.badRecordCount = input.badRecords
        tally.withoutTextCount = input.recordsWithoutText
        tally.contaminatedCount = input.contaminatedRecords
        for row in input.fields { tally.fields[Tally.FieldKey(field: row.field, role: row.role)] = row.textUnits }
        guard let recognisedCount = cursor.number(), recognisedCount <= input.records,
            let namesSources = cursor.number(), namesSources <= 1, let itemCount = cursor.count(rowByteCount: 24)
        else { return nil }
        tally.recognisedCount = recognisedCount
        tally.namesSources = namesSources == 1
        for _ in 0..<itemCount {
            guard let item = cursor.number(), let part = cursor.number(), let reach = cursor.number() else {
                return nil
            }
            tally.items[item] = Tally.MatchedItem(reach: reach, part: part)
        }
        guard let recordReach = cursor.counts(), let hashCount = cursor.count(rowByteCount: 16) else { return nil }
        tally.recordReach = recordReach
        for _ in 0..<hashCount {
            guard let hash = cursor.hash() else { return nil }
            tally.recordHashes.insert(hash)
        }
        guard let byBenchmark = cursor.counts(), let bySubset = cursor.counts(),
            let sourceCount = cursor.count(rowByteCount: 24)
        else { return nil }
        tally.byBenchmark = byBenchmark
        tally.bySubset = bySubset
        for _ in 0..<sourceCount {
            guard let name = cursor.name(), let records = cursor.number(), let contaminated = cursor.number() else {
                return nil
            }
            tally.bySource[ExactName(name)] = Tally.SourceCount(recordCount: records, contaminatedCount: contaminated)
        }
        guard let fieldCount = cursor.count(rowByteCount: 24) else { return nil }
        for _ in 0..<fieldCount {
            guard let field = cursor.name(), let role = cursor.name(), let units = cursor.number(),
                units <= CheckpointFormat.largestCount
            else { return nil }
            tally.fieldsOutOfScope[Tally.FieldKey(field: field, role: role)] = units
        }
        return isConsistent(tally) ? tally : nil
    }

    /// Whether the counts fit together, so that they can be added up without a check of each sum.
    private static func isConsistent(_ tally: Tally) -> Bool {
        return isSum(tally.recordReach.values, tally.contaminatedCount)
            && isSum(tally.bySource.values.map(\.recordCount), tally.recordCount - tally.badRecordCount)
            && isSum(tally.bySource.values.map(\.contaminatedCount), tally.contaminatedCount)
            && (Array(tally.byBenchmark.values) + Array(tally.bySubset.values)).allSatisfy {
                $0 <= tally.contaminatedCount
            }
            && tally.recordHashes.count <= tally.contaminatedCount
            && tally.recordHashes.isEmpty == (tally.contaminatedCount == 0)
            && tally.items.isEmpty == (tally.contaminatedCount == 0)
    }

    private static func evidence(_ cursor: inout Cursor) -> StoredEvidence? {
        guard let byteCount = cursor.number(), byteCount <= CheckpointFormat.largestCount, let hash = cursor.hash(),
            let code = cursor.number(), let place = CheckpointFormat.EvidencePlace(rawValue: UInt64(code))
        else { return nil }
        switch place {
        case .joined: return StoredEvidence(byteCount: byteCount, hash: hash, place: .joined)
        case .inline:
            guard let frame = cursor.sized() else { return nil }
            return StoredEvidence(byteCount: byteCount, hash: hash, place: .inline(frame))
        case .ownFile:
            guard let storedByteCount = cursor.number() else { return nil }
            return StoredEvidence(byteCount: byteCount, hash: hash, place: .ownFile(storedByteCount: storedByteCount))
        }
    }

    /// The content of an `END ` block; `nil` if it is not understood.
    static func end(_ content: [UInt8]) -> Int? {
        var cursor = Cursor(bytes: content)
        guard let count = cursor.number(), cursor.isAtEnd else { return nil }
        return count
    }

    private static func hash(_ bytes: RawSpan, at offset: Int) -> Hash128 {
        Hash128(high: bytes.uint64(at: offset).byteSwapped, low: bytes.uint64(at: offset + 8).byteSwapped)
    }

    /// Numbers and names from a block's content, `nil` where it ends too early.
    private struct Cursor {
        let bytes: [UInt8]
        private var offset = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { offset == bytes.count }

        mutating func number() -> Int? {
            guard bytes.count - offset >= 8 else { return nil }
            defer { offset += 8 }
            return Int(exactly: bytes.span.rawSpan.uint64(at: offset))
        }

        /// How many rows of at least `rowByteCount` bytes follow.
        mutating func count(rowByteCount: Int) -> Int? {
            guard let count = number(), count <= (bytes.count - offset) / rowByteCount else { return nil }
            return count
        }

        mutating func counts() -> [Int: Int]? {
            guard let count = count(rowByteCount: 16) else { return nil }
            var counts: [Int: Int] = [:]
            for _ in 0..<count {
                guard let key = number(), let value = number() else { return nil }
                counts[key] = value
            }
            return counts
        }

        mutating func hash() -> Hash128? {
            guard bytes.count - offset >= 16 else { return nil }
            defer { offset += 16 }
            return CheckpointReader.hash(bytes.span.rawSpan, at: offset)
        }

        mutating func sized() -> [UInt8]? {
            guard let count = number(), count <= bytes.count - offset else { return nil }
            defer { offset += count }
            return Array(bytes[offset..<offset + count])
        }

        mutating func name() -> String? { sized().flatMap { String(validating: $0, as: UTF8.self) } }
    }
}
