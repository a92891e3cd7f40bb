import ByteIO

/// Keeps the best of many matches, spread evenly over groups, in bounded memory.
///
/// A match may have an identity, of which only the best match is kept, and has a group. Of each group the best are kept, as many of
/// each as fit `limit` in all ("level"): small groups whole, large ones down to the same number. Where there are more groups
/// than `limit`, the groups' best matches compete. The result depends on the matches and their order alone: ranks and
/// groups only grow, so that what was dropped once could not have been kept. Memory: at most one and a half times `limit` matches.
struct EvidencePool {
    /// A match's rank: longer runs before shorter, then the larger coverage, then what stands earlier in the evidence.
    struct Rank: Comparable {
        var longest: Int
        var coverage: Double
        var ordinal: Int

        static func < (left: Rank, right: Rank) -> Bool {
            if left.longest != right.longest { return left.longest < right.longest }
            if left.coverage != right.coverage { return left.coverage < right.coverage }
            return left.ordinal > right.ordinal
        }
    }

    struct Entry {
        var rank: Rank
        /// `nil`: no other match has it.
        var identity: Hash128?
        var group: Hash128
        var match: KeptMatch
    }

    let limit: Int
    private var entries: [Entry] = []
    private var places: [Hash128: Int] = [:]
    /// What a match of a group that was cut has to exceed.
    private var floors: [Hash128: Rank] = [:]
    /// What a match of any other group has to exceed, once there are more groups than `limit`.
    private var groupFloor: Rank?
    /// The level of the last cut. It can only fall: groups that were cut have lost what would show that they are larger.
    private var lastLevel = Int.max

    init(limit: Int) { self.limit = limit }

    /// Whether the group has room for such a match. `insert` keeps what both of `admits` admit: asked first, since to keep
    /// a match costs more than the questions, and this one before the other, since it refuses most.
    func admits(_ rank: Rank, group: Hash128) -> Bool {
        guard let floor = floors[group] ?? groupFloor else { return true }
        return floor < rank
    }

    /// Whether there is no better match of the identity.
    func admits(_ rank: Rank, identity: Hash128) -> Bool {
        guard let place = places[identity] else { return true }
        return !(rank < entries[place].rank)
    }

    mutating func insert(_ entry: Entry) {
        if let identity = entry.identity {
            if let place = places[identity] {
                entries[place] = entry
                return
            }
            places[identity] = entries.count
        }
        entries.append(entry)
        if entries.count >= limit + limit / 2 { prune() }
    }

    private mutating func prune() {
        floors.removeAll(keepingCapacity: true)
        var kept: [Entry] = []
        kept.reserveCapacity(limit + limit / 2)
        let (groups, level) = leveled()
        lastLevel = level
        for group in groups {
            for place in group.prefix(level) { kept.append(entries[place]) }
            if group.count > level, let last = kept.last { floors[last.group] = last.rank }
        }
        if groups.count >= limit {
            groupFloor = kept.last?.rank
            for entry in kept { floors[entry.group] = entry.rank }
        }
        entries = kept
        places.removeAll(keepingCapacity: true)
        for place in entries.indices {
            if let identity = entries[place].identity { places[identity] = place }
        }
    }

    /// The places of each group's entries, best first, the group with the best match first; and how many of each fit.
    private func leveled() -> (groups: [[Int]], level: Int) {
        var byGroup: [Hash128: [Int]] = [:]
        for place in entries.indices { byGroup[entries[place].group, default: []].append(place) }
        func isBetter(_ left: Int, _ right: Int) -> Bool { entries[right].rank < entries[left].rank }
        var groups = byGroup.values.map { $0.sorted(by: isBetter) }
        groups.sort { isBetter($0[0], $1[0]) }
        if groups.count >= limit { return (Array(groups.prefix(limit)), 1) }
        var low = 1
        var high = max(1, min(limit, lastLevel))
        while low < high {
            let middle = (low + high + 1) / 2
            if groups.reduce(0, { $0 + min($1.count, middle) }) <= limit { low = middle } else { high = middle - 1 }
        }
        return (groups, low)
    }

    /// The matches kept: the best of each group, then the second of each, and so on.
    func chosen() -> [Entry] {
        let (groups, level) = leveled()
        var chosen: [Entry] = []
        for place in 0..<level {
            for group in groups where place < group.count { chosen.append(entries[group[place]]) }
        }
        return chosen
    }
}
