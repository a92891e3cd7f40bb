import ByteIO
import NGramIndexing

/// The pairs that were judged boilerplate, to be asked for while records are cleaned: for them alone no record is removed.
///
/// Immutable; safe to share between threads. A record without a decision costs one look-up.
struct BoilerplatePairs: Sendable {
    private var byRecord: [Hash128: Set<PairKey>] = [:]

    init(_ decisions: Decisions) {
        for (pair, decision) in decisions.byPair where decision.judgement == .boilerplate {
            guard let hash = Hash128(hex: pair.recordHash) else { continue }
            byRecord[hash, default: []].insert(pair)
        }
    }

    /// `match` without the pairs judged boilerplate; `nil` where none is left.
    func others(of match: RecordMatch, evidence: EvidenceWriter) throws(AssayError) -> RecordMatch? {
        guard let pairs = byRecord[match.recordHash] else { return match }
        var rest = match
        rest.items = []
        for item in match.items {
            let (benchmark, subset, id) = try evidence.names(ofItem: item.item)
            let pair = PairKey(recordHash: match.recordHash.hex, benchmark: benchmark, subset: subset, id: id)
            if !pairs.contains(pair) { rest.items.append(item) }
        }
        return rest.items.isEmpty ? nil : rest
    }
}
