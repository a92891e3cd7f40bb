import ByteIO

/// Says in words in what two runs differ, so that the results of one cannot be taken into the other.
enum RunDifference {
    /// The first difference; `nil` if there is none.
    ///
    /// - Parameters:
    ///   - old: the run whose results there are.
    ///   - new: the run that would take them.
    static func words(from old: RunDescription, to new: RunDescription) -> String? {
        if old == new { return nil }
        if old.tool != new.tool {
            return "it was made by \(old.tool.name) \(old.tool.version), this is \(new.tool.name) \(new.tool.version)"
        }
        if old.index != new.index {
            return "its index has the fingerprint \(old.index.fingerprint), this one \(new.index.fingerprint)"
        }
        if let setting = setting(old.settings, new.settings) { return setting }
        if old.onlySources != new.onlySources { return sources(old.onlySources, new.onlySources) }
        if old.decisions != new.decisions { return "its file of decisions is another one" }
        return inputs(old.inputs, new.inputs)
    }

    private static func setting(_ old: AuditReport.Settings, _ new: AuditReport.Settings) -> String? {
        func words(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "not set" }
        let pairs: [(name: String, old: String, new: String)] = [
            ("profile", old.profile, new.profile), ("n", "\(old.n)", "\(new.n)"), ("scope", old.scope, new.scope),
            ("short", old.short, new.short), ("min-longest", words(old.minLongest), words(new.minLongest)),
            ("min-coverage", words(old.minCoverage), words(new.minCoverage)),
            ("source-field", words(old.sourceField), words(new.sourceField)),
            ("unit", old.units.joined(separator: ", "), new.units.joined(separator: ", ")),
            ("max-bad-records", "\(old.maxBadRecords)", "\(new.maxBadRecords)"),
        ]
        if let pair = pairs.first(where: { $0.old != $0.new }) {
            return "its setting \(pair.name) is \(quoted(pair.old)), this one's \(quoted(pair.new))"
        }
        return old == new ? nil : "another setting"
    }

    private static func sources(_ old: [String]?, _ new: [String]?) -> String {
        func words(_ sources: [String]?) -> String {
            guard let sources else { return "an audit" }
            return sources.isEmpty
                ? "a cleaning of all sources" : "a cleaning of the sources \(sources.joined(separator: ", "))"
        }
        return "it is \(words(old)), this \(words(new))"
    }

    private static func inputs(
        _ old: [RunDescription.InputFile], _ new: [RunDescription.InputFile]
    ) -> String {
        let oldSizes = Dictionary(old.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        let newSizes = Dictionary(new.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        for input in new {
            guard let size = oldSizes[input.path] else { return "the input \(input.path) is new" }
            if size != input.bytes {
                return "the input \(input.path) had \(size.map(String.init) ?? "?") bytes and has "
                    + "\(input.bytes.map(String.init) ?? "?")"
            }
        }
        if let input = old.first(where: { newSizes[$0.path] == nil }) { return "the input \(input.path) is missing" }
        return "the inputs are in another order"
    }

    private static func quoted(_ value: String) -> String { value.isEmpty ? "empty" : value }
}
