import ByteIO

/// The different texts of the items, numbered as they come, in bounded memory but for 20 bytes a text.
///
/// Not thread-safe: one owner at a time.
final class DistinctTexts {
    private let bytes: SpillingBytes
    /// Where each text begins, and where the last one ends.
    private var starts = [0]
    private var hashes: [UInt64] = []
    /// A table by hash with open addressing: text number + 1, or 0.
    private var table = [UInt32](repeating: 0, count: 1 << 10)
    private var buffer: [UInt8] = []

    init(limit: Int, path: String) { bytes = SpillingBytes(limit: limit, path: path) }

    var count: Int { hashes.count }

    func byteCount(of text: Int) -> Int { starts[text + 1] - starts[text] }

    /// The bytes of all of them.
    var totalByteCount: Int { bytes.count }

    /// The number of a text; a new one where its bytes have not come before.
    func number(of text: [UInt8]) throws(AssayError) -> UInt32 {
        let hash = XXH3.hash64(text.span)
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[slot] != 0 {
            let number = table[slot] - 1
            // Equal hashes are no proof.
            if hashes[Int(number)] == hash, byteCount(of: Int(number)) == text.count {
                try read(Int(number), into: &buffer)
                if buffer == text { return number }
            }
            slot = (slot + 1) & (table.count - 1)
        }
        let number = UInt32(truncatingIfNeeded: hashes.count)
        table[slot] = number + 1
        hashes.append(hash)
        try bytes.append(text)
        starts.append(bytes.count)
        if 2 * hashes.count > table.count { grow() }
        return number
    }

    /// Sets `buffer` to a text's bytes.
    func read(_ text: Int, into buffer: inout [UInt8]) throws(AssayError) {
        try bytes.read(at: starts[text], count: byteCount(of: text), into: &buffer)
    }

    private func grow() {
        table = [UInt32](repeating: 0, count: 2 * table.count)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
            while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = UInt32(truncatingIfNeeded: number) + 1
        }
    }
}
