/// How many pairs were judged, and how.
struct DecisionCounts: Sendable, Equatable {
    static let names = ["leak", "boilerplate", "unsure", "undecided"]

    private(set) var leak = 0
    private(set) var boilerplate = 0
    private(set) var unsure = 0
    private(set) var undecided = 0

    mutating func count(_ judgement: Judgement?) {
        switch judgement {
        case .leak: leak += 1
        case .boilerplate: boilerplate += 1
        case .unsure: unsure += 1
        case nil: undecided += 1
        }
    }

    /// In the order of ``names``.
    var values: [Int] { [leak, boilerplate, unsure, undecided] }
}
