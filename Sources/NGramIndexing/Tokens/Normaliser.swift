import CUtf8proc

/// General categories and properties of code points, from utf8proc's tables.
enum UnicodeCategory {
    @inline(__always)
    private static func category(_ codePoint: UInt32) -> UInt32 {
        UInt32(bitPattern: Int32(utf8proc_category(Int32(bitPattern: codePoint)).rawValue))
    }

    /// General categories Lu, Ll, Lt, Lm, Lo.
    static func isLetter(_ codePoint: UInt32) -> Bool { (1...5).contains(category(codePoint)) }
    /// General categories Mn, Mc, Me.
    static func isMark(_ codePoint: UInt32) -> Bool { (6...8).contains(category(codePoint)) }
    /// General categories Nd, Nl, No.
    static func isNumber(_ codePoint: UInt32) -> Bool { (9...11).contains(category(codePoint)) }

    /// The canonical combining class.
    static func combiningClass(_ codePoint: UInt32) -> Int {
        // As below.
        unsafe Int(utf8proc_get_property(Int32(bitPattern: codePoint)).pointee.combining_class)
    }

    /// The property Default_Ignorable_Code_Point.
    static func isDefaultIgnorable(_ codePoint: UInt32) -> Bool {
        // utf8proc returns a pointer into its own constant tables, for every argument.
        unsafe utf8proc_get_property(Int32(bitPattern: codePoint)).pointee.ignorable != 0
    }
}

/// NFKC and case folding of short sequences of code points, by utf8proc. Not thread-safe: it reuses its buffers.
final class Normaliser {
    private var utf8: [UInt8] = []
    private var buffer = [Int32](repeating: 0, count: 64)

    /// The first code point of the full compatibility decomposition.
    func firstDecomposed(_ codePoint: UInt32) -> UInt32 {
        decomposed(codePoint, options: UTF8PROC_COMPAT.rawValue | UTF8PROC_DECOMPOSE.rawValue).first ?? codePoint
    }

    /// Appends the full case folding of one code point.
    func appendCaseFolded(_ codePoint: UInt32, to folded: inout [UInt32]) {
        folded += decomposed(codePoint, options: UTF8PROC_CASEFOLD.rawValue)
    }

    private func decomposed(_ codePoint: UInt32, options: UInt32) -> [UInt32] {
        var boundClass: Int32 = 0
        let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
            unsafe utf8proc_decompose_char(
                Int32(bitPattern: codePoint), buffer.baseAddress, buffer.count, utf8proc_option_t(rawValue: options),
                &boundClass)
        }
        // A negative count is an error (no code point, such as a surrogate): it stands for itself.
        guard count >= 0, count <= buffer.count else { return [codePoint] }
        return buffer[..<count].map { UInt32(bitPattern: $0) }
    }

    /// Replaces `result` by the NFKC form of `codePoints`.
    func composeCompatibly(_ codePoints: [UInt32], into result: inout [UInt32]) {
        result.removeAll(keepingCapacity: true)
        utf8.removeAll(keepingCapacity: true)
        for codePoint in codePoints { UTF8Coding.encode(codePoint, into: &utf8) }
        let options = utf8proc_option_t(
            rawValue: UTF8PROC_COMPAT.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue)
        var count: Int
        if codePoints.count > Self.longCount {
            count = decomposeLong(codePoints, options)
        } else {
            count = decompose(options)
            if count > buffer.count {
                buffer = [Int32](repeating: 0, count: count + count / 2)
                count = decompose(options)
            }
        }
        guard count >= 0, count <= buffer.count else {
            result += codePoints
            return
        }
        let composedCount = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
            unsafe utf8proc_normalize_utf32(buffer.baseAddress, count, options)
        }
        guard composedCount >= 0, composedCount <= count else {
            result += codePoints
            return
        }
        for codePoint in buffer[..<composedCount] { result.append(UInt32(bitPattern: codePoint)) }
    }

    /// From here on the order of marks is ours: utf8proc swaps neighbours, which of a hundred thousand marks in a row takes
    /// minutes.
    private static let longCount = 128

    /// Sets `buffer` to the decomposition of `codePoints` in canonical order; returns how many code points that are.
    ///
    /// Unicode Standard, section 3.11, D109: in a run of code points with a combining class above 0, by class, stable.
    private func decomposeLong(_ codePoints: [UInt32], _ options: utf8proc_option_t) -> Int {
        var all: [Int32] = []
        all.reserveCapacity(codePoints.count * 2)
        for codePoint in codePoints {
            for part in decomposed(codePoint, options: options.rawValue) { all.append(Int32(bitPattern: part)) }
        }
        var keys: [Int] = []
        var start = 0
        while start < all.count {
            var end = start
            keys.removeAll(keepingCapacity: true)
            while end < all.count, case let rank = UnicodeCategory.combiningClass(UInt32(bitPattern: all[end])),
                rank > 0
            {
                keys.append(rank << 32 | (end - start))
                end += 1
            }
            if keys.count > 1 {
                let run = Array(all[start..<end])
                keys.sort()
                for (place, key) in keys.enumerated() { all[start + place] = run[key & 0xFFFF_FFFF] }
            }
            start = max(end, start + 1)
        }
        if buffer.count < all.count { buffer = [Int32](repeating: 0, count: all.count + all.count / 2) }
        for (place, codePoint) in all.enumerated() { buffer[place] = codePoint }
        return all.count
    }

    private func decompose(_ options: utf8proc_option_t) -> Int {
        // Both pointers are valid for the counts given with them, and utf8proc writes no more than `buffer.count`.
        unsafe utf8.withUnsafeBufferPointer { utf8 in
            unsafe buffer.withUnsafeMutableBufferPointer { buffer in
                unsafe utf8proc_decompose(utf8.baseAddress, utf8.count, buffer.baseAddress, buffer.count, options)
            }
        }
    }
}
