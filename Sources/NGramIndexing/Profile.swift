public import ByteIO
import CTextScan

/// A normaliser and a tokeniser with a name: what makes two texts the same to an audit.
///
/// An index is built for one profile and one n. A new profile is a file beside `Profiles/WordsProfile.swift` and a line in
/// `all`. A value type; safe to share between threads.
public struct Profile: Sendable {
    /// The name in commands, index files and reports.
    public let name: String
    /// The number that stands for the profile in index files; never given to another profile.
    public let identifier: UInt8
    /// The n an index gets where none is asked for.
    public let defaultN: Int
    /// Whether texts shorter than n match a unit that equals them, where the audit does not say.
    public let matchesShortTextsByDefault: Bool
    /// Tokens of fewer code points vanish, as if they were not there.
    let minimumTokenCodePoints: Int
    /// Which ASCII bytes belong to tokens: the fast path's half of the rule.
    let asciiRule: ASCIIRule
    /// Makes the folding of everything else; each tokeniser has one of its own.
    let makeFolding: @Sendable () -> any CodePointFolding

    enum ASCIIRule: Int32, Sendable {
        case lettersAndDigits = 0
        case lettersDigitsAndUnderscore = 1
        case notWhiteSpace = 2
    }

    /// Every profile, in the order they are listed to users.
    public static let all: [Profile] = [.words, .skywork, .whitespace]

    /// The profile of that name.
    public static func named(_ name: String) throws(AssayError) -> Profile {
        for profile in all where profile.name == name { return profile }
        let known = all.map(\.name).joined(separator: ", ")
        throw AssayError("there is no profile \"\(name)\"; the profiles are \(known)")
    }

    static func identified(by identifier: UInt8) -> Profile? {
        all.first { $0.identifier == identifier }
    }
}

/// What a code point is to the tokeniser, once normalised.
enum TokenClass: UInt32 {
    /// Ends a token and belongs to none.
    case separator = 0
    /// Extends a token of `word`s or begins one.
    case word = 1
    /// Extends any token, or begins one of `word`s.
    case mark = 2
    /// Begins a token of its own, which only marks extend: a letter of a script written without spaces.
    case single = 3
    /// Removed before tokenising.
    case removed = 4
}

/// The part of a profile that knows Unicode: how code points are folded, and what they are to the tokeniser.
///
/// Text is folded chunk by chunk. A chunk begins at a code point that `beginsChunk` and lasts until the next one: folding
/// the chunks one by one must equal folding the whole text. Answers about single code points are cached by the tokeniser,
/// so these need not be fast. Not thread-safe.
protocol CodePointFolding: AnyObject {
    /// Whether what follows can be folded without what stands before.
    func beginsChunk(_ codePoint: UInt32) -> Bool
    /// The class of a code point that folding gave.
    func tokenClass(ofFolded codePoint: UInt32) -> TokenClass
    /// Whether folding this code point depends on its neighbours beyond the chunk; then it is never cached.
    func needsContext(_ codePoint: UInt32) -> Bool
    /// Appends the folded chunk to `folded`. `text` and `byteRange` give the chunk's place for what needs context.
    func fold(_ chunk: [UInt32], at byteRange: Range<Int>, of text: Span<UInt8>, into folded: inout [UInt32])
}
