import Foundation
import TestSupport
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Going on with a run that was stopped")
struct ResumeTests {
    @Test("Stopped anywhere and gone on with, a run writes what it would have written", arguments: [false, true])
    func anywhere(isCleaning: Bool) throws {
        let made = try RunScratch()
        let whole = try made.run(made.options(to: "whole"), isCleaning: isCleaning)
        #expect(whole.count > 2)
        var doneCounts: Set<Int> = []
        for recordCount in stride(from: 1, to: 150, by: 18) {
            var options = made.options(to: "out\(recordCount)")
            options.resume = true
            made.runUntilStopped(options, isCleaning: isCleaning, recordCount: recordCount)
            // Nothing stands under a final name.
            let left = try made.scratch.files("out\(recordCount)").keys.filter { !$0.hasPrefix(".assay-partial/") }
            if left.isEmpty {
                doneCounts.insert(try UnfinishedRun.find(in: options.outputPath)?.doneShards ?? 0)
            }
            options.overwrite = !left.isEmpty
            options.threadCount = 1 + recordCount % 3
            #expect(try made.run(options, isCleaning: isCleaning) == whole, "stopped after \(recordCount) records")
        }
        #expect(doneCounts.contains { $0 > 0 && $0 < 7 }, "\(doneCounts)")
    }

    @Test("A journal cut or damaged anywhere loses shards, never the result")
    func torn() throws {
        let made = try RunScratch()
        let whole = try made.run(made.options(to: "whole"), isCleaning: true)
        var options = made.options()
        options.resume = true
        made.runUntilStopped(options, isCleaning: true, recordCount: 125)
        let journal = URL(fileURLWithPath: made.scratch.path("out/.assay-partial/run.checkpoint"))
        let bytes = try Data(contentsOf: journal)
        let before = try #require(try UnfinishedRun.find(in: options.outputPath))
        #expect(before.doneShards > 1)
        var random = SeededRandom(seed: 5)
        for round in 0..<12 {
            let copy = made.scratch.path("copy\(round)")
            try FileManager.default.copyItem(atPath: options.outputPath, toPath: copy)
            var damaged = bytes
            if round % 2 == 0 {
                damaged = damaged.prefix(random.below(bytes.count))
            } else {
                damaged[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
            }
            try damaged.write(to: URL(fileURLWithPath: copy + "/.assay-partial/run.checkpoint"))
            options.outputPath = copy
            do {
                #expect(try made.run(options, isCleaning: true) == whole, "round \(round)")
            } catch let error as AssayError {
                // A damaged header or description may be refused, and nothing is published then.
                #expect(error.message.contains("checkpoint") || error.message.contains("version"), "\(error)")
                #expect(try made.scratch.names("copy\(round)") == [".assay-partial"])
            }
            options.outputPath = made.scratch.path("out")
        }
    }

    @Test("Files of a shard that was not done are not taken over, nor are strays")
    func strays() throws {
        let made = try RunScratch()
        let whole = try made.run(made.options(to: "whole"), isCleaning: true)
        var options = made.options()
        options.resume = true
        made.runUntilStopped(options, isCleaning: true, recordCount: 110)
        try made.scratch.write("stray", as: "out/.assay-partial/clean/0/.shard-0.jsonl.assay-tmp-1")
        try made.scratch.write("stray", as: "out/.assay-partial/clean/9/stray.jsonl")
        try made.scratch.write("stray", as: "out/.assay-partial/evidence/99.jsonl.zst")
        // A shard whose cleaned records are gone is not done.
        try FileSystem.remove(made.scratch.path("out/.assay-partial/clean/0/shard-0.jsonl"))
        #expect(try made.run(options, isCleaning: true) == whole)
    }

    @Test("An input, the index or a setting that has changed is refused by name, and nothing is lost")
    func changed() throws {
        let made = try RunScratch()
        var options = made.options()
        options.resume = true
        made.runUntilStopped(options, isCleaning: false, recordCount: 125)
        let before = try made.scratch.files("out")
        #expect(!before.isEmpty)
        func expectRefusal(_ words: String, _ options: AuditOptions, isCleaning: Bool = false) throws {
            let error = #expect(throws: AssayError.self) { try made.run(options, isCleaning: isCleaning) }
            #expect(
                error?.message.contains("cannot go on") == true && error?.message.contains(words) == true,
                "\(words): \(String(describing: error))")
            #expect(try made.scratch.files("out") == before)
        }
        var other = options
        other.scope = "all"
        try expectRefusal("its setting scope is prompt, this one's all", other)
        other = options
        other.maxBadRecords = 3
        try expectRefusal("max-bad-records", other)
        try expectRefusal("it is an audit, this a cleaning of the sources s0, s1", options, isCleaning: true)
        try made.scratch.index(
            [MadeUpItem(benchmark: "b", id: "1", subset: "", texts: [RunScratch.item]).json], as: "other.assay")
        other = options
        other.indexPath = made.scratch.path("other.assay")
        try expectRefusal("its index has the fingerprint", other)
        other = options
        other.share = ShardShare(number: 1, count: 2)
        try expectRefusal("it is no part", other)
        // The inputs: a byte changed in one that is done, one in one that is not, one more, and one less.
        for shard in ["0/shard-0.jsonl", "1/shard-5.jsonl"] {
            let url = URL(fileURLWithPath: made.scratch.path("in/" + shard))
            let bytes = try Data(contentsOf: url)
            var changed = bytes
            changed[changed.count / 2] ^= 1
            try changed.write(to: url)
            try expectRefusal("the input \(shard) has changed", options)
            try bytes.write(to: url)
            // Written again as it was: of a shard that is done the content tells that nothing has changed.
            try (changed + [0x0A]).write(to: url)
            try expectRefusal("the input \(shard) had", options)
            try bytes.write(to: url)
        }
        try made.scratch.write("{\"prompt\": \"x\"}\n", as: "in/0/new.jsonl")
        try expectRefusal("the input 0/new.jsonl is new", options)
        try FileSystem.remove(made.scratch.path("in/0/new.jsonl"))
        try FileSystem.rename(from: made.scratch.path("in/0/shard-6.jsonl"), to: made.scratch.path("shard-6.jsonl"))
        try expectRefusal("the input 0/shard-6.jsonl is missing", options)
    }

