import CTextScan

/// The normalised bytes of a token whose end has not been met, and where it stands. One tokeniser owns it.
struct OpenToken {
    enum Kind {
        case none
        /// A run of word characters, which word characters and marks extend.
        case spaced
        /// A letter of a script without spaces, which only marks extend.
        case single
    }

    /// What is readable behind the bytes: hashing takes 16 at a time, appending writes four.
    private static let padding = 24

    private(set) var kind = Kind.none
    private(set) var codePointCount = 0
    private var start = 0
    private var end = 0
    private var bytes = [UInt8](repeating: 0, count: 256)
    private var byteCount = 0

    @inline(__always)
    mutating func clear() {
        kind = .none
        codePointCount = 0
        byteCount = 0
    }

    /// Appends a code point that folding gave; the token is of `kind` if it begins here.
    @inline(__always)
    mutating func append(_ codePoint: UInt32, byteRange: Range<Int>, as kind: Kind) {
        begin(at: byteRange.lowerBound, kind)
        end = byteRange.upperBound
        codePointCount &+= 1
        if byteCount &+ Self.padding > bytes.count { grow(by: Self.padding) }
        let encoded = UTF8Coding.packed(codePoint)
        // Safe: four bytes are there.
        unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe bytes.storeBytes(of: encoded.bytes.littleEndian, toByteOffset: byteCount, as: UInt32.self)
        }
        byteCount &+= encoded.byteCount
    }

    /// Appends ASCII in lower case, the text's bytes `byteRange`.
    @unsafe mutating func append(ascii: UnsafePointer<UInt8>, byteRange: Range<Int>, as kind: Kind) {
        begin(at: byteRange.lowerBound, kind)
        end = byteRange.upperBound
        codePointCount += byteRange.count
        if byteCount + byteRange.count + Self.padding > bytes.count { grow(by: byteRange.count + Self.padding) }
        // Safe: there is room, and the caller has as many bytes.
        unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            unsafe (bytes.baseAddress.unsafelyUnwrapped + byteCount).update(from: ascii, count: byteRange.count)
        }
        byteCount += byteRange.count
    }

    /// Hands the token on. Returns whether the sink wants more.
    @inline(__always)
    func hand<Sink: TokenSink>(to sink: inout Sink) -> Bool {
        // Safe: there are 16 bytes behind the last.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let base = unsafe bytes.baseAddress.unsafelyUnwrapped
            let hash = unsafe assay_hash_token_padded(base, byteCount)
            return unsafe sink.receive(base, count: byteCount, hash: hash, byteRange: start..<end)
        }
    }

    @inline(__always)
    private mutating func begin(at offset: Int, _ kind: Kind) {
        guard self.kind == .none else { return }
        self.kind = kind
        start = offset
    }

    @inline(never)
    private mutating func grow(by count: Int) {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: max(count, bytes.count)))
    }
}
