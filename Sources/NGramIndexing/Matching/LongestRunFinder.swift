/// Finds the longest run of tokens that a text shares with others, in time linear in their lengths.
///
/// It is a suffix automaton of the text: a state stands for a set of substrings that end at the same places, and reading
/// another text through it keeps the longest suffix read so far that is a substring. (Blumer et al., "The smallest automaton
/// recognizing the subwords of a text", 1985.) Memory: some 150 bytes a token of the text.
struct LongestRunFinder {
    private struct State {
        var length = 0
        var link = -1
        /// The token number at which the state's substrings first end.
        var end = 0
        var next: [Int: Int] = [:]
    }

    private var states = [State()]
    private var symbols: [[UInt8]: Int] = [:]

    init(_ text: TokenizedText) {
        states.reserveCapacity(2 * text.count)
        var last = 0
        for position in 0..<text.count {
            let token = Array(text.normalised[text.normalisedRange(from: position, count: 1)])
            let symbol = symbols[token] ?? symbols.count
            symbols[token] = symbol
            last = append(symbol, at: position, last: last)
        }
    }

    private mutating func append(_ symbol: Int, at position: Int, last: Int) -> Int {
        let current = states.count
        states.append(State(length: states[last].length + 1, end: position))
        var state = last
        while state >= 0, states[state].next[symbol] == nil {
            states[state].next[symbol] = current
            state = states[state].link
        }
        guard state >= 0, let target = states[state].next[symbol] else {
            states[current].link = 0
            return current
        }
        if states[target].length == states[state].length + 1 {
            states[current].link = target
            return current
        }
        let clone = states.count
        var copy = states[target]
        copy.length = states[state].length + 1
        states.append(copy)
        while state >= 0, states[state].next[symbol] == target {
            states[state].next[symbol] = clone
            state = states[state].link
        }
        states[target].link = clone
        states[current].link = clone
        return current
    }

    /// The longest common run, the first in `other` among equals; `tokenCount` is 0 where no token is shared.
    mutating func longestRun(in other: TokenizedText) -> (position: Int, textPosition: Int, tokenCount: Int) {
        var best = (position: 0, textPosition: 0, tokenCount: 0)
        var state = 0
        var length = 0
        for position in 0..<other.count {
            let token = Array(other.normalised[other.normalisedRange(from: position, count: 1)])
            guard let symbol = symbols[token] else {
                state = 0
                length = 0
                continue
            }
            while state > 0, states[state].next[symbol] == nil {
                state = states[state].link
                length = states[state].length
            }
            if let target = states[state].next[symbol] {
                state = target
                length += 1
            } else {
                length = 0
            }
            if length > best.tokenCount {
                best = (position - length + 1, states[state].end - length + 1, length)
            }
        }
        return best
    }
}
