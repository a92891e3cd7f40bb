/// What `assay verify` prints when all is in order.
public enum VerifyText {
    /// `result` as plain text of at most ``TextStyle/width`` columns.
    ///
    /// - Parameter path: what was verified, as the user gave it.
    public static func text(of result: VerifyResult, path: String, style: TextStyle) -> String {
        let part = result.kind == .index ? "section" : "file"
        let checked = "\(CountText.counted(result.checkedFiles, part)), \(CountText.bytes(result.checkedBytes))"
        var text = style.strong("\(SafeText.terminal(path)): in order") + "\n\n"
        if result.kind == .dataset {
            let records = result.auditedAgain?.records ?? 0
            text += style.entry("Read", checked)
            return text + style.entry("Audited", "0 of \(CountText.counted(records, "record")) overlap")
        }
        text += style.entry("Checksums", "\(checked): all match")
        if let index = result.index {
            let prompts = CountText.counted(index.prompts, "prompt")
            text += style.entry("Index", "\(prompts), n = \(index.n), profile \(SafeText.terminal(index.profile))")
        }
        if let audited = result.auditedAgain {
            let share = CountText.share(audited.contaminatedRecords, of: audited.records, "record")
            let cleaned = CountText.grouped(audited.contaminatedInCleanedSources)
            let reason = (audited.keptByDecisions ?? 0) > 0 ? ", kept by decisions" : ""
            text += style.entry(
                "Audited again", "\(share) overlap; \(cleaned) of them in the sources that were cleaned\(reason)")
        } else if result.kind == .clean {
            text += style.entry("Audited again", "no; give --index to do so")
        }
        return text
    }
}
