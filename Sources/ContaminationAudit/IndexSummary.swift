/// What an index holds: what `assay index` reports when it is done and `assay inspect` prints.
public struct IndexSummary: Codable, Sendable, Equatable {
    public var schema = "assay.index-summary/1"
    public var formatVersion: Int
    /// XXH3-128 of the index's content, in 32 hexadecimal digits.
    public var fingerprint: String
    public var profile: String
    public var n: Int
    /// The file's size.
    public var bytes: Int
    public var prompts: Int
    public var shortPrompts: Int
    /// Items none of whose texts has a token: they can never match.
    public var promptsWithoutTokens: Int
    /// Item texts, and how many of them differ.
    public var texts: Int
    public var distinctTexts: Int
    /// Tokens of all distinct texts.
    public var tokens: Int
    public var distinctNgrams: Int
    /// A row for each (benchmark, subset, split), sorted.
    public var parts: [Part]
    /// The file's sections and their sizes, in file order.
    public var sections: [Section]

    public struct Part: Codable, Sendable, Equatable {
        public var benchmark: String
        public var subset: String
        public var split: String
        public var prompts: Int
        public var shortPrompts: Int

        enum CodingKeys: String, CodingKey {
            case benchmark, subset, split, prompts
            case shortPrompts = "short_prompts"
        }
    }

    public struct Section: Codable, Sendable, Equatable {
        public var name: String
        public var bytes: Int
    }

    enum CodingKeys: String, CodingKey {
        case schema, fingerprint, profile, n, bytes, prompts, texts, tokens, parts, sections
        case formatVersion = "format_version"
        case shortPrompts = "short_prompts"
        case promptsWithoutTokens = "prompts_without_tokens"
        case distinctTexts = "distinct_texts"
        case distinctNgrams = "distinct_ngrams"
    }
}

/// What to build an index of.
public struct IndexOptions: Sendable {
    /// `words`, `skywork` or `whitespace`; `nil`: that of the old indexes, else `words`.
    public var profile: String?
    /// Tokens of an n-gram, from 1 to 255; `nil`: that of the old indexes, else the profile's own (8; `skywork` 7).
    public var n: Int?
    public var outputPath: String
    /// Replace a file that is there.
    public var overwrite = false
    /// The suite that this was read from, which is never replaced.
    public var suitePath: String?
    /// Indexes whose benchmarks are taken over.
    public var previousPaths: [String] = []
    /// Benchmarks of those that are left out.
    public var dropped: [String] = []
    /// The memory to use, about; what does not fit goes to temporary files beside the output.
    public var memoryByteCount = 1 << 30

    public init(outputPath: String) { self.outputPath = outputPath }
}
