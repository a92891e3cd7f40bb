import ByteIO

/// Keeps the best of many matches, spread evenly over groups, in bounded memory.
///
/// A match has an identity, of which only its best match is kept, and a group. Of each group the best are kept, as many of
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
        var identity: Hash128
        var group: Hash128
        var excerpt: EvidenceExcerpt
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

    /// Whether `insert` would keep such a match: asked first, since an excerpt costs more than the question.
    func admits(_ rank: Rank, identity: Hash128, group: Hash128) -> Bool {
        if let place = places[identity], rank < entries[place].rank { return false }
        if let floor = floors[group] { return floor < rank }
        if let groupFloor { return groupFloor < rank }
        return true
    }

    mutating func insert(_ entry: Entry) {
        if let place = places[entry.identity] {
            entries[place] = entry
            return
        }
        places[entry.identity] = entries.count
        entries.append(entry)
        if entries.count >= limit + limit / 2 { prune() }
    }

    private mutating func prune() {
        floors.removeAll(keepingCapacity: true)
        var kept: [Entry] = []
        let (groups, level) = leveled()
        lastLevel = level
        for group in groups {
            kept += group.prefix(level)
            if group.count > level, let last = group.prefix(level).last { floors[last.group] = last.rank }
        }
        if groups.count >= limit {
            groupFloor = groups.last?.first?.rank
            for group in groups { floors[group[0].group] = group[0].rank }
        }
        entries = kept
        places.removeAll(keepingCapacity: true)
        for (place, entry) in entries.enumerated() { places[entry.identity] = place }
    }

    /// The groups, each best first and the one with the best match first; and how many of each fit.
    private func leveled() -> (groups: [[Entry]], level: Int) {
        var byGroup: [Hash128: [Entry]] = [:]
        for entry in entries { byGroup[entry.group, default: []].append(entry) }
        var groups = byGroup.values.map { $0.sorted { $1.rank < $0.rank } }
        groups.sort { $1[0].rank < $0[0].rank }
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
            for group in groups where place < group.count { chosen.append(group[place]) }
        }
        return chosen
    }
}
