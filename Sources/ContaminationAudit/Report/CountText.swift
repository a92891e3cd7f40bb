/// Counts and rates as a person reads them, the same on every machine whatever its language.
package enum CountText {
    /// `1,224`: thousands separated by commas.
    package static func grouped(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var text = count < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `+12`, `-445` or `0`: a difference, grouped.
    package static func signed(_ difference: Int) -> String {
        (difference > 0 ? "+" : "") + grouped(difference)
    }

    /// The share of `count` in `total` as `10.05%`, `-` where there is no total.
    ///
    /// Some never reads as none, nor nearly all as all: those are `<0.01%` and `>99.99%`.
    package static func rate(_ count: Int, of total: Int) -> String {
        guard total > 0, count >= 0 else { return "-" }
        if count == 0 { return "0%" }
        if count == total { return "100%" }
        let exact = Double(count) / Double(total) * 10_000
        guard exact < 1e12 else { return "-" }
        let hundredths = Int(exact.rounded())
        if hundredths == 0 { return "<0.01%" }
        if hundredths >= 10_000 && count < total { return ">99.99%" }
        let rest = hundredths % 100
        return "\(grouped(hundredths / 100)).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// A share from 0 to 1 that was asked for, `0.5` as `50%`, with at most two decimals.
    package static func percent(_ share: Double) -> String {
        let hundredths = Int((min(max(share, 0), 1) * 10_000).rounded())
        let rest = hundredths % 100
        if rest == 0 { return "\(hundredths / 100)%" }
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// `1,224 of 2,985 prompts (41.01%)`.
    package static func share(_ count: Int, of total: Int, _ noun: String) -> String {
        "\(grouped(count)) of \(counted(total, noun)) (\(rate(count, of: total)))"
    }

    /// `1 record`, `2 records`: `noun` is the singular; its plural is made with an s unless it is given.
    package static func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// A size in bytes: `312 bytes`, `1.4 KB`, `168.0 MB`, in powers of 1,000.
    package static func bytes(_ count: Int) -> String {
        if count < 1_000 { return counted(count, "byte") }
        var value = Double(count)
        var unit = 0
        while value >= 999.95 && unit < units.count {
            value /= 1_000
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        return "\(grouped(tenths / 10)).\(tenths % 10) \(units[unit - 1])"
    }

    private static let units = ["KB", "MB", "GB", "TB", "PB", "EB"]
}
