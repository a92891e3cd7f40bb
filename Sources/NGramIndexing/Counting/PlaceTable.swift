/// Places by a hash that is spread already, which a dictionary would hash again: open addressing, at most half full.
struct PlaceTable {
    private var keys: [UInt64]
    /// Place + 1; 0: free.
    private var places: [Int32]
    private var count = 0

    init(slotCount: Int = 1 << 10) {
        keys = [UInt64](repeating: 0, count: slotCount)
        places = [Int32](repeating: 0, count: slotCount)
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mask = places.count - 1
        var slot = Int(truncatingIfNeeded: key) & mask
        while places[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    func place(of key: UInt64) -> Int? {
        let place = places[slot(of: key)]
        return place == 0 ? nil : Int(place) - 1
    }

    /// Adds a key that is not there.
    mutating func insert(_ key: UInt64, place: Int) {
        if 2 * (count + 1) > places.count {
            var larger = PlaceTable(slotCount: 2 * places.count)
            eachPair { larger.insert($0, place: $1) }
            self = larger
        }
        let slot = slot(of: key)
        keys[slot] = key
        places[slot] = Int32(truncatingIfNeeded: place + 1)
        count += 1
    }

    /// Empties the table. It keeps its size.
    mutating func removeAll() {
        for slot in places.indices { places[slot] = 0 }
        count = 0
    }

    private func eachPair(_ body: (_ key: UInt64, _ place: Int) -> Void) {
        for slot in places.indices where places[slot] != 0 { body(keys[slot], Int(places[slot]) - 1) }
    }
}
