import ByteIO
import Foundation
import TestSupport
import Testing

@testable import NGramIndexing

@Suite("Damaged indexes give errors")
struct IndexDamageTests {
    private static func fixture(_ name: String) -> String { Golden.folder + name }

    @Test("The index of version 1 opens, verifies and says what it said when it was made")
    func golden() throws {
        let index = try NGramIndex(path: Self.fixture("golden-1.assay"))
        try index.verify()
        #expect(index.itemCount == 40)
        let firstID = try index.id(ofItem: 0)
        let items = Golden.items
        #expect(items.contains { $0.id == firstID })
        // Compressed blocks may differ between versions of the zstd library; everything else has to be the same.
        let scratch = try IndexScratch()
        let again = try NGramIndex(path: scratch.build(items, n: 3))
        let compressed: Set<String> = ["IDBL", "IDSZ", "TXBL", "TXTZ"]
        for (old, new) in zip(index.header.listed, again.header.listed) where !compressed.contains(old.name) {
            #expect(old.name == new.name)
            #expect(old.place.checksum == new.place.checksum, "section \(old.name)")
        }
    }

    /// Writes the committed files anew, and fails. For a new version of the format; files of version 1 stay as they are.
    @Test("Recording", .enabled(if: ProcessInfo.processInfo.environment["ASSAY_RECORD_INDEX"] != nil))
    func record() throws {
        let scratch = try IndexScratch()
        let bytes = try scratch.bytes(scratch.build(Golden.items, n: 3))
        try FileManager.default.createDirectory(atPath: Golden.folder + "bad", withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: Self.fixture("golden-1.assay")))
        for (name, bad) in Golden.bad(from: bytes, try NGramIndex(path: Self.fixture("golden-1.assay")).header) {
            try Data(bad).write(to: URL(fileURLWithPath: Self.fixture("bad/\(name)")))
        }
        Issue.record("recorded; run the tests again without ASSAY_RECORD_INDEX")
    }

    @Test("The committed bad files", arguments: Golden.badNames)
    func bad(name: String) throws {
        let path = Self.fixture("bad/\(name)")
        let error = #expect(throws: AssayError.self) {
            let index = try NGramIndex(path: path)
            try index.verify()
        }
        #expect(error?.path == path)
        #expect(error?.message.contains(";") == true, "\(String(describing: error)) says what to do")
    }

    @Test("Every length it can be cut to")
    func truncation() throws {
        let scratch = try IndexScratch()
        let bytes = try scratch.bytes(Self.fixture("golden-1.assay"))
        for length in 0..<bytes.count {
            let path = try scratch.write(Array(bytes[..<length]), to: "cut.assay")
            if (try? NGramIndex(path: path)) != nil { Issue.record("cut to \(length) bytes, it opens") }
        }
        let longer = try scratch.write(bytes + [0], to: "long.assay")
        #expect(throws: AssayError.self) { try NGramIndex(path: longer) }
    }

    @Test("Every bit of the header and the section table")
    func headerBits() throws {
        let scratch = try IndexScratch()
        let bytes = try scratch.bytes(Self.fixture("golden-1.assay"))
        let tableEnd = try NGramIndex(path: Self.fixture("golden-1.assay")).header.tableEnd
        for bit in 0..<8 * tableEnd {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let path = try scratch.write(changed, to: "flipped.assay")
            if (try? NGramIndex(path: path)) != nil { Issue.record("with bit \(bit) flipped, it opens") }
        }
    }

    @Test("Bits flipped in each section, and between them: verify tells, and reading everything ends")
    func sectionBits() throws {
        let scratch = try IndexScratch()
        let golden = try NGramIndex(path: Self.fixture("golden-1.assay"))
        let bytes = try scratch.bytes(golden.path)
        var random = SeededRandom(seed: 70)
        var offsets = Set((0..<150).map { _ in Int.random(in: golden.header.tableEnd..<bytes.count, using: &random) })
        for (_, place) in golden.header.listed where place.byteCount > 0 {
            for _ in 0..<6 {
                offsets.insert(Int.random(in: place.offset..<place.offset + place.byteCount, using: &random))
            }
        }
        for offset in offsets.sorted() {
            var changed = bytes
            changed[offset] ^= 1 << UInt8(random.below(8))
            let path = try scratch.write(changed, to: "flipped.assay")
            do {
                let index = try NGramIndex(path: path)
                #expect(throws: AssayError.self, "byte \(offset)") { try index.verify() }
                Exerciser.readEverything(index)
            } catch {}
        }
    }

    @Test("Sections of made-up bytes under right checksums: reading everything ends", arguments: [UInt64](80..<84))
    func madeUpSections(seed: UInt64) throws {
        let scratch = try IndexScratch()
        let golden = try NGramIndex(path: Self.fixture("golden-1.assay"))
        let bytes = try scratch.bytes(golden.path)
        var random = SeededRandom(seed: seed)
        for round in 0..<60 {
            var forged = Forged(bytes)
            let listed = golden.header.listed.indices.filter { golden.header.listed[$0].place.byteCount > 0 }
            for _ in 0...random.below(3) { forged.damage(golden.header.listed[random.pick(listed)].place, &random) }
            let path = try scratch.write(forged.sealed(golden.header), to: "forged.assay")
            do throws(AssayError) {
                let index = try NGramIndex(path: path)
                Exerciser.readEverything(index)
                try index.verify()
            } catch {
                #expect(error.path == path, "seed \(seed), round \(round)")
            }
        }
    }
}

