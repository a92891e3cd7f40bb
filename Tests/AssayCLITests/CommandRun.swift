import Foundation
import TestSupport

/// What a run of the built `assay` printed, and how it ended.
struct CommandRun {
    var status: Int32
    var output: String
    var error: String

    /// Runs `assay` with `arguments` in the folder `directory` to its end, without a terminal.
    ///
    /// - Parameters:
    ///   - program: what is run in place of `assay`: a shell that runs it under a limit.
    ///   - input: what standard input is; nothing where it is `nil`.
    ///   - output: where standard output goes instead of into ``output``.
    ///   - whileRunning: called once the process runs.
    init(
        _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:],
        program: URL = CommandRun.executable, input: FileHandle? = nil, output: FileHandle? = nil,
        whileRunning: (Process) throws -> Void = { _ in }
    ) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "COLUMNS": "80"].merging(environment) { _, new in new }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        // Files rather than pipes: no amount of text fills them.
        let folder = try ScratchFiles()
        let outputPath = try folder.write("", as: "output")
        let errorPath = try folder.write("", as: "error")
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = try output ?? FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorPath))
        try process.run()
        do {
            try whileRunning(process)
        } catch {
            process.terminate()
            process.waitUntilExit()
            throw error
        }
        process.waitUntilExit()
        status = process.terminationStatus
        self.output = try String(contentsOfFile: outputPath, encoding: .utf8)
        error = try String(contentsOfFile: errorPath, encoding: .utf8)
    }

    /// The executable stands beside the bundle of tests.
    static let executable: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        #if os(macOS)
            let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        #else
            let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL.standardizedFileURL
        #endif
        return folder.appendingPathComponent("assay")
    }()
}

/// A folder for one test's files, removed at its end.
final class ScratchFiles {
    private let scratch: ScratchFolder
    var folder: String { scratch.path }

    init() throws { scratch = try ScratchFolder() }

    /// Every file below `name`, hidden ones too, by its path there; the file itself, under an empty path, if it is one.
    func files(_ name: String) -> [String: Data] {
        let path = folder + "/" + name
        var files: [String: Data] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: path) ?? .init() {
            if let bytes = FileManager.default.contents(atPath: path + "/" + name) { files[name] = bytes }
        }
        if files.isEmpty, let bytes = FileManager.default.contents(atPath: path) { files[""] = bytes }
        return files
    }

    func remove(_ name: String) { try? FileManager.default.removeItem(atPath: folder + "/" + name) }

    /// Writes `text` as `name`, with the folders on the way, and returns its path.
    @discardableResult
    func write(_ text: String, as name: String) throws -> String {
        try scratch.store(Array(text.utf8), as: name)
    }
}
