import CTextScan

// What is not ASCII goes code point by code point: most stand for themselves, look one up in the table and know by the next
// one that they do; the others are folded with those that they could interact with.
extension Tokenizer {
    /// A code point, where the next one begins, and what the table says of it.
    private struct Place {
        var codePoint: UInt32
        var end: Int
        var entry: CodePointTable.Entry
    }

    /// Takes code points from `offset` on, ASCII among them, until at least four characters of ASCII follow.
    ///
    /// Returns where it stopped, behind at least one code point; `nil` when the sink has enough.
    mutating func takeCodePoints<Sink: TokenSink>(
        _ text: UnsafeBufferPointer<UInt8>, from offset: Int, _ sink: inout Sink
    ) -> Int? {
        let bytes = unsafe text.baseAddress.unsafelyUnwrapped
        let count = text.count
        var offset = offset
        var here = unsafe place(bytes, at: offset, count)
        while true {
            let byteRange = offset..<here.end
            // An ASCII byte always begins a chunk, and ends the token of a script without spaces.
            var next: Place?
            var isAlone = true
            var endsSingle = true
            if here.end < count, unsafe bytes[here.end] >= 0x80 {
                let following = unsafe place(bytes, at: here.end, count)
                isAlone = following.entry.beginsChunk
                endsSingle = isAlone && following.entry.endsSingle
                next = following
            }
            offset = here.end
            if isAlone && here.entry.isSimple {
                if here.entry.foldedClass == TokenClass.single.rawValue, endsSingle, minimumTokenCodePoints == 1 {
                    if !close(&sink) || !hand(single: here.entry.folded, byteRange, to: &sink) { return nil }
                } else if !take(here.entry.folded, class: here.entry.foldedClass, byteRange, &sink) {
                    return nil
                }
            } else {
                guard let end = unsafe takeChunk(text, byteRange, here.codePoint, isAlone: isAlone, &sink) else {
                    return nil
                }
                if end != offset { next = nil }
                offset = end
            }
            if offset == count { return offset }
            if let next {
                here = next
                continue
            }
            if unsafe isASCII(bytes + offset, left: count - offset) { return offset }
            here = unsafe place(bytes, at: offset, count)
        }
    }

    /// Whether four characters of ASCII follow.
    @inline(__always)
    private func isASCII(_ bytes: UnsafePointer<UInt8>, left: Int) -> Bool {
        // Safe: four bytes are there.
        left >= 4 && (unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self) & 0x8080_8080) == 0
    }

    @inline(__always)
    private mutating func place(_ bytes: UnsafePointer<UInt8>, at offset: Int, _ count: Int) -> Place {
        // Requires that `offset` is below `count`.
        let decoded = unsafe UTF8Coding.decode(bytes + offset, left: count - offset)
        return Place(
            codePoint: decoded.codePoint, end: offset + decoded.byteCount, entry: table.entry(decoded.codePoint))
    }

    /// Hands a code point on that is a whole token.
    @inline(__always)
    private func hand<Sink: TokenSink>(single codePoint: UInt32, _ byteRange: Range<Int>, to sink: inout Sink) -> Bool {
        let encoded = UTF8Coding.packed(codePoint)
        let hash = assay_hash_words(UInt64(encoded.bytes), 0, encoded.byteCount)
        // The number's bytes are read during the call only.
        return unsafe withUnsafeBytes(of: encoded.bytes.littleEndian) { bytes in
            let first = unsafe bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            return unsafe sink.receive(first, count: encoded.byteCount, hash: hash, byteRange: byteRange)
        }
    }

    /// Takes the chunk that begins with `codePoint`, the bytes `byteRange`, and goes on behind it unless it `isAlone`; returns
    /// where the next begins, or `nil` when the sink has enough.
    private mutating func takeChunk<Sink: TokenSink>(
        _ text: UnsafeBufferPointer<UInt8>, _ byteRange: Range<Int>, _ codePoint: UInt32, isAlone: Bool,
        _ sink: inout Sink
    ) -> Int? {
        let bytes = unsafe text.baseAddress.unsafelyUnwrapped
        var end = byteRange.upperBound
        chunk.removeAll(keepingCapacity: true)
        chunk.append(codePoint)
        if !isAlone {
            while end < text.count, unsafe bytes[end] >= 0x80 {
                let next = unsafe place(bytes, at: end, text.count)
                if next.entry.beginsChunk { break }
                chunk.append(next.codePoint)
                end = next.end
            }
        }
        let chunkRange = byteRange.lowerBound..<end
        folded.removeAll(keepingCapacity: true)
        if !cache.find(chunk, into: &folded) {
            // The span is used during the call only.
            folding.fold(chunk, at: chunkRange, of: unsafe Span(_unsafeElements: text), into: &folded)
            if !(chunk.count == 1 && folding.needsContext(codePoint)) { cache.store(chunk, folded) }
        }
        for index in folded.indices {
            let each = folded[index]
            if !take(each, class: table.entry(each).ownClass, chunkRange, &sink) { return nil }
        }
        return end
    }

    /// Takes one folded code point. Returns whether to go on.
    @inline(__always)
    private mutating func take<Sink: TokenSink>(
        _ codePoint: UInt32, class tokenClass: UInt32, _ byteRange: Range<Int>, _ sink: inout Sink
    ) -> Bool {
        switch tokenClass {
        case TokenClass.separator.rawValue:
            return close(&sink)
        case TokenClass.word.rawValue:
            if open.kind == .single, !close(&sink) { return false }
            open.append(codePoint, byteRange: byteRange, as: .spaced)
        case TokenClass.mark.rawValue:
            open.append(codePoint, byteRange: byteRange, as: .spaced)
        case TokenClass.single.rawValue:
            if !close(&sink) { return false }
            open.append(codePoint, byteRange: byteRange, as: .single)
        default:
            break
        }
        return true
    }
}
