import ArgumentParser
import ContaminationAudit

/// Turns arguments as typed into checked values. What is wrong is thrown as a usage error.
enum ValueParsing {
    /// Tokens of an n-gram.
    static func n(_ text: String) throws -> Int { try integer(text, in: 1...255) }

    static func atLeastOne(_ text: String) throws -> Int { try integer(text, in: 1...Int.max) }

    static func atLeastZero(_ text: String) throws -> Int { try integer(text, in: 0...Int.max) }

    /// A size in bytes, such as `512MiB` or `1.5GB`; enough to work with.
    static func memory(_ text: String) throws -> Int {
        let units: [(name: String, byteCount: Double)] = [
            ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776), ("kB", 1e3),
            ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1),
        ]
        let smallest = 16 << 20
        for unit in units where text.hasSuffix(unit.name) {
            let number = text.dropLast(unit.name.utf8.count)
            let isPlain = !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
            guard isPlain, let value = Double(number) else { break }
            let byteCount = value * unit.byteCount
            if byteCount >= Double(smallest), byteCount < 1e15 { return Int(byteCount) }
        }
        throw ValidationError("expected a size of at least 16MiB, such as 512MiB or 1GiB")
    }

    /// A threshold on a share: `0.05` or `5%`, from none to all.
    static func rate(_ text: String) throws -> Double {
        guard let value = share(text), (0...1).contains(value) else {
            throw ValidationError("expected a number from 0 to 1, or a percentage such as 5%")
        }
        return value
    }

    /// A least share: as ``rate(_:)``, but not 0.
    static func coverage(_ text: String) throws -> Double {
        guard let value = share(text), value > 0, value <= 1 else {
            throw ValidationError("expected a number above 0 and at most 1, or a percentage such as 50%")
        }
        return value
    }

    /// `K/N`.
    static func part(_ text: String) throws -> ShardShare {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
        if numbers.count == 2, let number = Int(numbers[0]), let count = Int(numbers[1]),
            let share = ShardShare(number: number, count: count)
        {
            return share
        }
        throw ValidationError("expected K/N with K from 1 to N, such as 3/16")
    }

    /// `PATH=ROLE`.
    static func unit(_ text: String) throws -> String {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, ["prompt", "response", "system"].contains(parts[1]) else {
            throw ValidationError("expected PATH=ROLE with the role prompt, response or system")
        }
        return text
    }

    private static func integer(_ text: String, in range: ClosedRange<Int>) throws -> Int {
        guard let value = Int(text), range.contains(value) else {
            let end = range.upperBound == Int.max ? "up" : "to \(range.upperBound)"
            throw ValidationError("expected a whole number from \(range.lowerBound) \(end)")
        }
        return value
    }

    private static func share(_ text: String) -> Double? {
        // Only plain decimals: `Double` would also take hexadecimal, infinity and spaces.
        let isPercentage = text.hasSuffix("%")
        let number = isPercentage ? text.dropLast() : text[...]
        guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else { return nil }
        return Double(number).map { isPercentage ? $0 / 100 : $0 }
    }
}