    @Test("Inputs touched but not changed are gone on with; without resume a run starts anew")
    func touched() throws {
        let made = try RunScratch()
        let whole = try made.run(made.options(to: "whole"), isCleaning: false)
        var options = made.options()
        options.resume = true
        made.runUntilStopped(options, isCleaning: false, recordCount: 120)
        let done = try #require(try UnfinishedRun.find(in: options.outputPath))
        #expect(done.doneShards > 0)
        let url = URL(fileURLWithPath: made.scratch.path("in/0/shard-0.jsonl"))
        try Data(contentsOf: url).write(to: url)
        #expect(try made.run(options, isCleaning: false) == whole)
        made.runUntilStopped(made.options(to: "anew"), isCleaning: false, recordCount: 125)
        #expect(try made.run(made.options(to: "anew"), isCleaning: false) == whole)
    }

    @Test("Stopped while it moved its results under their names, a run is gone on with to the same files")
    func publishing() throws {
        let made = try RunScratch()
        for isCleaning in [false, true] {
            let whole = try made.run(made.options(to: "whole\(isCleaning)"), isCleaning: isCleaning)
            let plan = try AuditPlan(
                made.options(), cleaning: isCleaning ? CleanOptions(onlySources: ["s0", "s1"]) : nil)
            let results = try Self.results(plan)
            let names = Set(whole.keys.map { String($0.prefix { $0 != "/" }) }).sorted()
            for publishedCount in 0...names.count {
                let output = "out\(isCleaning)\(publishedCount)"
                var options = made.options(to: output)
                options.resume = true
                // As it is when a run is killed there: checkpoints, the marker, some names moved, an older run's results.
                try FileManager.default.copyItem(
                    atPath: made.scratch.path("whole\(isCleaning)"), toPath: made.scratch.path(output))
                let staging = made.scratch.path(output) + "/.assay-partial"
                try FileSystem.makeDirectories(staging)
                for (number, name) in names.enumerated() {
                    let from = made.scratch.path(output + "/" + name)
                    if number >= publishedCount { try FileSystem.rename(from: from, to: staging + "/" + name) }
                }
                try made.scratch.write("old", as: output + "/report.json-not-ours")
                try made.scratch.write("old", as: output + "/rejected/old.jsonl")
                let journal = try CheckpointJournal(beginning: plan.checkpointRun, stagingPath: staging)
                for result in results { try journal.append(result) }
                try made.scratch.write(
                    names.joined(separator: "\n"), as: output + "/.assay-partial/publishing")
                var files = try made.run(options, isCleaning: isCleaning)
                #expect(files.removeValue(forKey: "report.json-not-ours") != nil)
                if names.contains("rejected") { files["rejected/old.jsonl"] = nil }
                #expect(files == whole, "\(publishedCount) of \(names)")
            }
        }
    }

    @Test("Stopped while it removed what it no longer needs, a run is done: there is nothing to go on with")
    func removed() throws {
        let made = try RunScratch()
        var options = made.options()
        let whole = try made.run(options, isCleaning: false)
        try made.scratch.write("", as: "out/.assay-partial/lock")
        try made.scratch.write("", as: "out/.assay-partial/published")
        #expect(try UnfinishedRun.find(in: options.outputPath) == nil)
        options.resume = true
        let error = #expect(throws: AssayError.self) { try made.run(options, isCleaning: false) }
        #expect(error?.message.contains("already holds matches.jsonl.zst") == true, "\(String(describing: error))")
        options.overwrite = true
        #expect(try made.run(options, isCleaning: false) == whole)
    }

    /// What each shard comes to, found without writing anything.
    private static func results(_ plan: AuditPlan) throws -> [ShardResult] {
        var results: [ShardResult] = []
        var worker = AuditWorker(plan)
        for number in plan.shards.indices {
            let work = ShardWork(plan, number: number, stagingPath: nil, isDone: false, cancellation: nil)
            var batch = RecordBatch()
            while try work.read(into: &batch) {
                let outcome = try worker.audit(batch, of: work.shard.name, isCleaning: plan.cleaning != nil)
                try work.commit(outcome, joining: nil)
            }
            var result = try work.finish(joining: nil)
            if plan.cleaning != nil {
                result.account.rejected = result.account.input.badRecords
                result.account.kept = result.account.input.records - result.account.rejected
            }
            results.append(result)
        }
        return results
    }

    @Test("Two runs cannot write to one folder")
    func lock() throws {
        let made = try RunScratch()
        let folder = try OutputFolder(path: made.scratch.path("out"), overwrite: true)
        for resume in [false, true] {
            var options = made.options()
            options.resume = resume
            let error = #expect(throws: AssayError.self) { try made.run(options, isCleaning: false) }
            #expect(error?.message.contains("another run") == true)
        }
        folder.discard()
        try made.run(made.options(), isCleaning: false)
    }
}
