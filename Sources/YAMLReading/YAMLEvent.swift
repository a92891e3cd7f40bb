/// One step of a YAML text, as libyaml reports it: the begin or end of something, or a scalar.
struct YAMLEvent {
    enum Kind: Equatable {
        case streamEnd
        case documentStart
        case documentEnd
        /// Names an anchor further up.
        case alias(String)
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    let kind: Kind
    /// The name that an alias may use for this scalar, sequence or mapping.
    let anchor: String?
    /// The 1-based line where it begins.
    let line: Int
    /// The 1-based column where it begins, in code points.
    let column: Int
}
