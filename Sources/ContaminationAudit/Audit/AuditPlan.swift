import ByteIO
import DatasetIO
import NGramIndexing

/// An audit with every setting resolved and checked, and its inputs found: all that can be refused is refused here, before
/// the work starts.
struct AuditPlan: Sendable {
    let options: AuditOptions
    let index: NGramIndex
    let cache = IndexedTextCache()
    let groups: ItemGroups
    let evidence: EvidenceWriter
    let selection: RecordSelection
    let rule: PairRule
    /// Every shard of the dataset.
    let shards: [Shard]
    /// When each was last changed; `nil` for one that is no file.
    let stamps: [FileStamp?]
    /// The shards of this part of the run: all, unless it has a share.
    let ownShards: Range<Int>
    let threadCount: Int
    let cleaning: Cleaning?
    /// Whether a shard may have records and no text in scope: not in a dataset, but in what is left of a cleaned one.
    var allowsShardsWithoutText = false

    /// What a cleaning removes.
    struct Cleaning: Sendable {
        /// The sources to remove from; `nil`: all.
        var onlySources: Set<[UInt8]>?
        /// The decisions to honour, and of them the pairs for which no record is removed; `nil`: there are none.
        var decisions: Decisions?
        var boilerplate: BoilerplatePairs?
    }

    init(_ options: AuditOptions, cleaning: CleanOptions?) throws(AssayError) {
        self.options = options
        guard let scope = Scope(rawValue: options.scope) else {
            throw AssayError("there is no scope \"\(options.scope)\"; the scopes are prompt, response, all")
        }
        if let longest = options.rule.minLongest, longest < 1 {
            throw AssayError("the least longest run is \(longest); it must be 1 or more tokens")
        }
        if let coverage = options.rule.minCoverage, !(coverage > 0 && coverage <= 1) {
            throw AssayError("the least coverage is \(coverage); it must be above 0 and at most 1")
        }
        guard !options.datasets.isEmpty else {
            throw AssayError("no dataset was given; name files, folders, or - for standard input")
        }
        var unitPaths: [UnitPath] = []
        for unit in options.units { unitPaths.append(try UnitPath(unit)) }
        guard unitPaths.isEmpty || unitPaths.contains(where: { scope.contains($0.role) }) else {
            throw AssayError(
                "none of the units given is in scope \(scope.rawValue), so nothing would be searched; choose another --scope, "
                    + "or other roles")
        }
        selection = RecordSelection(scope: scope, sourceField: options.sourceField, unitPaths: unitPaths)
        index = try NGramIndex(path: options.indexPath)
        groups = ItemGroups(try index.parts())
        evidence = EvidenceWriter(index: index, groups: groups)
        rule = PairRule(options.rule, profile: index.profile)
        shards = try ShardDiscovery.shards(for: options.datasets)
        stamps = try Self.stamps(of: shards, options)
        try Self.refuseInputsInOutput(shards, options)
        ownShards = options.share?.range(of: shards.map { $0.byteCount ?? 0 }) ?? 0..<shards.count
        threadCount = max(1, options.threadCount ?? Threads.coreCount)
        guard let cleaning else {
            self.cleaning = nil
            return
        }
        var resolved = Cleaning()
        if !cleaning.onlySources.isEmpty { resolved.onlySources = Set(cleaning.onlySources.map { Array($0.utf8) }) }
        if let path = cleaning.decisionsPath {
            let decisions = try DecisionsFile.read(path)
            try decisions.check(.init(profile: index.profile.name, scope: options.scope), path: path)
            resolved.decisions = decisions
            resolved.boilerplate = BoilerplatePairs(decisions)
        }
        self.cleaning = resolved
    }

    /// What is in the output folder is replaced at the end, and must not be what was read.
    private static func refuseInputsInOutput(_ shards: [Shard], _ options: AuditOptions) throws(AssayError) {
        guard try FileSystem.kind(of: options.outputPath) == .directory else { return }
        let output = try FileSystem.canonicalPath(of: options.outputPath)
        for shard in shards where shard.path != "-" {
            let path = try FileSystem.canonicalPath(of: shard.path)
            guard FileSystem.name(of: path, below: output) != nil else { continue }
            throw AssayError("is an input and lies in the output folder; name another output folder", path: shard.path)
        }
    }

    /// The longest record that a thread may meet, and the memory that it has for zstd windows and Parquet pages.
    ///
    /// A record is held as stored, as an index of its tokens and as values: up to some thirty times its size.
    var readLimits: (recordByteCount: Int, memoryByteCount: Int) {
        let share = options.memoryByteCount.map { $0 / threadCount } ?? 2 << 30
        return (min(max(share / 32, 1 << 20), 1 << 30), share)
    }

    private static func stamps(of shards: [Shard], _ options: AuditOptions) throws(AssayError) -> [FileStamp?] {
        var stamps: [FileStamp?] = []
        for shard in shards {
            let stamp = shard.path == "-" ? nil : try FileSystem.stamp(of: shard.path)
            if stamp == nil, options.resume || options.share != nil {
                let option = options.resume ? "--resume" : "--part"
                throw AssayError("is no file, and \(option) needs inputs that can be read again", path: shard.name)
            }
            stamps.append(stamp)
        }
        return stamps
    }

    /// The run and what it stands on, for its checkpoints.
    var checkpointRun: CheckpointRun {
        CheckpointRun(run: RunDescription(self), share: options.share, stamps: stamps)
    }

    /// The stored bytes of the shards to read; `nil` where standard input is among them.
    var storedByteCount: Int? {
        var sum = 0
        for shard in shards[ownShards] {
            guard let byteCount = shard.byteCount else { return nil }
            sum += byteCount
        }
        return sum
    }
}
