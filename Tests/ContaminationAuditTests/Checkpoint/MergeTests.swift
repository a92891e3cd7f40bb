import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Parts of a run, joined")
struct MergeTests {
    private func parts(_ made: RunScratch, of count: Int, isCleaning: Bool, to name: String = "part") throws -> [String]
    {
        try (1...count).map { number in
            var options = made.options(to: "\(name)\(number)")
            options.share = ShardShare(number: number, count: count)
            options.overwrite = true
            try made.run(options, isCleaning: isCleaning)
            return options.outputPath
        }
    }

    @Test("Any number of parts, in any order, joins to the bytes of the single run", arguments: [false, true])
    func sameBytes(isCleaning: Bool) throws {
        let made = try RunScratch()
        let whole = try made.run(made.options(to: "whole"), isCleaning: isCleaning)
        for count in [1, 2, 3, 7, 9] {
            let parts = try parts(made, of: count, isCleaning: isCleaning)
            let before = try parts.map { try made.scratch.files(String($0.dropFirst(made.scratch.folder.count + 1))) }
            _ = try Assay.merge(parts: parts.reversed(), outputPath: made.scratch.path("out\(count)"))
            #expect(try made.scratch.files("out\(count)") == whole, "\(count) parts")
            let after = try parts.map { try made.scratch.files(String($0.dropFirst(made.scratch.folder.count + 1))) }
            #expect(before == after)
        }
    }

    @Test("A part that was stopped is gone on with to the same bytes")
    func resumed() throws {
        let made = try RunScratch()
        var options = made.options()
        options.share = ShardShare(number: 2, count: 2)
        let whole = try made.run(options, isCleaning: true)
        options.outputPath = made.scratch.path("again")
        options.resume = true
        made.runUntilStopped(options, isCleaning: true, recordCount: 30)
        options.overwrite = true
        #expect(try made.run(options, isCleaning: true) == whole)
    }

