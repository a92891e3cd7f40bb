extension [UInt8] {
    /// Copies `source[start..<end]` to `offset` here, where there is room for it.
    @inlinable package mutating func copy(
        _ source: borrowing [UInt8], from start: Int, to end: Int, at offset: Int
    ) {
        precondition(start >= 0 && start <= end && end <= source.count && offset >= 0 && end - start <= count - offset)
        // Safe: the bounds were just checked, and two arrays never overlap.
        unsafe withUnsafeMutableBufferPointer { destination in
            unsafe source.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = destination.baseAddress else { return }
                unsafe (to + offset).update(from: from + start, count: end - start)
            }
        }
    }

    /// Moves `self[start..<end]` to `offset`; the ranges may overlap.
    package mutating func move(from start: Int, to end: Int, at offset: Int) {
        precondition(start >= 0 && start <= end && end <= count && offset >= 0 && end - start <= count - offset)
        // Safe: the bounds were just checked, and `update` allows an overlap.
        unsafe withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe (base + offset).update(from: base + start, count: end - start)
        }
    }
}

extension Array {
    /// Makes the array have at least `needed` elements, and at least twice as many as before where it grows: for arrays
    /// that are reused, whose count is what there is room for.
    @inlinable package mutating func makeRoom(for needed: Int, filler: Element) {
        if count >= needed { return }
        let grown = Swift.max(needed, Swift.min(2 * count, count + (64 << 20)))
        reserveCapacity(grown)
        // An array and not `repeatElement`: without the optimiser that one goes element by element.
        append(contentsOf: [Element](repeating: filler, count: grown - count))
    }
}
