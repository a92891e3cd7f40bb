import TestSupport
import Testing

@testable import ByteIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct FileSystemTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func tellsKinds() throws {
        _ = try folder.store([1, 2], as: "file")
        unsafe #expect(symlink(folder.path, folder("link")) == 0)
        unsafe #expect(symlink("absent", folder("dangling")) == 0)
        #expect(try FileSystem.kind(of: folder("file")) == .file)
        #expect(try FileSystem.kind(of: folder.path) == .directory)
        #expect(try FileSystem.kind(of: folder("link")) == .directory)
        #expect(try FileSystem.kind(of: folder("dangling")) == nil)
        #expect(try FileSystem.kind(of: folder("absent")) == nil)
        #expect(try FileSystem.kind(of: folder("file/below")) == nil)
        #expect(try FileSystem.kind(of: "/dev/null") == .other)
        #expect(FileSystem.exists(folder("file")) && !FileSystem.exists(folder("absent")))
        #expect(try FileSystem.byteCount(of: folder("file")) == 2)
        #expect(throws: AssayError.self) { try FileSystem.byteCount(of: folder.path) }
        #expect(throws: AssayError.self) { try FileSystem.byteCount(of: folder("absent")) }
    }

    @Test func listsFilesByTheirBytes() throws {
        for name in ["b", "a/x", "a-b", "a/.hidden", ".git/config", "é", "Z", "a/deep/er/y", "zz\u{1F600}"] {
            if let parent = FileSystem.parentFolder(of: folder(name)) { try FileSystem.makeDirectories(parent) }
            _ = try folder.store([1], as: name)
        }
        // A circle, links within the folder, a link to a file, and one to nothing, which the reader must not pass over in silence.
        unsafe #expect(symlink(folder.path, folder("a/circle")) == 0)
        unsafe #expect(symlink("deep/../../a/deep", folder("a/within")) == 0)
        unsafe #expect(symlink("../b", folder("a/link")) == 0)
        unsafe #expect(symlink("nothing", folder("gone")) == 0)
        unsafe #expect(mkfifo(folder("pipe"), 0o600) == 0)
        let expected = ["Z", "a-b", "a/deep/er/y", "a/link", "a/x", "b", "gone", "zz\u{1F600}", "é"]
        #expect(try FileSystem.files(below: folder.path) == expected)
        #expect(try FileSystem.files(below: folder.path + "/") == expected)
        #expect(throws: AssayError.self) { try FileSystem.files(below: folder("absent")) }
        #expect(throws: AssayError.self) { try FileSystem.files(below: folder("b")) }
        // One whose files are listed under no other name.
        for target in [".git", "..", "/"] {
            unsafe #expect(symlink(target, folder("elsewhere")) == 0)
            let error = #expect(throws: AssayError.self) { try FileSystem.files(below: folder.path) }
            #expect(error?.path == folder("elsewhere"))
            try FileSystem.remove(folder("elsewhere"))
        }
    }

    #if os(Linux)
        @Test func aNameThatIsNotUTF8IsAnError() throws {
            let path = (folder.path + "/x").utf8CString.dropLast() + [CChar(bitPattern: 0xff), 0]
            let descriptor = unsafe path.withUnsafeBufferPointer { path in
                unsafe path.baseAddress.map { unsafe open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
            }
            #expect(descriptor >= 0)
            _ = close(descriptor)
            let error = #expect(throws: AssayError.self) { try FileSystem.files(below: folder.path) }
            #expect(error?.message.contains("not UTF-8") == true)
            unsafe path.withUnsafeBufferPointer { path in _ = unsafe path.baseAddress.map { unsafe unlink($0) } }
        }
    #endif

    @Test func makesAndRemovesFolders() throws {
        try FileSystem.makeDirectories(folder("one/two//three/"))
        try FileSystem.makeDirectories(folder("one/two/three"))
        #expect(try FileSystem.kind(of: folder("one/two/three")) == .directory)
        _ = try folder.store([1], as: "one/two/.file")
        unsafe #expect(symlink(folder("one"), folder("one/two/three/up")) == 0)
        #expect(throws: AssayError.self) { try FileSystem.makeDirectories(folder("one/two/.file/four")) }
        let error = #expect(throws: AssayError.self) { try FileSystem.remove(folder("one")) }
        #expect(error?.message.contains("not empty") == true)
        try FileSystem.remove(folder("one/two/three/up"), recursive: true)
        #expect(FileSystem.exists(folder("one/two/.file")), "a link is removed, not followed")
        try FileSystem.remove(folder("one"), recursive: true)
        #expect(try folder.names() == [])
        try FileSystem.remove(folder("one"))
    }

    @Test func renamesInOneStep() throws {
        try FileSystem.makeDirectories(folder("building"))
        _ = try folder.store([1], as: "building/file")
        try FileSystem.rename(from: folder("building"), to: folder("final"))
        #expect(try FileSystem.files(below: folder.path) == ["final/file"])
        try FileSystem.makeDirectories(folder("building"))
        #expect(throws: AssayError.self) { try FileSystem.rename(from: folder("building"), to: folder("final")) }
        #expect(throws: AssayError.self) { try FileSystem.rename(from: folder("absent"), to: folder("other")) }
    }

    @Test func findsCanonicalPaths() throws {
        let path = try folder.store([1], as: "file")
        unsafe #expect(symlink("file", folder("link")) == 0)
        #expect(try FileSystem.canonicalPath(of: folder("./link")) == FileSystem.canonicalPath(of: path))
        #expect(try FileSystem.canonicalPath(of: "/dev/../") == "/")
        #expect(throws: AssayError.self) { try FileSystem.canonicalPath(of: folder("absent")) }
    }

    @Test func takesPathsApartByTheirBytes() {
        #expect(FileSystem.components(of: "/a//./b/../\u{301}c/") == ["a", "b", "..", "\u{301}c"])
        #expect(FileSystem.components(of: "") == [])
        #expect(FileSystem.name(of: "a/\u{301}b", below: "a") == "\u{301}b")
        #expect(FileSystem.name(of: "/a", below: "/") == "a")
        #expect(FileSystem.name(of: "ab/c", below: "a") == nil)
        #expect(FileSystem.name(of: "a", below: "a") == nil)
        #expect(FileSystem.name(of: "e\u{301}/c", below: "\u{E9}") == nil)
        for path in ["a", "a/b", "a..", "...", "\u{301}../a"] { #expect(FileSystem.staysBelow(path), "\(path)") }
        for path in ["..", "a/../b", "/a", "a/..", "a/../\u{301}", "/\u{301}"] {
            #expect(!FileSystem.staysBelow(path), "\(path)")
        }
    }

    @Test func tellsParentFolders() {
        let parents = [
            ("a", "."), ("a/", "."), ("a/b", "a"), ("a//b/", "a"), ("/a", "/"), ("//a", "/"), ("./a", "."), ("..", "."),
        ]
        for (path, parent) in parents { #expect(FileSystem.parentFolder(of: path) == parent, "\(path)") }
        #expect(FileSystem.parentFolder(of: "/") == nil)
        #expect(FileSystem.parentFolder(of: "") == nil)
    }
}
