/// The words of a progress line: bytes, share, records a second, time left.
public enum ProgressText {
    /// One line, without a line end, of at most `width` columns.
    ///
    /// - Parameter elapsed: seconds since the run began, measured by the caller: the library reads no clock.
    public static func line(_ progress: AuditProgress, elapsed: Double, width: Int) -> String {
        var parts: [String] = []
        if let total = progress.bytesTotal, total > 0 {
            let percent = min(100, Int(Double(progress.bytesRead) / Double(total) * 100))
            parts.append("\(percent)%")
            parts.append("\(CountText.bytes(progress.bytesRead)) of \(CountText.bytes(total))")
        } else {
            parts.append(CountText.bytes(progress.bytesRead))
        }
        parts.append(CountText.counted(progress.records, "record"))
        if elapsed >= 0.5 {
            let rate = Double(progress.records) / elapsed
            if rate < 1e15 { parts.append("\(CountText.grouped(Int(rate)))/s") }
            if let left = secondsLeft(progress, elapsed) { parts.append("\(duration(left)) left") }
        }
        parts.append("\(CountText.grouped(progress.contaminatedRecords)) contaminated")
        return DisplayWidth.shorten(parts.joined(separator: "  "), to: max(10, width))
    }

    /// The time that is left if the rest takes as long for each byte; `nil` while that is a guess.
    private static func secondsLeft(_ progress: AuditProgress, _ elapsed: Double) -> Int? {
        guard let total = progress.bytesTotal, progress.bytesRead > 0, progress.bytesRead < total else { return nil }
        let left = elapsed * (Double(total - progress.bytesRead) / Double(progress.bytesRead))
        return left < 360_000 ? Int(left.rounded(.up)) : nil
    }

    /// `45 s`, `3 min 20 s`, `2 h 5 min`.
    private static func duration(_ seconds: Int) -> String {
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
}
