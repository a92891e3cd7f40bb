public import ByteIO

/// The decisions beside an audit while they are made: each is in the file, on the disk, before the call returns.
///
/// The file is made with the first decision. Not thread-safe: one owner at a time.
public final class DecisionJournal {
    /// The file's path.
    public let path: String
    /// All decisions, those of earlier sessions too.
    public private(set) var decisions: Decisions

    private let settings: Decisions.Settings
    private var file: AppendingFile?
    /// A last line that was not written to its end.
    private let unfinished: Range<Int>

    /// Reads what was decided before on the audit in `folder`, whose settings are `settings`.
    ///
    /// - Throws: where there are decisions that cannot be read, or that were made under other settings.
    public init(besideAudit folder: String, settings: Decisions.Settings) throws(AssayError) {
        path = DecisionsFile.path(besideAudit: folder)
        self.settings = settings
        if try FileSystem.isThere(path) {
            (decisions, unfinished) = try DecisionsFile.scan(path)
            try decisions.check(settings, path: path)
        } else {
            (decisions, unfinished) = (Decisions(), 0..<0)
        }
    }

    /// Sets the decision on `pair`; an empty one takes back what was decided. One that changes nothing is not written.
    ///
    /// - Throws: where it cannot be written; the decisions are then as before.
    public func decide(_ pair: PairKey, _ decision: Decision) throws(AssayError) {
        guard decisions[pair] ?? Decision(nil) != decision else { return }
        let file: AppendingFile
        if let known = self.file { file = known } else { file = try AppendingFile(path: path, cuttingOff: unfinished) }
        self.file = file
        var bytes = decisions.settings == nil ? DecisionsFile.header(settings) : []
        bytes += DecisionsFile.line(pair, decision)
        try file.append(bytes)
        decisions.settings = settings
        decisions[pair] = decision
    }
}
