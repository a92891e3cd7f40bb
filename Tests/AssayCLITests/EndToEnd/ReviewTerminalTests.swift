import Foundation
import Testing

@Suite(
    "A review on a terminal, key by key",
    .enabled(if: Tmux.isInstalled, "tmux is not installed; scripts/setup --tests installs it"))
struct ReviewTerminalTests {
    private static let item = "one two three four five six seven eight nine ten"

    /// An audit in `out`: four matches of two prompts in three records, of which one tries to steer the terminal.
    private func audit() throws -> ScratchFiles {
        let scratch = try ScratchFiles()
        try scratch.write(
            #"{"id": "numbers", "prompt": "Count: \#(Self.item)."}"# + "\n"
                + #"{"id": "train", "prompt": "電車の中で忘れ物をしたとき、まず何をすればよいでしょうか"}"# + "\n",
            as: "bench.jsonl")
        try scratch.write(
            #"{"source": "web", "prompt": "Say \#(Self.item) aloud \u001b[2J\u001b]0;title\u0007 now"}"# + "\n"
                + #"{"source": "forum", "prompt": "電車の中で忘れ物をしたとき、まず何をすればよいでしょうか? \#(Self.item)"}"# + "\n"
                + #"{"source": "forum", "prompt": "\#(Self.item)"}"# + "\n",
            as: "data.jsonl")
        for arguments in [
            ["index", "-q", "-o", "b.assay", "bench=bench.jsonl"],
            ["audit", "-q", "--index", "b.assay", "-o", "out", "data.jsonl"],
        ] {
            let run = try CommandRun(arguments, in: scratch.folder)
            try #require(run.status == 0, "\(run.error)")
        }
        return scratch
    }

