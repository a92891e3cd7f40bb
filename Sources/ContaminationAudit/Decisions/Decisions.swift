import ByteIO

/// The decisions on an audit's pairs: at most one for each.
///
/// A value type; safe to share between threads.
public struct Decisions: Sendable, Equatable {
    /// What `record_hash` depends on: decisions made under other settings name other records.
    public struct Settings: Sendable, Equatable, Codable {
        public var profile: String
        public var scope: String

        public init(profile: String, scope: String) {
            self.profile = profile
            self.scope = scope
        }

        public init(_ settings: AuditReport.Settings) { self.init(profile: settings.profile, scope: settings.scope) }
    }

    /// The settings of the audit they were made on; `nil` where there is no decision yet.
    public var settings: Settings?
    /// XXH3-128 of the file they were read from, in 32 hexadecimal digits; empty where they were not.
    public internal(set) var fileHash = ""
    /// The decisions by their pairs.
    public private(set) var byPair: [PairKey: Decision] = [:]

    public init(settings: Settings? = nil) { self.settings = settings }

    /// The decision on `pair`; `nil` where there is none. An empty one takes away what there was.
    public subscript(pair: PairKey) -> Decision? {
        get { byPair[pair] }
        set { byPair[pair] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    public var isEmpty: Bool { byPair.isEmpty }

    /// Refuses decisions that were made under other settings, of which none could be found.
    ///
    /// - Parameter path: the file they were read from.
    func check(_ settings: Settings, path: String) throws(AssayError) {
        guard let own = self.settings, own != settings else { return }
        throw AssayError(
            "these decisions were made on an audit of profile \(SafeText.terminal(own.profile)) and scope "
                + "\(SafeText.terminal(own.scope)), and this one has profile \(settings.profile) and scope "
                + "\(settings.scope): review an audit with these settings", path: path)
    }
}
