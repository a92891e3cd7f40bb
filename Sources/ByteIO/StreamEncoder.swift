/// Turns content into stored bytes, a piece at a time. One file per codec.
protocol StreamEncoder: AnyObject {
    /// Encodes `piece` and writes to `sink` what is ready, or what the piece's end asks for.
    func encode(_ piece: UnsafeRawBufferPointer, _ end: PieceEnd, to sink: StoredByteSink) throws(AssayError)
}

/// What is to be written once a piece is encoded.
enum PieceEnd {
    /// What is ready.
    case more
    /// All that the content so far can be decoded from.
    case flush
    /// The same, and the stream's end.
    case last
}

/// Stores content as it is.
final class PlainEncoder: StreamEncoder {
    func encode(_ piece: UnsafeRawBufferPointer, _ end: PieceEnd, to sink: StoredByteSink) throws(AssayError) {
        try unsafe sink.write(piece)
    }
}
