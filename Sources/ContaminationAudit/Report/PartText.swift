/// What a part of a run prints: what it read, not what that means, which only the whole can say.
public enum PartText {
    /// - Parameters:
    ///   - report: of the part's own shards.
    ///   - outputPath: where the part was written, as the user gave it.
    public static func text(
        of report: AuditReport, share: ShardShare, outputPath: String, style: TextStyle
    ) -> String {
        let summary = report.summary
        var text = style.strong("Part \(share.words) is done.") + "\n\n"
        text += style.entry("Shards", CountText.grouped(report.inputs.count))
        text += style.entry("Records", CountText.grouped(summary.records))
        text += style.entry("Overlapping", CountText.share(summary.contaminatedRecords, of: summary.records, "record"))
        text += style.entry("Written", "\(SafeText.terminal(outputPath)): join all parts with assay merge")
        return text
    }
}
