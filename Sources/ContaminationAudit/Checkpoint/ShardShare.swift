import ByteIO

/// One of several parts of a run, each of which takes a share of the shards.
///
/// The shares are consecutive ranges of the sorted shards with about as many stored bytes each: a shard belongs to the
/// part that its middle byte falls to. They depend on the shards' sizes and the number of parts alone. A value type; safe
/// to share between threads.
public struct ShardShare: Codable, Sendable, Equatable {
    /// From 1 to ``count``.
    public let number: Int
    public let count: Int

    /// Part `number` of `count`; `nil` unless `number` is from 1 to `count` and `count` at most 1,000,000.
    public init?(number: Int, count: Int) {
        guard count >= 1, count <= 1_000_000, number >= 1, number <= count else { return nil }
        self.number = number
        self.count = count
    }

    /// `3 of 16`.
    public var words: String { "\(number) of \(count)" }

    /// The shards of this part.
    ///
    /// - Parameter sizes: the stored bytes of every shard, in the shards' order.
    func range(of sizes: [Int]) -> Range<Int> {
        let total = sizes.reduce(0) { $0 + $1 + 1 }
        var before = 0
        var start = 0
        var end = 0
        for size in sizes {
            // One more than the size, so that empty shards are shared out too.
            let middle = before + (size + 1) / 2
            let product = UInt(middle).multipliedFullWidth(by: UInt(count))
            let owner = Int(UInt(total).dividingFullWidth(product).quotient) + 1
            if owner < number { start += 1 }
            if owner <= number { end += 1 }
            before += size + 1
        }
        return start..<end
    }
}
