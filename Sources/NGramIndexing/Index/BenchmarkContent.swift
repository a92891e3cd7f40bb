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
