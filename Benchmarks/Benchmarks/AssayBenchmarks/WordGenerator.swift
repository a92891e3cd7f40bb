/// Words from a seed, the first of a vocabulary oftener than the last.
struct WordGenerator {
    enum Script { case latin, han, item }

    private var state: UInt64
    private var latin: [[UInt8]] = []
    private var han: [[UInt8]] = []
    private var item: [[UInt8]] = []

    init(seed: UInt64) {
        state = seed
        let letters = Array("etaoinshrdlucmfwypvbgkqjxz".utf8)
        for _ in 0..<20_000 {
            let length = 2 + below(4) + below(6)
            latin.append((0..<length).map { _ in letters[min(below(26), below(26))] })
            item.append(Array("0x".utf8) + (0..<length).map { _ in letters[below(26)] })
            let points = (0..<1 + below(3)).map { _ in UInt32(0x4E00 + min(below(4000), below(4000))) }
            han.append(points.compactMap(Unicode.Scalar.init).flatMap { Array(String($0).utf8) })
        }
    }

    /// SplitMix64 (Steele, Lea and Flood 2014).
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func text(wordCount: Int, script: Script) -> [UInt8] {
        var text: [UInt8] = []
        for number in 0..<wordCount {
            if script != .han, number > 0 { text.append(UInt8(ascii: " ")) }
            let place = min(below(20_000), below(20_000), below(20_000))
            switch script {
            case .latin: text += latin[place]
            case .han: text += han[place]
            case .item: text += item[below(20_000)]
            }
        }
        return text
    }
}
