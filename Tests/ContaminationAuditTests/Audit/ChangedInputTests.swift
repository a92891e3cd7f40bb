import Foundation
import Synchronization
import Testing

@testable import ByteIO
@testable import ContaminationAudit

@Suite("Inputs that change under a run, or lie in its output")
struct ChangedInputTests {
    private func scratch() throws -> AuditScratch {
        let scratch = try AuditScratch()
        try scratch.index([MadeUpItem(benchmark: "bench", id: "1", subset: "s", texts: [CleanTests.item]).json])
        let line = #"{"prompt": "\#(String(repeating: "lorem ipsum ", count: 2_000))\#(CleanTests.item)"}"# + "\n"
        try scratch.write(String(repeating: line, count: 40), as: "in/a.jsonl")
        try scratch.write(line, as: "in/b.jsonl")
        return scratch
    }

    /// Changes something once the first records have been audited; the run must end with these words and leave nothing.
    private func expectFailure(_ words: String, _ change: @escaping @Sendable (String) throws -> Void) throws {
        let scratch = try scratch()
        let folder = scratch.path("in")
        let hasChanged = Mutex(false)
        var options = scratch.options([folder])
        options.threadCount = 1
        let error = #expect(throws: AssayError.self) {
            _ = try Assay.clean(
                options, cleaning: CleanOptions(),
                progress: { _ in
                    hasChanged.withLock {
                        if !$0 { try? change(folder) }
                        $0 = true
                    }
                })
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(try !scratch.names().contains("out"))
    }

    @Test("Longer, shorter, of the same length, replaced, or gone: an error that names it")
    func changed() throws {
        try expectFailure("a.jsonl: the file was changed while the run read it") { folder in
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/a.jsonl"))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"prompt\": \"more\"}\n".utf8))
            try handle.close()
        }
        try expectFailure("a.jsonl") { folder in
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/a.jsonl"))
            try handle.truncate(atOffset: 900_000)
            try handle.close()
        }
        try expectFailure("a.jsonl: the file was changed") { folder in
            let url = URL(fileURLWithPath: folder + "/a.jsonl")
            let handle = try FileHandle(forWritingTo: url)
            try handle.write(contentsOf: Data("{".utf8))
            try handle.close()
        }
        try expectFailure("a.jsonl: the file was changed") { folder in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/a.jsonl"))
            try bytes.write(to: URL(fileURLWithPath: folder + "/c"), options: .atomic)
            _ = unsafe rename(folder + "/c", folder + "/a.jsonl")
        }
        try expectFailure("a.jsonl: cannot look at it: there is no such file") { folder in
            try FileManager.default.removeItem(atPath: folder + "/a.jsonl")
        }
        try expectFailure("b.jsonl") { folder in
            try FileManager.default.removeItem(atPath: folder + "/b.jsonl")
        }
    }

    @Test("An input in the output folder is refused, also through a link, and stays")
    func inOutput() throws {
        let scratch = try scratch()
        for (dataset, output) in [("in", "in"), ("in/a.jsonl", "in"), ("in", "")] {
            let before = try scratch.files("in")
            let error = #expect(throws: AssayError.self) {
                var options = scratch.options([scratch.path(dataset)], to: output)
                options.overwrite = true
                _ = try Assay.clean(options, cleaning: CleanOptions())
            }
            #expect(error?.message.contains("lies in the output folder") == true, "\(String(describing: error))")
            #expect(try scratch.files("in") == before)
        }
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link.jsonl"), withDestinationPath: scratch.path("in/a.jsonl"))
        #expect(throws: AssayError.self) {
            _ = try Assay.audit(scratch.options([scratch.path("link.jsonl")], to: "in"))
        }
        // A folder within the dataset is no harm while nothing is in it: what is staged is hidden.
        _ = try Assay.audit(scratch.options([scratch.path("in")], to: "in/out"))
        var again = scratch.options([scratch.path("in")], to: "in/out")
        again.overwrite = true
        #expect(throws: AssayError.self) { _ = try Assay.audit(again) }
    }

    @Test("Inputs with the same bytes are named, since their records are counted each time")
    func repeated() throws {
        let scratch = try scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("in/link.jsonl"), withDestinationPath: scratch.path("in/b.jsonl"))
        let report = try Assay.audit(scratch.options([scratch.path("in")]))
        #expect(
            TerminalSummary.warnings(of: report).contains {
                $0.contains("1 of 3 inputs") && $0.contains("link.jsonl and b.jsonl")
            })
    }
}