    @Test("Parts that are missing, twice there, of other inputs, settings or another index, or damaged are refused")
    func refused() throws {
        let made = try RunScratch()
        let parts = try parts(made, of: 3, isCleaning: true)
        func expectRefusal(_ words: String, _ parts: [String]) throws {
            let names = try made.scratch.names()
            let error = #expect(throws: AssayError.self) {
                _ = try Assay.merge(parts: parts, outputPath: made.scratch.path("out"))
            }
            #expect(error?.description.contains(words) == true, "\(words): \(String(describing: error))")
            #expect(try made.scratch.names() == names)
        }
        try expectRefusal("2 of 3 parts are missing: 1, 3", [parts[1]])
        try expectRefusal("is part 2 of 3, and so is", parts + [parts[1]])
        try expectRefusal("no part was given", [])
        try expectRefusal("holds no part", parts + [made.scratch.path("in")])
        var other = made.options(to: "other")
        other.share = ShardShare(number: 2, count: 3)
        other.rule.minLongest = 9
        try made.run(other, isCleaning: true)
        try expectRefusal("its setting min-longest is not set, this one's 9", [parts[0], other.outputPath, parts[2]])
        other.overwrite = true
        other.rule.minLongest = nil
        try made.run(other, isCleaning: false)
        try expectRefusal(
            "it is a cleaning of the sources s0, s1, this an audit", [parts[0], other.outputPath, parts[2]])
        other.share = ShardShare(number: 2, count: 4)
        try made.run(other, isCleaning: true)
        try expectRefusal("parts must be of one number", [parts[0], other.outputPath, parts[2]])
        let whole = made.options(to: "whole")
        try made.run(whole, isCleaning: true)
        try expectRefusal("the results of a whole run", [parts[0], whole.outputPath, parts[2]])
        try made.scratch.write("{\"prompt\": \"x\"}\n", as: "in/1/zz.jsonl")
        other.share = ShardShare(number: 2, count: 3)
        try made.run(other, isCleaning: true)
        try expectRefusal("the input 1/zz.jsonl is new", [parts[0], other.outputPath, parts[2]])
        // Every file of a part, damaged in turn: no merge takes it.
        for name in try made.scratch.files("part2").keys.sorted() {
            let url = URL(fileURLWithPath: parts[1] + "/" + name)
            let bytes = try Data(contentsOf: url)
            var random = SeededRandom(seed: 3)
            for round in 0..<8 {
                var damaged = bytes
                if round == 0 { damaged.append(0) }
                if round == 1 { damaged.removeLast() }
                if round > 1 { damaged[random.below(bytes.count)] ^= UInt8(1 << random.below(8)) }
                try damaged.write(to: url)
                let error = #expect(throws: AssayError.self, "\(name), round \(round)") {
                    _ = try Assay.merge(parts: parts, outputPath: made.scratch.path("out"))
                }
                #expect(error?.path != nil)
            }
            try bytes.write(to: url)
        }
        _ = try Assay.merge(parts: parts, outputPath: made.scratch.path("out"))
    }

    @Test("A part that names files outside of its folder is refused, and nothing is copied")
    func outside() throws {
        let made = try RunScratch()
        var options = made.options(to: "part")
        options.share = ShardShare(number: 1, count: 1)
        try made.run(options, isCleaning: true)
        let reader = try PartReader(folder: options.outputPath)
        let before = try made.scratch.names()
        for path in ["../x", "clean/../../x", "/tmp/x", "clean/../\u{301}x", "clean\u{301}/x", "report.json", "clean"] {
            var bytes = CheckpointWriter.header(.part)
            bytes += try CheckpointWriter.block(reader.content)
            var count = 0
            try reader.forEachShard { (result) throws(AssayError) in
                var result = result
                result.account.outputs[0].path = path
                bytes += try CheckpointWriter.block(result)
                count += 1
            }
            bytes += CheckpointWriter.end(shardCount: count)
            let forged = made.scratch.path("forged")
            try? FileManager.default.removeItem(atPath: forged)
            try FileManager.default.copyItem(atPath: options.outputPath, toPath: forged)
            try Data(bytes).write(to: URL(fileURLWithPath: forged + "/" + CheckpointFormat.partName))
            let error = #expect(throws: AssayError.self) {
                _ = try Assay.merge(parts: [forged], outputPath: made.scratch.path("out"))
            }
            #expect(error?.message.contains("outside its folder") == true, "\(path): \(String(describing: error))")
            #expect(try made.scratch.names() == before.union(["forged"]))
        }
    }

    @Test("The limit of bad records and a dataset without text are decided on the whole")
    func decidedOnTheWhole() throws {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [RunScratch.item]).json])
        for number in 0..<2 { try scratch.write("not JSON\n{\"prompt\": \"x\"}\n", as: "in/\(number).jsonl") }
        func merged(_ change: (inout AuditOptions) -> Void) throws -> AuditReport {
            let parts = try (1...2).map { number in
                var options = scratch.options([scratch.path("in")], to: "part\(number)")
                options.share = ShardShare(number: number, count: 2)
                options.overwrite = true
                change(&options)
                _ = try Assay.audit(options)
                return options.outputPath
            }
            return try Assay.merge(parts: parts, outputPath: scratch.path("out")).report
        }
        var error = #expect(throws: AssayError.self) { _ = try merged { $0.maxBadRecords = 1 } }
        #expect(error?.message.contains("2 bad records together") == true)
        #expect(try merged { $0.maxBadRecords = 2 }.summary.badRecords == 2)
        try FileSystem.remove(scratch.path("out"), recursive: true)
        try scratch.write("{\"body\": \"x\"}\n", as: "in/0.jsonl")
        try scratch.write("{\"body\": \"x\"}\n", as: "in/1.jsonl")
        error = #expect(throws: AssayError.self) { _ = try merged { _ in } }
        #expect(error?.message.contains("first one's fields are: body") == true)
    }

    @Test("Shares are consecutive, cover every shard once, and have about as many bytes each")
    func shares() {
        var random = SeededRandom(seed: 8)
        for _ in 0..<200 {
            let sizes = (0..<random.below(40)).map { _ in random.below(3) == 0 ? 0 : random.below(1_000_000) }
            let count = 1 + random.below(12)
            var next = 0
            for number in 1...count {
                let range = ShardShare(number: number, count: count)?.range(of: sizes) ?? 0..<0
                #expect(range.lowerBound == next)
                next = range.upperBound
                let fair = sizes.reduce(0, +) / count
                let byteCount = sizes[range].reduce(0, +)
                let largest = sizes.max() ?? 0
                #expect(byteCount <= fair + largest + sizes.count)
            }
            #expect(next == sizes.count)
        }
        #expect(ShardShare(number: 0, count: 3) == nil)
        #expect(ShardShare(number: 4, count: 3) == nil)
    }
}