/// The committed index's content.
enum Golden {
    static let folder = String(#filePath.dropLast("Index/IndexDamageTests.swift".count)) + "Fixtures/"
    static let items: [IndexItem] = MadeUp.items(40, seed: 1)
    static let badNames = [
        "cut.assay", "foreign-magic.assay", "future-version.assay", "header-bit.assay", "section-bit.assay",
        "wrong-counts.assay", "huge-counts.assay", "section-outside.assay", "place-outside.assay", "empty.assay",
    ]

    /// The bad files, made from the good one.
    static func bad(from bytes: [UInt8], _ header: IndexHeader) -> [String: [UInt8]] {
        func place(_ section: IndexFormat.Section) -> IndexHeader.Place { header.sections[section.rawValue] }
        func changed(_ body: (inout [UInt8]) -> Void) -> [UInt8] {
            var copy = bytes
            body(&copy)
            return copy
        }
        func forged(_ body: (inout [UInt8]) -> Void) -> [UInt8] { Forged(changed(body)).sealed(header) }
        return [
            "cut.assay": Array(bytes[..<(bytes.count / 2)]),
            "empty.assay": [],
            "foreign-magic.assay": changed { $0.replaceSubrange(0..<4, with: [0x28, 0xB5, 0x2F, 0xFD]) },
            "future-version.assay": forged { $0[IndexFormat.HeaderOffset.version] = 2 },
            "header-bit.assay": changed { $0[IndexFormat.HeaderOffset.n] ^= 1 },
            "section-bit.assay": changed { $0[place(.texts).offset + 5] ^= 1 },
            "wrong-counts.assay": forged { $0[place(.counts).offset] += 1 },
            "huge-counts.assay": forged { bytes in
                for offset in 0..<8 {
                    bytes[place(.counts).offset + 8 * IndexFormat.Count.texts.rawValue + offset] = 0xFF
                }
            },
            "section-outside.assay": forged { bytes in
                let row = IndexFormat.headerByteCount + IndexFormat.sectionEntryByteCount * 5
                for offset in 8..<16 { bytes[row + offset] = 0xF0 }
            },
            "place-outside.assay": forged { bytes in
                for offset in 8..<16 { bytes[place(.entries).offset + offset] = 0xFF }
            },
        ]
    }
}

/// An index whose content was changed and whose checksums were then set right.
struct Forged {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Changes a few bytes of a section, or many.
    mutating func damage(_ place: IndexHeader.Place, _ random: inout SeededRandom) {
        for _ in 0..<[1, 1, 1, 8, 200][random.below(5)] {
            let offset = place.offset + random.below(place.byteCount)
            bytes[offset] = [0, 0xFF, bytes[offset] &+ 1, UInt8(random.below(256))][random.below(4)]
        }
    }

    func sealed(_ header: IndexHeader) -> [UInt8] {
        var sealed = bytes
        func set(_ value: UInt64, at offset: Int) {
            for byte in 0..<8 { sealed[offset + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
        }
        for (number, section) in header.listed.enumerated() {
            let content = Array(bytes[section.place.offset..<section.place.offset + section.place.byteCount])
            set(
                XXH3.hash64(content.span),
                at: IndexFormat.headerByteCount + number * IndexFormat.sectionEntryByteCount + 24)
        }
        let checked =
            Array(sealed[..<IndexFormat.HeaderOffset.checksum])
            + sealed[IndexFormat.headerByteCount..<header.tableEnd]
        set(XXH3.hash64(checked.span), at: IndexFormat.HeaderOffset.checksum)
        return sealed
    }
}

/// Asks an index everything there is to ask; errors are fine, traps and endless loops are not.
enum Exerciser {
    static func readEverything(_ index: NGramIndex) {
        _ = try? index.parts()
        for item in 0..<min(index.itemCount, 60) {
            _ = try? index.partNumber(ofItem: item)
            _ = try? index.id(ofItem: item)
            _ = try? index.texts(ofItem: item)
        }
        for text in -1..<min(index.textCount, 60) + 1 {
            _ = try? index.text(text)
            _ = try? index.items(ofText: text)
            _ = try? index.tokenCount(ofText: text)
        }
        var random = SeededRandom(seed: 1)
        var found: [Int] = []
        for _ in 0..<300 {
            let hash = random.next()
            _ = index.mayContain(window: hash)
            _ = try? index.hasCandidate(hash)
            var candidates: [NGramCandidate] = []
            var probes = [NGramProbe(position: 0, hash: hash)]
            try? index.appendCandidates(of: &probes, in: 0..<1, to: &candidates)
            try? index.findPlaces(of: &candidates)
            found.removeAll()
            index.shortTextCandidates(hash, into: &found)
        }
        for entry in -1..<min(index.distinctNGramCount, 400) + 1 {
            found.removeAll()
            guard let place = try? index.firstPlace(ofEntry: entry) else { continue }
            _ = try? index.locate(place: place)
            try? index.places(ofEntry: entry, into: &found)
        }
    }
}
