import ByteIO
import Testing

@testable import DatasetIO

/// Which files arguments name, and what they are called.
@Suite struct DiscoveryTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a/x.jsonl", "b/x.jsonl", "b/deep/y.jsonl", "b/.hidden", "c/b/deep/y.jsonl", "x.jsonl"] {
            try folder.write(name, "{}")
        }
        try FileSystem.makeDirectories(folder.path + "/empty")
    }

    private func names(_ arguments: String...) throws -> [String] {
        let paths = arguments.map { $0 == "-" ? $0 : folder.path + "/" + $0 }
        let shards = try ShardDiscovery.shards(for: paths)
        #expect(try ShardDiscovery.shards(for: paths.reversed()) == shards)
        for shard in shards where shard.path != "-" { #expect(try parse(shard.path).records.count == 1) }
        return shards.map(\.name)
    }

    @Test func namesAreThePathsBelow() throws {
        #expect(try names("b") == ["deep/y.jsonl", "x.jsonl"])
        #expect(try names("b/") == ["deep/y.jsonl", "x.jsonl"])
        #expect(try names("b/x.jsonl", "-") == ["stdin", "x.jsonl"])
        #expect(try names("a/../b/x.jsonl") == ["x.jsonl"])
        #expect(try names("c/b/..") == ["b/deep/y.jsonl"])
    }

    @Test func equalNamesTakeTheirFolders() throws {
        #expect(try names("a", "b") == ["a/x.jsonl", "b/x.jsonl", "deep/y.jsonl"])
        #expect(try names("a/x.jsonl", "b/x.jsonl") == ["a/x.jsonl", "b/x.jsonl"])
        #expect(
            try names("b", "c/b")
                == ["b/deep/y.jsonl", "c/b/deep/y.jsonl", "x.jsonl"].map { name in
                    // Both lie in a folder `b`, so both take one more.
                    name.hasPrefix("b/") ? folder.path.split(separator: "/").last! + "/" + name : name
                }.sorted())
    }

    @Test func mistakesAreErrors() throws {
        for arguments in [["absent"], ["empty"], ["a", "a"], ["a", "a/x.jsonl"], ["b/x.jsonl", "a/../b/x.jsonl"]] {
            let paths = arguments.map { folder.path + "/" + $0 }
            #expect(throws: AssayError.self) { try ShardDiscovery.shards(for: paths) }
        }
        #expect(throws: AssayError.self) { try ShardDiscovery.shards(for: ["-", "-"]) }
    }
}
