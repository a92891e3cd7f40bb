import ByteIO
import Foundation

/// What is fuzzed: each takes any bytes, and traps where the code under test contradicts itself or its promise.
///
/// A thrown error is a right answer to bytes that are none of ours. `scripts/fuzz` runs them under libFuzzer and the
/// address sanitizer, FuzzCaseTests with the inputs that were kept.
enum FuzzTarget: String, CaseIterable {
    case json
    case csv
    case decoders
    case index
    case text
    case parquet
    case checkpoint

    func run(_ bytes: [UInt8]) {
        switch self {
        case .json:
            RecordsBody.run(bytes, name: "x.jsonl")
            UnescapeBody.run(bytes)
        case .csv: RecordsBody.run(bytes, name: "x.csv")
        case .decoders: DecodersBody.run(bytes)
        case .index: IndexBody.run(bytes)
        case .text: TextBody.run(bytes)
        case .parquet: ParquetBody.run(bytes)
        case .checkpoint: CheckpointBody.run(bytes)
        }
    }
}

/// A file that is filled anew for every input.
final class FuzzFile {
    let path: String
    private let file: LogFile

    init(_ name: String) {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        path = "\(folder)/assay-fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)-\(name)"
        do {
            file = try LogFile(path: path)
        } catch {
            fatalError("no file to fuzz with: \(error)")
        }
    }

    deinit { try? FileSystem.remove(path) }

    func fill(_ bytes: some Sequence<UInt8>) {
        do {
            try file.cut(to: 0)
            try file.append(Array(bytes))
        } catch {
            fatalError("the file to fuzz with cannot be written: \(error)")
        }
    }
}
