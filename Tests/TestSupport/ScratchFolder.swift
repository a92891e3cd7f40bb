package import ByteIO
import Foundation

/// A folder of its own for one test, removed with everything in it at the end.
package final class ScratchFolder: Sendable {
    package let path: String

    package init() throws {
        let parent = FileManager.default.temporaryDirectory
        path = parent.appendingPathComponent("assay-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of `name` in the folder.
    package func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes `bytes` as `name`, with the folders on the way, and returns its path.
    @discardableResult
    package func store(
        _ bytes: [UInt8], as name: String, _ compression: ByteStream.Compression = .none
    ) throws -> String {
        let url = URL(fileURLWithPath: self(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        if compression == .none {
            // Not with `OutputFile`, which waits for the disk.
            try Data(bytes).write(to: url)
        } else {
            let file = try OutputFile(path: url.path, compression: compression)
            try file.write(bytes)
            _ = try file.finish()
        }
        return url.path
    }

    /// The names in the folder, hidden ones too, sorted.
    package func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
