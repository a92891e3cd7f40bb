package import ByteIO

/// One item as an index takes it in: how it is named and the texts it is searched for by.
package struct IndexItem: Sendable, Equatable {
    package var benchmark: String
    package var id: String
    package var subset: String
    package var split: String
    /// UTF-8; each at most 4 GiB.
    package var texts: [[UInt8]]

    package init(benchmark: String, id: String, subset: String = "", split: String = "", texts: [[UInt8]]) {
        self.benchmark = benchmark
        self.id = id
        self.subset = subset
        self.split = split
        self.texts = texts
    }

    /// The order items have in an index, whatever order they came in: by benchmark, id, subset, split and texts, all by
    /// their bytes, but ids of digits alone by their number.
    static func precedes(_ left: IndexItem, _ right: IndexItem) -> Bool {
        if left.benchmark != right.benchmark {
            return left.benchmark.utf8.lexicographicallyPrecedes(right.benchmark.utf8)
        }
        if left.id != right.id { return precedes(id: left.id, right.id) }
        if left.subset != right.subset { return left.subset.utf8.lexicographicallyPrecedes(right.subset.utf8) }
        if left.split != right.split { return left.split.utf8.lexicographicallyPrecedes(right.split.utf8) }
        return left.texts.lexicographicallyPrecedes(right.texts) { $0.lexicographicallyPrecedes($1) }
    }

    private static func precedes(id left: String, _ right: String) -> Bool {
        let leftIsNumber = isNumber(left)
        if leftIsNumber != isNumber(right) { return leftIsNumber }
        if leftIsNumber, left.utf8.count != right.utf8.count { return left.utf8.count < right.utf8.count }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// Digits without a leading zero: their order by length, then bytes, is the order of the numbers.
    private static func isNumber(_ id: String) -> Bool {
        guard let first = id.utf8.first else { return false }
        return id.utf8.allSatisfy { (0x30...0x39).contains($0) } && (first != 0x30 || id.utf8.count == 1)
    }
}

/// What an index is built for.
package struct IndexSettings: Sendable {
    package var profile: Profile
    /// Tokens of an n-gram, from 1 to 255.
    package var n: Int
    /// How many bits of the n-gram hash are used: 64, but in tests of collisions.
    package var hashBitCount = 64

    package init(profile: Profile, n: Int? = nil, hashBitCount: Int = 64) throws(AssayError) {
        let n = n ?? profile.defaultN
        guard (1...255).contains(n) else { throw AssayError("n is \(n); it must be from 1 to 255") }
        self.profile = profile
        self.n = n
        self.hashBitCount = hashBitCount
    }
}
