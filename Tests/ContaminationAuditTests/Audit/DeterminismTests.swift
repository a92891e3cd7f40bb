import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("The same result however it is reached")
struct DeterminismTests {
    private static let item = "one two three four five six seven eight nine ten"

    /// Lines with long texts among them, so that a shard has several batches, and one record that is larger than a batch.
    private static let lines: [String] = {
        var random = SeededRandom(seed: 7)
        var lines: [String] = []
        for number in 0..<60 {
            let filler = String(
                repeating: "lorem \(number) ipsum ", count: random.below(8) == 0 ? 6_000 : random.below(40))
            let leak = random.below(3) == 0 ? item : "nothing of it"
            lines.append(#"{"source": "s\#(number % 3)", "prompt": "\#(filler)\#(leak) \#(filler)"}"#)
        }
        let large = String(repeating: "dolor sit amet ", count: 75_000)
        lines.insert(#"{"source": "s0", "prompt": "\#(large)\#(item)"}"#, at: 31)
        return lines
    }()

    private static func text(_ lines: some Sequence<String>) -> String { lines.map { $0 + "\n" }.joined() }

    private func scratch() throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "", texts: [Self.item]).json])
        return scratch
    }

    @Test("One thread, two and seven write the same bytes, from one big shard and from many")
    func threads() throws {
        let scratch = try scratch()
        let one = try scratch.write(Self.text(Self.lines), as: "one/whole.jsonl", compression: .zstd)
        for start in stride(from: 0, to: Self.lines.count, by: 4) {
            try scratch.write(
                Self.text(Self.lines[start..<min(start + 4, Self.lines.count)]),
                as: "many/\(start / 20)/s\(start).jsonl")
        }
        for dataset in [one, scratch.path("many")] {
            var first: [String: Data]?
            for threads in [1, 2, 7] {
                var options = scratch.options([dataset])
                options.threadCount = threads
                options.overwrite = true
                _ = try Assay.clean(options, cleaning: CleanOptions())
                let files = try scratch.files("out")
                #expect(files.count > 4)
                #expect(files == first ?? files, "\(threads) threads")
                first = first ?? files
            }
        }
    }

    @Test("Shards cut otherwise change locations alone")
    func shards() throws {
        let scratch = try scratch()
        let whole = try scratch.write(Self.text(Self.lines), as: "whole.jsonl")
        let borders = [0, 1, 2, 30, 31, 32, Self.lines.count]
        for (start, end) in zip(borders, borders.dropFirst()) {
            try scratch.write(Self.text(Self.lines[start..<end]), as: "parts/\(start < 10 ? "0" : "")\(start).jsonl")
        }
        var one = try Assay.audit(scratch.options([whole]))
        var parts = try Assay.audit(scratch.options([scratch.path("parts")], to: "parts-out"))
        #expect(parts.inputs.count == borders.count - 1)
        #expect(parts.inputs.reduce(0) { $0 + $1.contaminatedRecords } == one.inputs[0].contaminatedRecords)
        one.inputs = []
        parts.inputs = []
        #expect(one == parts)
        let lines = try scratch.matches()
        let partLines = try scratch.matches("parts-out")
        #expect(lines.count > 15)
        #expect(lines.map(\.recordHash) == partLines.map(\.recordHash))
        #expect(lines.map(\.row) == partLines.map { $0.row + (Int($0.file.prefix(2)) ?? 0) })
    }

    @Test("The order of the arguments changes nothing")
    func order() throws {
        let scratch = try scratch()
        let paths = try (0..<3).map { number in
            try scratch.write(Self.text(Self.lines[(10 * number)..<(10 * number + 10)]), as: "d\(number)/same.jsonl")
        }
        _ = try Assay.clean(scratch.options(paths), cleaning: CleanOptions(onlySources: ["s1", "s2"]))
        _ = try Assay.clean(
            scratch.options(paths.reversed(), to: "reversed"), cleaning: CleanOptions(onlySources: ["s2", "s1", "s2"]))
        #expect(try scratch.files("out") == scratch.files("reversed"))
        #expect(try scratch.files("out").keys.contains("clean/d1/same.jsonl"))
    }

    @Test("So do the order of a benchmark's files and items, and making the index again")
    func index() throws {
        let scratch = try AuditScratch()
        let made = MadeUpCase(seed: 11)
        let lines = made.items.map(\.json)
        let files = try (0..<2).map { half in
            try scratch.write(
                Self.text(lines.enumerated().filter { $0.offset % 2 == half }.map(\.element)), as: "b\(half).jsonl")
        }
        var stored: [Data] = []
        for (number, order) in [files, files.reversed(), files].enumerated() {
            _ = try Assay.buildIndex(
                [BenchmarkSpec(name: "bench", files: order)],
                options: IndexOptions(outputPath: scratch.path("\(number)")))
            stored.append(try Data(contentsOf: URL(fileURLWithPath: scratch.path("\(number)"))))
        }
        #expect(stored[0] == stored[1])
        #expect(stored[0] == stored[2])
    }
}
