import ByteIO

/// Hashes names one after the other, told apart by a byte that UTF-8 never holds. It keeps its memory from hash to hash.
struct NameHasher {
    /// The names so far; who adds one to the end ends it with ``endName()``.
    var bytes: [UInt8] = []

    mutating func begin() { bytes.removeAll(keepingCapacity: true) }

    mutating func endName() { bytes.append(0xFF) }

    /// The hash of the names since ``begin()``.
    var hash: Hash128 { XXH3.hash128(bytes.span) }

    mutating func hash(_ names: String...) -> Hash128 {
        begin()
        for name in names { append(name) }
        return hash
    }

    /// A hash of what two other hashes stand for, and of names.
    mutating func hash(_ hashes: Hash128..., names: String...) -> Hash128 {
        begin()
        for hash in hashes {
            bytes.appendLittleEndian(hash.high)
            bytes.appendLittleEndian(hash.low)
        }
        for name in names { append(name) }
        return hash
    }

    private mutating func append(_ name: String) {
        bytes += name.utf8
        endName()
    }
}
