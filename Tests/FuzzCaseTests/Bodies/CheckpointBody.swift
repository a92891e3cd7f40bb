import ByteIO
import ContaminationAudit
import Foundation

/// A part's checkpoint file of any blocks, their hashes mended: it is joined or refused, and an unfinished run's is too.
enum CheckpointBody {
    private static let magic: [UInt8] = [0x89, 0x41, 0x53, 0x59, 0x43, 0x4B, 0x0D, 0x0A]

    static func run(_ bytes: [UInt8]) {
        let folder = NSTemporaryDirectory() + "/assay-fuzz-\(UUID().uuidString)"
        defer { try? FileSystem.remove(folder, recursive: true) }
        do {
            try FileSystem.makeDirectories(folder + "/part/.assay-partial")
            let evidence = try OutputFile(path: folder + "/part/part.matches.jsonl.zst", compression: .zstd)
            _ = try evidence.finish()
            for (name, kind) in [("part.checkpoint", UInt32(2)), (".assay-partial/run.checkpoint", 1)] {
                let file = try LogFile(path: folder + "/part/" + name)
                try file.append(mended(bytes, kind: kind))
            }
        } catch {
            fatalError("no folder to fuzz with: \(error)")
        }
        _ = try? Assay.merge(parts: [folder + "/part"], outputPath: folder + "/out")
        _ = try? UnfinishedRun.find(in: folder + "/part")
    }

    /// A file of the blocks in `bytes`: each a name's number, a size in three bytes, and so much content.
    private static func mended(_ bytes: [UInt8], kind: UInt32) -> [UInt8] {
        var file = magic
        file.appendLittleEndian(UInt32(1))
        file.appendLittleEndian(kind)
        var rest = bytes[...]
        while rest.count >= 4 {
            let names = ["RUN ", "SHRD", "END ", "????"]
            let head = Array(rest.prefix(4))
            rest = rest.dropFirst(4)
            let content = rest.prefix(Int(head[1]) | Int(head[2]) << 8 | Int(head[3]) << 16)
            rest = rest.dropFirst(content.count)
            var block = Array(names[Int(head[0]) % 4].utf8)
            block.appendLittleEndian(UInt32(0))
            block.appendLittleEndian(UInt64(content.count))
            block += content
            let hash = XXH3.hash128(block.span)
            block.appendLittleEndian(hash.high.byteSwapped)
            block.appendLittleEndian(hash.low.byteSwapped)
            file += block
        }
        return file
    }
}
