public import ByteIO

/// What can be drawn from an audit's folder.
public enum ExportKind: String, Sendable, CaseIterable {
    case md, html, card, conda, select
    case itemsCSV = "items-csv"
    case recordsCSV = "records-csv"
}

/// An audit's or a cleaning's output folder, and the decisions on it: reports and exports are drawn from it.
///
/// Everything comes from `report.json`, `matches.jsonl.zst`, and the decisions; `select` of a cleaning reads `manifest.json` and
/// `removed/`. Safe to use on any thread.
public struct AuditFolder: Sendable {
    /// The folder's path.
    public let path: String
    public let report: AuditReport
    /// Of a cleaning.
    public let manifest: Manifest?
    public let decisions: Decisions

    /// Reads the report and the decisions.
    ///
    /// - Parameter decisionsPath: the decisions' file; `nil`: the one in the folder, where there is one.
    public init(_ path: String, decisionsPath: String? = nil) throws(AssayError) {
        self.path = path
        (report, manifest) = try StoredResult.read(path)
        let file = decisionsPath ?? DecisionsFile.path(besideAudit: path)
        let isDecided = try FileSystem.isThere(file)
        guard decisionsPath != nil || isDecided else {
            decisions = Decisions()
            return
        }
        decisions = try DecisionsFile.read(file)
        try decisions.check(Decisions.Settings(report.settings), path: file)
    }

    var matchesPath: String { FileSystem.path(of: "matches.jsonl.zst", in: path) }

    /// The decisions held against the evidence; `nil` where there are none.
    public func reviewed() throws(AssayError) -> ReviewedPairs? {
        decisions.isEmpty
            ? nil : try ReviewedPairs(decisions, matchesPath: matchesPath, onlySources: manifest?.onlySources ?? [])
    }

    /// Draws `kind` and hands it out in pieces.
    ///
    /// - Parameters:
    ///   - conda: the names for `conda`, which has to have them.
    ///   - onlySources: of `select` of an audit, the sources that a cleaning would clean; empty: all.
    public func write(
        _ kind: ExportKind, conda: CondaRows? = nil, onlySources: [String] = [],
        to output: (borrowing [UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        switch kind {
        case .md: try output(Array(MarkdownReport.text(of: report, reviewed: try reviewed()).utf8))
        case .html: try output(try AuditPage.render(folder: path, decisions: decisions))
        case .card: try output(Array(DatasetCard.text(of: report, decisions: try reviewed()?.summary).utf8))
        case .conda:
            guard let conda else { throw AssayError("the rows for CONDA need the dataset's name") }
            try output(Array(try conda.text(of: report).utf8))
        case .itemsCSV: try ItemsCSV.write(matchesPath, decisions: decisions, to: output)
        case .recordsCSV: try RecordsCSV.write(matchesPath, decisions: decisions, to: output)
        case .select:
            try SelectRows(
                folder: path, report: report, manifest: manifest, decisions: decisions, onlySources: onlySources
            ).write(to: output)
        }
    }

    /// Draws report.md and report.html again, into the folder.
    ///
    /// - Returns: the names of the files.
    public func redraw() throws(AssayError) -> [String] {
        let kinds = [ExportKind.md, .html]
        let names = kinds.map { "report.\($0.rawValue)" }
        for (kind, name) in zip(kinds, names) {
            try write(kind, toFile: FileSystem.path(of: name, in: path), overwrite: true)
        }
        return names
    }

    /// Draws `kind` into the file at `filePath`, which appears when it is whole.
    ///
    /// - Throws: as the other, where it cannot be written, and where something is there and `overwrite` is false.
    public func write(
        _ kind: ExportKind, conda: CondaRows? = nil, onlySources: [String] = [], toFile filePath: String,
        overwrite: Bool
    ) throws(AssayError) {
        if !overwrite { try FileSystem.refuseReplacing(filePath) }
        let file = try OutputFile(path: filePath)
        defer { file.discard() }
        try write(kind, conda: conda, onlySources: onlySources) { bytes throws(AssayError) in try file.write(bytes) }
        _ = try file.finish()
    }
}
