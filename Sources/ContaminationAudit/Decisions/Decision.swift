/// What a reviewer takes an overlap for.
public enum Judgement: String, Sendable, CaseIterable, Codable {
    /// The item, or a part that gives it away, stands in the record.
    case leak
    /// Words that both have from elsewhere: a common phrase, a template, a licence.
    case boilerplate
    /// Looked at, and left open.
    case unsure
}

/// A reviewer's decision on one pair: a judgement, a note, or both.
///
/// A value type; safe to share between threads.
public struct Decision: Sendable, Equatable {
    /// `nil` where there is a note alone.
    public var judgement: Judgement?
    /// Any text; empty where there is none.
    public var note: String

    public init(_ judgement: Judgement?, note: String = "") {
        self.judgement = judgement
        self.note = note
    }

    /// Whether nothing was decided and nothing noted: the same as no decision.
    public var isEmpty: Bool { judgement == nil && note.isEmpty }
}
