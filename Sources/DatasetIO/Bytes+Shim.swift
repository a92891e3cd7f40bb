internal import CSimdjson

// The byte loops of the C shim, each behind a check of its bounds.
extension [UInt8] {
    /// Unescapes the JSON string content `source[start..<end]` to `offset` here; returns how many bytes that made, or `nil`
    /// for a malformed escape.
    ///
    /// Both arrays have 64 bytes behind the ranges; the caller makes room here for as many bytes as there are to read.
    mutating func unescapeJSON(_ source: borrowing [UInt8], from start: Int, to end: Int, at offset: Int) -> Int? {
        precondition(start <= end && end + 64 <= source.count && offset + (end - start) + 64 <= count)
        // Safe: the bounds were just checked, and unescaping never makes text longer. C's largest size is -1 here.
        return unsafe withUnsafeMutableBufferPointer { destination in
            unsafe source.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = destination.baseAddress else { return 0 }
                let byteCount = unsafe assay_json_unescape(from + start, end - start, to + offset)
                return byteCount >= 0 ? byteCount : nil
            }
        }
    }

    /// The index of the first `byte` in `start..<end`, or `end`.
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
        precondition(start <= end && end <= count)
        // Safe: the bounds were just checked.
        return unsafe assay_find_byte(self, start, end, byte)
    }

    /// The index of the first quote, backslash or line feed in `start..<end`, or `end`; 64 bytes are readable after it.
    func firstStringEnd(from start: Int, to end: Int) -> Int {
        precondition(start <= end && end + 64 <= count)
        // Safe: the bounds were just checked.
        return unsafe assay_find_string_end(self, start, end)
    }

    /// Where the UTF-8 that begins at `start` ends; `end` if all of it is.
    func utf8Prefix(from start: Int, to end: Int) -> Int {
        precondition(start <= end && end <= count)
        // Safe: the bounds were just checked.
        return unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return end }
            return unsafe start + assay_utf8_prefix(base + start, end - start)
        }
    }

    /// Whether the `byteCount` bytes at `a` and at `b` are equal.
    func equalBytes(at a: Int, and b: Int, count byteCount: Int) -> Bool {
        precondition(a >= 0 && b >= 0 && byteCount >= 0 && Swift.max(a, b) + byteCount <= count)
        // Safe: the bounds were just checked.
        return unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return true }
            return unsafe assay_equal_bytes(base + a, base + b, byteCount) != 0
        }
    }

    /// A hash of the `byteCount` bytes at `start`, for tables in memory.
    func hashBytes(at start: Int, count byteCount: Int) -> UInt64 {
        precondition(start >= 0 && byteCount >= 0 && start + byteCount <= count)
        // Safe: the bounds were just checked.
        return unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            return unsafe assay_hash_bytes(base + start, byteCount)
        }
    }
}
