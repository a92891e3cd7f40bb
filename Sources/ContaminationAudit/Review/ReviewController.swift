import ByteIO

/// What keys do in a review, and what is on the screen beside the match.
///
/// It knows no terminal: keys come in, and ``ReviewScreen`` draws. Not thread-safe: one owner at a time.
package final class ReviewController {
    package enum Mode: Sendable, Equatable {
        case match, help
        /// Which property to filter by is being asked.
        case filter
        case list(ReviewList)
        case input(Input, String)
    }

    /// What is being typed.
    package enum Input: String, Sendable, Equatable {
        case note, search, number

        package var prompt: String {
            switch self {
            case .note: "note: "
            case .search: "search for: "
            case .number: "go to match: "
            }
        }
    }

    /// What the terminal has to do after a key.
    package enum Effect: Sendable, Equatable { case draw, quit, stop, suspend }

    package let session: ReviewSession
    package private(set) var mode = Mode.match
    /// A sentence on the last key; empty where there is none.
    package private(set) var message = ""
    /// How many rows of the match's text are above the screen.
    package private(set) var scroll = 0
    /// The match at hand; `nil` where none is shown.
    package private(set) var match: MatchLine?

    package init(_ session: ReviewSession) throws(AssayError) {
        self.session = session
        match = try session.match()
    }

    /// Does what `key` stands for.
    ///
    /// - Parameters:
    ///   - bodyCount: the rows of the match's text, and how many of them the screen has.
    /// - Throws: where the evidence cannot be read. A decision that cannot be written is a message, and is not taken.
    package func press(_ key: ReviewKey, bodyCount: Int, bodyHeight: Int) throws(AssayError) -> Effect {
        message = ""
        switch key {
        case .control("c"): return .stop
        case .control("z"): return .suspend
        case .control("l"): return .draw
        default: break
        }
        switch mode {
        case .match:
            if scrolled(key, max(0, bodyCount - bodyHeight), bodyHeight) { return .draw }
            return try pressInMatch(key)
        case .help:
            if scrolled(key, max(0, bodyCount - bodyHeight), bodyHeight) { return .draw }
            (mode, scroll) = (.match, 0)
        case .filter: try pressInFilter(key)
        case .list(let list): try press(key, in: list)
        case .input(let kind, let text): try press(key, in: kind, text)
        }
        return .draw
    }

    private func scrolled(_ key: ReviewKey, _ last: Int, _ height: Int) -> Bool {
        switch key {
        case .down, .character("j"): scroll = min(last, scroll + 1)
        case .up, .character("k"): scroll = max(0, min(last, scroll) - 1)
        case .pageDown: scroll = min(last, scroll + max(1, height - 1))
        case .pageUp: scroll = max(0, min(last, scroll) - max(1, height - 1))
        default: return false
        }
        return true
    }

    private func pressInMatch(_ key: ReviewKey) throws(AssayError) -> Effect {
        switch key {
        case .character("q"): return .quit
        case .character("?"), .character("h"): (mode, scroll) = (.help, 0)
        case .character("n"), .character(" "), .right, .enter:
            try go(session.move(by: 1), "this is the last of the matches shown")
        case .character("p"), .left, .backspace:
            try go(session.move(by: -1), "this is the first of the matches shown")
        case .character("g"), .home: try go(session.move(to: 0), "")
        case .character("G"), .end: try go(session.move(to: .max), "")
        case .character(":"), .character("#"): mode = .input(.number, "")
        case .character(let digit) where digit.isASCII && digit.isNumber: mode = .input(.number, String(digit))
        case .character("l"): try decide(.leak)
        case .character("b"): try decide(.boilerplate)
        case .character("u"): try decide(.unsure)
        case .character("c"): try clear()
        case .character("m") where match != nil: mode = .input(.note, session.decision?.note ?? "")
        case .character("f"): mode = .filter
        case .character("/"): mode = .input(.search, "")
        case .character("r"): try search(session.query)
        case .character("R"): try search(session.query, backwards: true)
        case .character("o"):
            let orders = ReviewOrder.allCases
            let next = ((orders.firstIndex(of: session.order) ?? 0) + 1) % orders.count
            session.show(session.filter, orders[next])
            session.move(to: 0)
            try load()
        case .escape: break
        default: message = "this key does nothing here; ? shows those that do"
        }
        return .draw
    }

    private func go(_ hasMoved: Bool, _ otherwise: String) throws(AssayError) {
        if hasMoved { try load() } else { message = session.count == 0 ? "no match is shown" : otherwise }
    }

    private func load() throws(AssayError) {
        scroll = 0
        match = try session.match()
    }

    private func decide(_ judgement: Judgement) throws(AssayError) {
        guard match != nil else {
            message = "no match is shown"
            return
        }
        do throws(AssayError) {
            try session.judge(judgement)
        } catch {
            message = "not decided: \(error.description)"
            return
        }
        message = "\(judgement.rawValue): kept"
        if session.move(by: 1) { try load() } else { message += "; this is the last of the matches shown" }
    }

    private func clear() throws(AssayError) {
        guard match != nil else {
            message = "no match is shown"
            return
        }
        do throws(AssayError) {
            try session.judge(nil)
            message = "the decision is taken back"
        } catch {
            message = "not taken back: \(error.description)"
        }
    }

    private func search(_ text: String, backwards: Bool = false) throws(AssayError) {
        if text.isEmpty {
            message = "nothing was searched for; / asks for a text"
            return
        }
        let before = session.position
        guard try session.search(text, backwards: backwards) else {
            message = "none of the matches shown holds \"\(text)\""
            return
        }
        try load()
        let isRound = backwards ? session.position >= before : session.position <= before
        message = "found \"\(text)\"" + (isRound ? ", round the end" : "")
    }

    private func pressInFilter(_ key: ReviewKey) throws(AssayError) {
        switch key {
        case .character("b"): mode = .list(ReviewList(.benchmark, session))
        case .character("s"): mode = .list(ReviewList(.subset, session))
        case .character("o"): mode = .list(ReviewList(.source, session))
        case .character("d"): mode = .list(ReviewList(.decision, session))
        case .character("x"): try show(ReviewFilter())
        case .escape, .character("q"), .backspace: mode = .match
        default: message = "b, s, o, d or x; Esc goes back"
        }
    }

    private func press(_ key: ReviewKey, in list: ReviewList) throws(AssayError) {
        var list = list
        switch key {
        case .down, .character("j"): list.move(by: 1)
        case .up, .character("k"): list.move(by: -1)
        case .pageDown: list.move(by: 10)
        case .pageUp: list.move(by: -10)
        case .home: list.move(to: 0)
        case .end: list.move(to: .max)
        case .enter, .right, .character(" "): return try show(list.filter)
        case .escape, .left, .character("q"), .backspace:
            mode = .filter
            return
        default: message = "arrows choose, Enter takes it, Esc goes back"
        }
        mode = .list(list)
    }

    private func show(_ filter: ReviewFilter) throws(AssayError) {
        session.show(filter, session.order)
        mode = .match
        try load()
        message = filter.isEmpty ? "all matches" : "filter: \(filter.words)"
    }

    private func press(_ key: ReviewKey, in kind: Input, _ text: String) throws(AssayError) {
        var text = text
        switch key {
        case .escape:
            mode = .match
            return
        case .enter:
            mode = .match
            return try finish(kind, text)
        case .backspace: if !text.isEmpty { text.removeLast() }
        case .control("u"): text = ""
        case .character(let character): text.append(character)
        case .tab where kind != .number: text.append(" ")
        default: break
        }
        mode = .input(kind, text)
    }

    private func finish(_ kind: Input, _ text: String) throws(AssayError) {
        switch kind {
        case .search: try search(text.isEmpty ? session.query : text)
        case .number:
            guard let number = Int(text), number >= 1, number <= session.count else {
                message = "there are matches 1 to \(session.count)"
                return
            }
            session.move(to: number - 1)
            try load()
        case .note:
            do throws(AssayError) {
                try session.note(text)
                message = text.isEmpty ? "no note" : "the note is kept"
            } catch {
                message = "not noted: \(error.description)"
            }
        }
    }
}
