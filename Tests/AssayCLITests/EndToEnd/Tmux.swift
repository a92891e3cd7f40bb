import Foundation
import Testing

/// A terminal of its own, driven through tmux: keys go in, the screen comes out.
final class Tmux {
    /// Whether tmux is there to run.
    static let isInstalled = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/tmux")
    }

    private let socket = "assay-\(UUID().uuidString)"
    private let scratch: ScratchFiles

    /// Starts a shell in `folder` on a terminal of that size.
    init(in folder: String, columns: Int, rows: Int) throws {
        scratch = try ScratchFiles()
        // The options of whoever runs the tests must not matter.
        try scratch.write("set -g default-terminal screen-256color\nset -g escape-time 0\n", as: "tmux.conf")
        try tmux([
            "-f", scratch.folder + "/tmux.conf", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", folder,
            "env", "-u", "NO_COLOR", "PS1=ready> ", "LC_ALL=C.UTF-8", "sh",
        ])
        try expect("ready>")
    }

    deinit { _ = try? tmux(["kill-server"]) }

    /// Types text, as it is.
    func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

    /// Presses keys by tmux's names: `Enter`, `C-z`, `Down`.
    func press(_ keys: String...) throws { for key in keys { try tmux(["send-keys", key]) } }

    func resize(columns: Int, rows: Int) throws {
        try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What stands on the screen; with its colours where asked for.
    func screen(colors: Bool = false) throws -> String {
        try tmux(["capture-pane", "-p"] + (colors ? ["-e"] : []))
    }

    /// Waits until the screen holds `text`; ten seconds are a failure.
    @discardableResult
    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        var screen = ""
        for _ in 0..<200 {
            screen = try self.screen()
            if screen.contains(text) { return screen }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("the screen does not show \"\(text)\":\n\(screen)", sourceLocation: sourceLocation)
        return screen
    }

    @discardableResult
    private func tmux(_ arguments: [String]) throws -> String {
        let path = try scratch.write("", as: "output")
        let environment = [
            "PATH=/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin", "LC_ALL=C.UTF-8", "HOME=/",
            "ASSAY=\(CommandRun.executable.path)", "TERM=screen-256color",
        ]
        let status = Self.run(["/usr/bin/env", "tmux", "-L", socket] + arguments, environment, output: path)
        try #require(status == 0, "tmux \(arguments) ended with \(status)")
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// Runs a command to its end, and gives it no open file of this process.
    ///
    /// Foundation's `Process` is of no use here: it waits until every process that inherited its files has ended, and the
    /// server that tmux starts, even one that another test starts at the same time, is such a process.
    private static func run(_ arguments: [String], _ environment: [String], output: String) -> Int32 {
        // Safe, all of it: the structures and strings are this function's own, and outlive the calls that use them.
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_TRUNC, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        #if os(Linux)
            // Closing what is not open is no error here.
            for number: Int32 in 3..<512 { unsafe posix_spawn_file_actions_addclose(&actions, number) }
        #else
            unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_CLOEXEC_DEFAULT))
        #endif
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe argv.indices { unsafe free(argv[index]) }
            for index in unsafe envp.indices { unsafe free(envp[index]) }
        }
        var pid = pid_t()
        guard unsafe posix_spawn(&pid, arguments[0], &actions, &attributes, &argv, &envp) == 0 else { return -1 }
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
        return status
    }
}