    private func decisions(_ scratch: ScratchFiles) throws -> [String] {
        try String(contentsOfFile: scratch.folder + "/out/decisions.jsonl", encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// Waits for the file's lines to be so many.
    private func expectDecisions(_ count: Int, _ scratch: ScratchFiles) throws -> [String] {
        for _ in 0..<200 {
            if let lines = try? decisions(scratch), lines.count == count { return lines }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return try decisions(scratch)
    }

    @Test("Going, deciding, noting, searching, filtering, help, another size, and the end")
    func keys() throws {
        let scratch = try audit()
        let terminal = try Tmux(in: scratch.folder, columns: 120, rows: 24)
        try terminal.type("$ASSAY review out")
        try terminal.press("Enter")
        var screen = try terminal.expect("match 1 of 4")
        #expect(screen.contains("record: data.jsonl row 0  ·  source web"))
        #expect(screen.contains("prompt: bench  ·  (no subset)  ·  numbers"))
        #expect(screen.contains("\\u{1B}[2J\\u{1B}]0;title\\u{7}"), "what would steer the terminal is shown")
        #expect(screen.contains(" │ Count: \(Self.item)"), "the texts stand side by side")
        #expect(try terminal.screen(colors: true).contains("[30m\u{1B}[43m" + Self.item), "the run is in colour")

        try terminal.press("n")
        try terminal.expect("match 2 of 4")
        try terminal.press("p")
        try terminal.expect("match 1 of 4")
        try terminal.press("p")
        try terminal.expect("this is the first of the matches shown")
        try terminal.press("Right", "Right")
        try terminal.expect("match 3 of 4")
        try terminal.press("G")
        try terminal.expect("match 4 of 4")
        try terminal.type("2")
        try terminal.expect("go to match: 2_")
        try terminal.press("Enter")
        try terminal.expect("match 2 of 4")

        try terminal.press("b")
        try terminal.expect("boilerplate: kept")
        try terminal.expect("match 3 of 4")
        let lines = try expectDecisions(2, scratch)
        #expect(lines[0] == #"{"schema":"assay.decisions/1","profile":"words","scope":"prompt"}"#)
        #expect(lines[1].hasSuffix(#""benchmark":"bench","subset":"","id":"numbers","decision":"boilerplate"}"#))
        try terminal.press("m")
        try terminal.expect("note: _")
        try terminal.type("見た \"this\"")
        try terminal.expect("note: 見た \"this\"_")
        try terminal.press("Enter")
        screen = try terminal.expect("the note is kept")
        #expect(screen.contains("decision: none  ·  note: 見た \"this\""))
        #expect(try decisions(scratch).last?.hasSuffix(#""decision":"none","note":"見た \"this\""}"#) == true)
        try terminal.press("p")
        try terminal.expect("decision: boilerplate")
        try terminal.press("c")
        try terminal.expect("the decision is taken back")
        try terminal.expect("decision: none")

        try terminal.press("/")
        try terminal.type("ALOUD")
        try terminal.press("Enter")
        screen = try terminal.expect("found \"ALOUD\", round the end")
        #expect(screen.contains("match 1 of 4"))
        try terminal.press("f", "o")
        try terminal.expect("> all  (4)")
        try terminal.press("Down")
        try terminal.expect("> forum  (3)")
        try terminal.press("Enter")
        screen = try terminal.expect("filter: source forum")
        #expect(screen.contains("match 1 of 3 (source forum; 4 in all)"))
        try terminal.press("o")
        try terminal.expect("order: longest")
        try terminal.press("?")
        try terminal.expect("Going through the matches")
        try terminal.press("Escape")
        try terminal.expect("match 1 of 3")

        try terminal.resize(columns: 60, rows: 20)
        screen = try terminal.expect("電車の中で忘れ物をしたとき")
        for _ in 0..<100 where try terminal.screen().contains("│") { Thread.sleep(forTimeInterval: 0.05) }
        #expect(try !terminal.screen().contains("│"), "the texts stand one after the other")
        try terminal.press("q")
        screen = try terminal.expect("1 decision in out/decisions.jsonl")
        #expect(!screen.contains("match 1 of 3"), "what stood there before is back")
    }

    @Test("Without colour a run stands between brackets")
    func noColor() throws {
        let scratch = try audit()
        let terminal = try Tmux(in: scratch.folder, columns: 80, rows: 24)
        try terminal.type("NO_COLOR=1 $ASSAY review out --source web")
        try terminal.press("Enter")
        let screen = try terminal.expect("match 1 of 1")
        #expect(screen.contains("Say ⟦\(Self.item)⟧ aloud"))
        #expect(screen.contains("Count: ⟦\(Self.item)⟧."))
        #expect(try !terminal.screen(colors: true).contains("\u{1B}["))
        try terminal.press("q")
        try terminal.expect("no decisions yet")
    }

    @Test("Put aside and taken up, stopped by a signal, killed: the terminal is usable and no decision is lost")
    func signals() throws {
        let scratch = try audit()
        let terminal = try Tmux(in: scratch.folder, columns: 100, rows: 24)
        // A shell that knows jobs, and prints how a command ended.
        try terminal.type("set -m; $ASSAY review out; echo ended with $?")
        try terminal.press("Enter")
        try terminal.expect("match 1 of 4")
        try terminal.press("l")
        try terminal.expect("match 2 of 4")
        try terminal.press("C-z")
        try terminal.expect("ready>")
        try terminal.type("stty -a | grep -o ' echo '; echo aside")
        try terminal.press("Enter")
        try terminal.expect("\naside")
        try terminal.type("fg")
        try terminal.press("Enter")
        try terminal.expect("match 2 of 4")
        try terminal.press("u")
        try terminal.expect("match 3 of 4")
        #expect(try expectDecisions(3, scratch).count == 3)
        // By its own number: the shell's child.
        try terminal.press("C-c")
        try terminal.expect("ready>")
        for (signal, ending) in [("TERM", "130"), ("INT", "130"), ("HUP", "130"), ("KILL", "137")] {
            try terminal.type("clear; $ASSAY review out & echo $! >pid; fg; echo ended with $?")
            try terminal.press("Enter")
            try terminal.expect("match 1 of 4")
            let pid = try String(contentsOfFile: scratch.folder + "/pid", encoding: .utf8)
            let kill = Process()
            kill.executableURL = URL(fileURLWithPath: "/bin/kill")
            kill.arguments = ["-\(signal)", pid.trimmingCharacters(in: .whitespacesAndNewlines)]
            try kill.run()
            kill.waitUntilExit()
            if signal == "KILL" {
                // Nothing can be put right then: the shell's own command does.
                Thread.sleep(forTimeInterval: 0.3)
                try terminal.press("Enter")
                try terminal.type("stty sane; tput rmcup; echo ended with 137")
                try terminal.press("C-j")
            }
            try terminal.expect("ended with \(ending)")
        }
        #expect(try decisions(scratch).count == 3, "killed or not, what was decided is there")
        let list = try CommandRun(["review", "out", "--list", "--decided", "leak"], in: scratch.folder)
        #expect(list.output.split(separator: "\n").count == 2)
    }

    @Test("Without a terminal there is an error that says what to do")
    func noTerminal() throws {
        let scratch = try audit()
        let run = try CommandRun(["review", "out"], in: scratch.folder)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.error.contains("print them with --list"))
    }
}
