import ByteIO

/// Hashes names one after the other, told apart by a byte that UTF-8 never holds. It keeps its memory from hash to hash.
struct NameHasher {
    private var bytes: [UInt8] = []

    mutating func hash(_ first: String, _ second: String, _ third: String, _ fourth: String? = nil) -> Hash128 {
        bytes.removeAll(keepingCapacity: true)
        append(first)
        append(second)
        append(third)
        if let fourth { append(fourth) }
        return XXH3.hash128(bytes.span)
    }

    /// A hash of what another hash stands for, and of names.
    mutating func hash(_ hash: Hash128, _ first: String, _ second: String) -> Hash128 {
        bytes.removeAll(keepingCapacity: true)
        bytes.appendLittleEndian(hash.high)
        bytes.appendLittleEndian(hash.low)
        append(first)
        append(second)
        return XXH3.hash128(bytes.span)
    }

    /// What names a match's prompt.
    mutating func item(_ match: MatchLine) -> Hash128 { hash(match.benchmark, match.subset, match.id) }

    private mutating func append(_ name: String) {
        bytes += name.utf8
        bytes.append(0xFF)
    }
}
